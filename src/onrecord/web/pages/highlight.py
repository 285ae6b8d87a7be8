"""Evidence in its text: the stretches of an article between the ends of all spans, and which entries bear on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span to highlight: code points of the text, the entry it belongs to, its kind, and its stance if it has one."""

    start: int
    end: int
    entry: str
    kind: str
    stance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text over which the same marks lie, the shortest first; `opens` are those that begin here."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def entries(self) -> list[str]:
        """The entries that bear on it, each once."""
        return list(dict.fromkeys(mark.entry for mark in self.marks))

    @property
    def kinds(self) -> list[str]:
        """The kinds of its marks, each once."""
        return list(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def stance(self) -> str:
        """The stance of the shortest mark that has one."""
        return next((mark.stance for mark in self.marks if mark.stance), "")


def marks_of(entries: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """The marks of entries as `reports.show` gives them: evidence, a statement's content, a position's terms."""
    marks: list[Mark] = []
    for row in entries:
        kind = "polls" if row["type"] == "leads" else row["type"]
        told = row["content"] if kind == "statements" else row["evidence"]
        for span, of in [*((one, kind) for one in told), *((one, "terms") for one in row.get("conditions", ()))]:
            place = {"start": span["start"], "end": span["end"]}
            marks.append(Mark(**place, entry=row["entry"], kind=of, stance=row.get("stance", "")))
    return marks


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """The characters [start, end) in pieces; marks may nest, overlap and reach beyond either end."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = {start, end} | {min(max(at, start), end) for mark in here for at in (mark.start, mark.end)}
    order = sorted(cuts)
    found = []
    for left, right in pairwise(order):
        over = sorted(
            (mark for mark in here if mark.start <= left and right <= mark.end),
            key=lambda mark: (mark.end - mark.start, mark.kind, mark.entry),
        )
        begun = tuple(mark for mark in over if mark.start == left or (left == start and mark.start < start))
        found.append(Piece(start=left, text=text[left:right], marks=tuple(over), opens=begun))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the article in pieces; `kind` is the block's."""

    kind: str
    pieces: list[Piece]


def paragraphs(
    text: str, blocks: Sequence[tuple[int, int, str]], marks: Sequence[Mark], within: tuple[int, int] | None = None
) -> list[Paragraph]:
    """The article by its blocks (start, end, kind); words between them, if there are any, are paragraphs too.

    With `within` only the characters between those two are laid out.
    """
    first, last = within or (0, len(text))
    laid: list[Paragraph] = []
    at = 0
    for start, end, kind in [*blocks, (len(text), len(text), "paragraph")]:
        for left, right, what in ((at, start, "paragraph"), (start, end, kind)):
            left, right = max(left, first), min(right, last)
            if text[left:right].strip():
                laid.append(Paragraph(kind=what, pieces=pieces(text, left, right, marks)))
        at = end
    return laid
