"""Records built by hand, for tests in which no reader is the point."""

from __future__ import annotations

from typing import Any

from onrecord.entries import Basis, Condition, Entry, Phase, Position, Record, Stance, Statement, StatementKind
from onrecord.model import Article, Block, BlockKind


def article(text: str, **fields: Any) -> Article:
    """An article of one paragraph."""
    return Article(text=text, blocks=(Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH),), **fields)


def position(
    of: Article, holder: str, stance: str, target: str, *, terms: tuple[str, ...] = (), **fields: Any
) -> Position:
    """A position that the whole article bears; `terms` are words of the article."""
    conditions = tuple(
        Condition(span=of.span(of.text.index(term), of.text.index(term) + len(term)), of=target) for term in terms
    )
    fields["phase"] = Phase(fields.get("phase", "current"))
    fields["basis"] = Basis(fields.get("basis", "reported"))
    return Position(
        holder=holder,
        target=target,
        stance=Stance(stance),
        evidence=(of.span(0, len(of.text)),),
        conditions=conditions,
        **fields,
    )


def statement(of: Article, speaker: str, words: str, **fields: Any) -> Statement:
    """A direct quotation out of the article."""
    start = of.text.index(words)
    return Statement(
        speaker=speaker,
        content=(of.span(start, start + len(words)),),
        kind=StatementKind.DIRECT,
        evidence=(of.span(0, len(of.text)),),
        **fields,
    )


def record(of: Article, *entries: Entry, reader: str = "reader 1") -> Record:
    """What a reader hands on."""
    return Record(article=of, entries=entries, reader=reader)
