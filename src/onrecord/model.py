"""What is read: documents as they came, articles with one fixed text, and spans into that text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.errors import EvidenceError


class BlockKind(StrEnum):
    """What a stretch of the page is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    CAPTION = "caption"
    FURNITURE = "furniture"


class IssueLevel(StrEnum):
    """How much an issue cost."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Exact characters of an article: code points, `end` exclusive. Made by `Article.span`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the article's text and what it is; blocks are in order and do not overlap."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as they came, with the hints that came with them. A hint not given is "".

    `label` is the id under which its source knows it: a file's stem, the `id` of a JSONL row.
    """

    source: str
    media_type: str
    content: bytes
    label: str = ""
    url: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text in one coordinate system. Furniture is marked in `blocks`, never cut from `text`."""

    text: str
    blocks: tuple[Block, ...]
    label: str = ""
    url: str = ""
    source: str = ""
    title: str = ""
    outlet: str = ""
    origin: str = ""
    author: str = ""
    published: str = ""
    dateline: str = ""
    cites: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 of url and text, in hex: the same copy read twice is the same article."""
        return hashlib.sha256(f"{self.url}\n{self.text}".encode()).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The characters from `start` up to `end`; `EvidenceError` if there are none."""
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"no span [{start}, {end}) in a text of {len(self.text)} characters")
        return Span(start=start, end=end, text=self.text[start:end])

    def check(self, span: Span) -> None:
        """Raise `EvidenceError` unless the span stands at its place and in no furniture."""
        if self.span(span.start, span.end) != span:
            raise EvidenceError(f"the text at [{span.start}, {span.end}) is not {span.text!r}")
        if self.in_furniture(span.start, span.end):
            raise EvidenceError(f"{span.text!r} stands in page furniture")

    def evidence(self, start: int, end: int) -> tuple[Span, ...]:
        """The characters [start, end) without the furniture inside of them: one span, or several around it."""
        spans: list[Span] = []
        at = start
        for block in self.blocks:
            if block.kind is BlockKind.FURNITURE and block.start < end and at < block.end:
                spans += self._trimmed(at, block.start)
                at = block.end
        return (*spans, *self._trimmed(at, end))

    def _trimmed(self, start: int, end: int) -> tuple[Span, ...]:
        words = self.text[start:end]
        kept = words.strip()
        if not kept:
            return ()
        start += words.index(kept)
        return (self.span(start, start + len(kept)),)

    def readable(self) -> str:
        """The text with every character of furniture blanked: what a reader may read, at the same offsets."""
        parts, at = [], 0
        for block in self.blocks:
            if block.kind is BlockKind.FURNITURE:
                parts += [self.text[at : block.start], re.sub(r"[^\r\n]", " ", self.text[block.start : block.end])]
                at = block.end
        return "".join([*parts, self.text[at:]])

    def in_furniture(self, start: int, end: int) -> bool:
        """Whether any character of [start, end) belongs to page furniture."""
        return any(
            block.kind is BlockKind.FURNITURE and block.start < end and start < block.end for block in self.blocks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What went wrong with one document, as a row: the run goes on."""

    source: str
    stage: str
    level: IssueLevel
    message: str
