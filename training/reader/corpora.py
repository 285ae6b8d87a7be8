"""The training material as plain records: PolNeAR's attributions and the labelled stance sentences.

PolNeAR: Newell, Margolin, Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.extraction.judge import sight_of

Offsets = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One attribution: character offsets of its source, its cue and its content; a role may be empty."""

    source: Offsets
    cue: Offsets
    content: Offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributedText:
    """A text and its attributions by one annotator."""

    name: str
    text: str
    attributions: tuple[Linked, ...]


def load_polnear(folder: Path) -> list[AttributedText]:
    """The texts of one split (`text/`, `attributions/`), once for each annotator who read it."""
    texts = []
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        texts.append(AttributedText(name=name, text=text, attributions=tuple(_read_brat(path))))
    return texts


def _read_brat(path: Path) -> Iterator[Linked]:
    """The events (E lines) of a brat standoff file, through the T lines that they tie."""
    lines = path.read_text(encoding="utf-8").split("\n")
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in lines:
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 1:
            pieces = parts[1].partition(" ")[2].split(";")
            spans[parts[0]] = [(int(start), int(end)) for start, end in (piece.split() for piece in pieces)]
    for line in lines:
        if not re.match(r"E\d+\t", line):
            continue
        roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for argument in line.split("\t")[1].split():
            role, _, name = argument.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans[name]
        if roles["source"] or roles["content"]:
            yield Linked(**{role: tuple(sorted(set(found))) for role, found in roles.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceLabel:
    """A labelled position: holder and target as they stand in the sentence (target "" for a whole race)."""

    holder: str
    target: str
    holder_name: str
    target_name: str
    stance: str
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceSentence:
    """A sentence at [start, end) of `text`, which is the sentence with the article's title and its context."""

    sid: str
    fold: int
    text: str
    start: int
    end: int
    hard: bool
    labels: tuple[StanceLabel, ...]


def load_sentences(path: Path) -> list[StanceSentence]:
    """The labelled sentences (JSONL), each with its title, up to three sentences before it and one after."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sight = sight_of(row["title"], " ".join(row["before"]), row["sentence"], " ".join(row["after"]))
        sentences.append(
            StanceSentence(
                sid=row["sid"],
                fold=row["fold"],
                text=sight.text,
                start=sight.start,
                end=sight.end,
                hard=row["hard"],
                labels=tuple(
                    StanceLabel(**{name: p[name] for name in StanceLabel.__slots__}) for p in row["positions"]
                ),
            )
        )
    return sentences
