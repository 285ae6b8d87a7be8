"""The body: bytes to one text with blocks. Plain text is kept to the letter."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace
from typing import Any

from charset_normalizer import from_bytes

from onrecord.errors import ArticleError
from onrecord.model import Block, BlockKind, Document

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_FINAL = re.compile(r"[.!?:;,][”\"’')\]]*$")
_TITLE_LENGTH = 220
_HEADING_LENGTH = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text, its blocks, and the document with the hints that its own page added."""

    text: str
    blocks: tuple[Block, ...]
    document: Document


def lay_out(document: Document) -> Body:
    """The text and blocks of a document. Raises `ArticleError` if it has no text."""
    if document.media_type == "text/html":
        text, document = _from_html(document)
    else:
        text = decode(document.content, document.source)
    if not text.strip():
        raise ArticleError(f"{document.source}: no text in it; is it the right file?")
    if document.title and not _begins_with(text, document.title):
        text = f"{document.title}\n\n{text}"
    return Body(text=text, blocks=_blocks(text, document.title), document=document)


def decode(content: bytes, source: str) -> str:
    """Bytes as text: UTF-8 if they are, else what they most likely are. Raises `ArticleError`."""
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(f"{source}: a binary file, no article; give text, HTML or JSONL")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
    if best is None:
        raise ArticleError(f"{source}: unknown encoding; save it as UTF-8")
    return str(best)


def _from_html(document: Document) -> tuple[str, Document]:
    """The article's text out of a page, and hints from its metadata where none were given."""
    import trafilatura  # here, since it takes longer to import than a plain text takes to read

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = decode(document.content, document.source)
        text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True)
        about = trafilatura.extract_metadata(page, default_url=document.url or None)
    if not text:
        raise ArticleError(f"{document.source}: no article found on this page; save its text instead")
    found = {
        "title": about.title,
        "outlet": about.sitename,
        "author": about.author,
        "published": about.date,
        "url": about.url,
    }
    told: dict[str, Any] = {name: getattr(document, name) or found[name] or "" for name in found}
    return text, replace(document, **told)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _begins_with(text: str, title: str) -> bool:
    """Whether the text starts with the title, however it is spaced and punctuated."""
    return _folded(text[: len(title) * 2 + 40]).startswith(_folded(title))


def _blocks(text: str, title: str) -> tuple[Block, ...]:
    """One block for each line that is not empty: title, heading or paragraph."""
    lines = []
    for match in _LINE.finditer(text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + line.index(stripped)
            lines.append((start, start + len(stripped)))
    blocks = []
    for number, (start, end) in enumerate(lines):
        last = number == len(lines) - 1
        blocks.append(Block(start=start, end=end, kind=_kind(text[start:end], number == 0, last, title)))
    return tuple(blocks)


def _kind(line: str, first: bool, last: bool, title: str) -> BlockKind:
    if first and not last and (_is_title(line) or (title and _folded(line) == _folded(title))):
        return BlockKind.TITLE
    if not first and not last and len(line) <= _HEADING_LENGTH and line[:1].isupper() and not _FINAL.search(line):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and not re.search(r"[.;,][”\"’')\]]*$", line)
