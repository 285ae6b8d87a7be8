"""A text as windows of word pieces, cut so that nothing is lost and every window has context on its left."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

#: Pieces a window holds, with [CLS] and [SEP]; how many of them may be context from the window before.
LENGTH = 256
CONTEXT = 56
#: Shape of a piece: lower case, Capitalised, UPPER CASE, other; and the same inside quotation marks.
SHAPES = 8

_MARKS = re.compile(r"[“”\"]|``|''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces of a stretch of text, [CLS] first and [SEP] last; `starts` and `ends` are character offsets.

    Pieces from `core` on belong to this window; those before it are context that another window answers for.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    starts: list[int]
    ends: list[int]
    core: int

    def __len__(self) -> int:
        return len(self.ids)

    def pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece that touch the characters [start, end), or None if the window has none of them."""
        low = bisect.bisect_right(self.ends, start, 1, len(self) - 1)
        high = bisect.bisect_left(self.starts, end, 1, len(self) - 1) - 1
        return (low, high) if low <= high else None


def cut(text: str, tokenizer: Tokenizer) -> Iterator[Window]:
    """Windows over the whole text, in order; a window ends at a line's or a sentence's end where it can."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoding.ids, encoding.offsets
    shapes = _shapes(text, offsets)
    begin = 0
    while begin < len(ids):
        left = 0 if begin == 0 else CONTEXT
        end = _border(text, offsets, begin, begin + LENGTH - 2 - left)
        first = max(0, begin - left)
        where = offsets[first:end]
        yield Window(
            ids=np.array([tokenizer.token_to_id("[CLS]"), *ids[first:end], tokenizer.token_to_id("[SEP]")]),
            shapes=np.array([3, *shapes[first:end], 3]),
            starts=[where[0][0], *(start for start, _ in where), where[-1][1]],
            ends=[where[0][0], *(stop for _, stop in where), where[-1][1]],
            core=1 + begin - first,
        )
        begin = end


def _border(text: str, offsets: list[tuple[int, int]], begin: int, limit: int) -> int:
    """The best place to end a window: after a line, else after a sentence, in its second half; else at the limit."""
    if limit >= len(offsets):
        return len(offsets)
    sentence = 0
    for index in range(limit, begin + (limit - begin) // 2, -1):
        gap = text[offsets[index - 1][1] : offsets[index][0]]
        if "\n" in gap:
            return index
        if not sentence and gap and text[offsets[index - 1][1] - 1] in '.!?”"':
            sentence = index
    return sentence or limit


def _shapes(text: str, offsets: list[tuple[int, int]]) -> list[int]:
    """The shape of each piece. A quotation mark opens or closes; a line's end closes whatever is open."""
    quoted = np.zeros(len(text) + 1, dtype=bool)
    start = 0
    for line in text.split("\n"):
        opened = -1
        for mark in _MARKS.finditer(line):
            if mark.group() == "“" or (opened < 0 and mark.group() != "”"):
                opened = mark.end() if opened < 0 else opened
            elif opened >= 0:
                quoted[start + opened : start + mark.start()] = True
                opened = -1
        if opened >= 0:
            quoted[start + opened : start + len(line)] = True
        start += len(line) + 1
    return [_case(text[low:high]) + 4 * bool(quoted[low]) for low, high in offsets]


def _case(piece: str) -> int:
    if piece.islower():
        return 0
    if piece.isupper() and len(piece) > 1:
        return 2
    return 1 if piece[:1].isupper() else 3
