"""Attributions: source, cue, content and addressee; direct, indirect or mixed; with the chain behind them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.entries import StatementKind
from onrecord.model import Article, Span
from onrecord.reading.people import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what, in which words of the article.

    `content` holds the words without outer quotation marks, several spans where a reporting clause splits
    them. `source` and `cue` are spans or None where the article prints none (a following paragraph of the
    same speaker). `speaker` is the fullest name in the article, or the description of somebody unnamed
    ("a Sanders ally (unnamed)"); `member` its index in the cast or None; `unnamed` is true for sources
    without a name. `to` is the audience or outlet; `via` the chain from this article back to the speaker,
    nearest first, without the speaker ("The Hill"). `evidence` is the whole sentence (or sentences).
    """

    speaker: str
    content: tuple[Span, ...]
    evidence: tuple[Span, ...]
    kind: StatementKind
    source: Span | None = None
    cue: Span | None = None
    member: int | None = None
    unnamed: bool = False
    to: str = ""
    via: tuple[str, ...] = ()
    confidence: float = 1.0


def find_attributions(article: Article, doc: Doc, cast: Cast) -> tuple[Attribution, ...]:
    """All attributions of the article in order of text, indirect ones too."""
    raise NotImplementedError
