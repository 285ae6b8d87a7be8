"""The training material as plain records: PolNeAR's attributions and the labelled stance sentences.

PolNeAR: Newell, Margolin, Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.extraction.judge import Sight, sight_of

Offsets = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")
#: The project's own labels, and the fold of those that are never learnt from: they serve to choose by.
LABELS = Path(__file__).resolve().parents[1] / "labels"
HELD = 5


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
    """A labelled position: every place in the text that may stand for its holder and its target.

    Places are half-open character offsets into the sentence's text; no target's place means the whole race.
    `conditions` are the places of what is asked for. `basis` is "" where nobody has labelled it.
    """

    holders: Offsets
    targets: Offsets
    stance: str
    phase: str
    conditions: Offsets = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceSentence:
    """A sentence at [start, end) of `text`, which is the sentence with the article's title and its context.

    `fold` is -1 where a sentence is never left out.
    """

    sid: str
    fold: int
    text: str
    start: int
    end: int
    labels: tuple[StanceLabel, ...]


def load_sentences(path: Path) -> list[StanceSentence]:
    """The labelled sentences (JSONL), each with its title, up to three sentences before it and one after."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sight = sight_of(row["title"], " ".join(row["before"]), row["sentence"], " ".join(row["after"]))
        labels = tuple(
            StanceLabel(
                holders=occurrences(sight, p["holder"]),
                targets=occurrences(sight, p["target"]),
                stance=p["stance"],
                phase=p["phase"],
                conditions=tuple(place for words in p["conditions"] for place in occurrences(sight, words)[:1]),
                basis=p["basis"],
            )
            for p in row["positions"]
        )
        sentences.append(_sentence(row["sid"], row["fold"], sight, labels))
    return sentences


def load_pool(labels: Path, articles: Path) -> list[StanceSentence]:
    """The labels as offsets (JSONL) into the articles of the pool (gzipped JSONL)."""
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        rows = {row["id"]: row for row in map(json.loads, file)}
    sentences = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        row, start, end = rows[label["article"]], label["start"], label["end"]
        text = row["text"]
        sight = sight_of(row["title"], text[max(0, start - 400) : start], text[start:end], text[end : end + 200])
        shift = sight.start - start

        def moved(place: list[int] | None, shift: int = shift) -> Offsets:
            return ((place[0] + shift, place[1] + shift),) if place else ()

        positions = tuple(
            StanceLabel(
                holders=moved(p["holder"]),
                targets=moved(p["target"]),
                stance=p["stance"],
                phase=p["phase"],
                conditions=tuple(place for asked in p["conditions"] for place in moved(asked)),
                basis=p["basis"],
            )
            for p in label["positions"]
        )
        sentences.append(_sentence(f"{label['article']}:{start}", label["fold"], sight, positions))
    return sentences


_MARK = re.compile(r"\{(\d+):([^{}]*)\}")
_ASKED = re.compile(r"\[conditions: (.*)\]")


def load_written(folder: Path) -> list[StanceSentence]:
    """The sentences that were written to learn from (`*.txt`; the form is told in `training/README.md`)."""
    return [
        _written(f"{path.stem}:{number}", block)
        for path in sorted(folder.glob("*.txt"))
        for number, block in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()))
    ]


def _written(sid: str, block: str) -> StanceSentence:
    lines = block.split("\n")
    told = {name: words.strip() for name, _, words in (line.partition(":") for line in lines if line[0] != "=")}
    sight = sight_of(
        told.get("title", ""), told.get("before", ""), _MARK.sub(r"\2", told["text"]), told.get("after", "")
    )
    places: dict[str, Offsets] = {"0": ()}
    marks = 0
    for match in _MARK.finditer(told["text"]):
        number, words = match.groups()
        start = sight.start + match.start() - marks
        places[number] = (*places.get(number, ()), (start, start + len(words)))
        marks += len(match.group()) - len(words)
    labels = []
    for line in lines:
        if line[0] == "=" and line != "= none":
            holder, stance, target, phase = line[1:].partition("[")[0].split()[:4]
            asked = _ASKED.search(line)
            conditions = [occurrences(sight, words.strip())[:1] for words in asked[1].split(" | ")] if asked else []
            labels.append(
                StanceLabel(
                    holders=places[holder],
                    targets=places[target],
                    stance=stance,
                    phase=phase,
                    conditions=tuple(place for found in conditions for place in found),
                )
            )
    return _sentence(sid, -1, sight, tuple(labels))


def _sentence(sid: str, fold: int, sight: Sight, labels: tuple[StanceLabel, ...]) -> StanceSentence:
    return StanceSentence(sid=sid, fold=fold, text=sight.text, start=sight.start, end=sight.end, labels=labels)


def occurrences(sight: Sight, words: str) -> Offsets:
    """Every place of `words` in the judged sentence, as character offsets of the sight's text."""
    found, at = [], sight.text.find(words, sight.start, sight.end) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = sight.text.find(words, at + 1, sight.end)
    return tuple(found)
