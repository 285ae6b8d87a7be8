"""Quotations: the stretches between quotation marks, curly or straight, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Article, BlockKind

_MARK = re.compile(r"[“”„«»\"″]|``|''")
_OPENING, _CLOSING = frozenset("“„«") | {"``"}, frozenset("”»") | {"''"}
_STRAIGHT = frozenset('"″')
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Characters [start, end) between two marks, the marks outside.

    `opens` says that only space stands before it in its paragraph; `unclosed` that the paragraph ends within it, as
    when the next one goes on quoting. `paragraph` numbers the paragraphs that are read.
    """

    start: int
    end: int
    paragraph: int
    opens: bool
    unclosed: bool


_AGAIN = _OPENING | _STRAIGHT


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Every quotation outside of furniture, in order.

    A mark without a partner reaches to its paragraph's end if it opens the paragraph, or if the next one opens with a
    mark again, as printers do for a speaker who goes on; or if the next one closes what it has not opened.
    """
    text = article.readable()
    found: list[Quotation] = []
    paragraphs = _paragraphs(article)
    for number, (start, end) in enumerate(paragraphs):
        after = text[slice(*paragraphs[number + 1])].lstrip() if number + 1 < len(paragraphs) else ""
        inside = bool(found) and found[-1].unclosed and found[-1].paragraph == number - 1
        goes_on = after[:1] in _AGAIN or _closes_first(after)
        found += _in_paragraph(text, start, end, number, goes_on, inside and _closes_first(text[start:end]))
    return tuple(found)


def _closes_first(paragraph: str) -> bool:
    """Whether the first mark of a paragraph is one that can only close."""
    mark = _MARK.search(paragraph)
    return mark is not None and mark.group() in _CLOSING and bool(paragraph[: mark.start()].strip())


def _paragraphs(article: Article) -> list[tuple[int, int]]:
    """The paragraphs that are read as [start, end); furniture between two stretches of one line does not part them."""
    found: list[tuple[int, int]] = []
    for block in article.blocks:
        if block.kind not in _READ:
            continue
        if found and "\n" not in article.text[found[-1][1] : block.start]:
            found[-1] = (found[-1][0], block.end)
        else:
            found.append((block.start, block.end))
    return found


def _in_paragraph(text: str, start: int, end: int, number: int, goes_on: bool, inside: bool) -> Iterator[Quotation]:
    """The quotations of one paragraph; `goes_on` where the next may go on quoting, `inside` where this one begins so."""
    opened, first = (start, start) if inside else (-1, -1)
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        begins = mark in _OPENING or _may_open(text, match, start, end)
        if opened < 0 and begins:
            opened, first = match.end(), match.start()
        elif opened >= 0 and begins and mark not in _OPENING and _is_parted(text, match):
            # The mark before it was never closed: the words behind it are quoted only if printed alike, as where two
            # paragraphs of one speaker have become one.
            if text[first] == mark and text[opened : match.start()].strip():
                yield _quotation(text, opened, match.start(), number, start, first, unclosed=True)
            opened, first = match.end(), match.start()
        elif opened >= 0 and (mark in _CLOSING or mark in _STRAIGHT):
            if text[opened : match.start()].strip():
                yield _quotation(text, opened, match.start(), number, start, first, unclosed=False)
            opened = -1
        elif opened >= 0 and not text[start:first].strip():
            # A second opening mark without a closing one: the first was never closed.
            opened, first = match.end(), match.start()
    if opened >= 0 and (goes_on or not text[start:first].strip()) and text[opened:end].strip():
        yield _quotation(text, opened, end, number, start, first, unclosed=True)


def _is_parted(text: str, mark: re.Match[str]) -> bool:
    """Whether space stands before a mark only."""
    return text[mark.start() - 1].isspace() and not text[mark.end()].isspace()


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark that tells no side stands before words: a straight one, or a closing one with space before it."""
    parted = mark.start() == start or text[mark.start() - 1].isspace()
    straight = mark.group() in _STRAIGHT
    if mark.end() >= end or not (parted or straight):
        return False
    # With space on both sides it opens if there is another one that can close.
    return not text[mark.end()].isspace() or (parted and straight and mark.group() in text[mark.end() : end])


def _quotation(text: str, start: int, end: int, number: int, paragraph: int, mark: int, *, unclosed: bool) -> Quotation:
    words = text[start:end]
    kept = words.strip()
    start += words.index(kept)
    return Quotation(
        start=start, end=start + len(kept), paragraph=number, opens=not text[paragraph:mark].strip(), unclosed=unclosed
    )
