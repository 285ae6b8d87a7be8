"""Quotations: the stretches between quotation marks, curly or straight, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Article, BlockKind

_MARK = re.compile(r"[“”„«»\"]|``|''")
_OPENING, _CLOSING = frozenset("“„«") | {"``"}, frozenset("”»") | {"''"}
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Characters [start, end) between two marks, the marks outside.

    `opens` says that only space stands before it in its paragraph; `unclosed` that the paragraph ends within it, as
    when the next one goes on quoting. `paragraph` numbers the block.
    """

    start: int
    end: int
    paragraph: int
    opens: bool
    unclosed: bool


_AGAIN = frozenset({*_OPENING, '"'})


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Every quotation outside of furniture, in order.

    A mark without a partner reaches to its paragraph's end if it opens the paragraph, or if the next one opens with a
    mark again, as printers do for a speaker who goes on.
    """
    text = article.readable()
    found: list[Quotation] = []
    for number, block in enumerate(article.blocks):
        if block.kind in _READ:
            after = article.blocks[number + 1] if number + 1 < len(article.blocks) else None
            goes_on = after is not None and text[after.start : after.end].lstrip()[:1] in _AGAIN
            found += _in_block(text, block.start, block.end, number, goes_on)
    return tuple(found)


def _in_block(text: str, start: int, end: int, number: int, goes_on: bool) -> Iterator[Quotation]:
    opened, first = -1, -1
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        closes = mark in _CLOSING or (mark == '"' and opened >= 0)
        if opened < 0 and (mark in _OPENING or (mark == '"' and _may_open(text, match.end(), end))):
            opened, first = match.end(), match.start()
        elif opened >= 0 and closes:
            if text[opened : match.start()].strip():
                yield _quotation(text, opened, match.start(), number, start, first, unclosed=False)
            opened = -1
        elif opened >= 0 and mark in _OPENING and not text[start:first].strip():
            # A second opening mark without a closing one: the first was never closed.
            opened, first = match.end(), match.start()
    if opened >= 0 and (goes_on or not text[start:first].strip()) and text[opened:end].strip():
        yield _quotation(text, opened, end, number, start, first, unclosed=True)


def _may_open(text: str, after: int, end: int) -> bool:
    return after < end and not text[after].isspace()


def _quotation(text: str, start: int, end: int, number: int, block: int, mark: int, *, unclosed: bool) -> Quotation:
    words = text[start:end]
    kept = words.strip()
    start += words.index(kept)
    return Quotation(
        start=start, end=start + len(kept), paragraph=number, opens=not text[block:mark].strip(), unclosed=unclosed
    )
