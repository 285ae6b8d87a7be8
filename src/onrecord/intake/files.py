"""Files of every known format to documents, one at a time. A new format is a function and a row in `READERS`."""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from io import BufferedReader
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.intake.hints import Hints, as_text, hints_in
from onrecord.model import Document, Issue, IssueLevel

Stream = BufferedReader | gzip.GzipFile
#: A reader gets an open stream and a document without content: its source, label and hints so far.
Reader = Callable[[Stream, Document], Iterator[Document | Issue]]

PLAIN, HTML, JSONL = "text/plain", "text/html", "application/jsonl"
SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
}
_HEAD = 2048


def read_whole(stream: Stream, blank: Document) -> Iterator[Document | Issue]:
    """One document: all that there is, as it came."""
    content = stream.read()
    if content.strip():
        yield replace(blank, content=content)
    else:
        yield error_at(blank.source, "an empty file; is it the right one?")


def read_lines(stream: Stream, blank: Document) -> Iterator[Document | Issue]:
    """One document a line: a JSON object with `text`, and `id` and hints if there are any; others are ignored."""
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        source = f"{blank.source}:{number}"
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield error_at(source, f"no JSON: {error}; one object a line, in UTF-8")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            yield error_at(source, "no text; each line is an object with the key 'text'")
            continue
        yield from _with_hints(
            replace(
                blank,
                source=source,
                media_type=PLAIN,
                content=row["text"].encode("utf-8", errors="replace"),
                label=as_text(row.get("id")) or f"{blank.label}:{number}",
            ),
            hints_in(row),
        )


def _with_hints(document: Document, hints: Hints) -> Iterator[Document | Issue]:
    """The document with its own hints over those of its file; a date that is none is told and left out."""
    try:
        hints = hints.checked()
    except IntakeError as error:
        message = f"{error}; read without it"
        yield Issue(source=document.source, stage="intake", level=IssueLevel.WARNING, message=message)
        hints = replace(hints, published="")
    yield replace(document, **{name: value for name, value in asdict(hints).items() if value})


READERS: dict[str, Reader] = {PLAIN: read_whole, HTML: read_whole, JSONL: read_lines}


def read_file(path: Path, hints: Hints) -> Iterator[Document | Issue]:
    """The documents of one file, packed with gzip or not. What cannot be read is an issue."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            yield from read_stream(stream, str(path), _plain_name(path).stem, hints, media_type(path))
    except (OSError, EOFError, zlib.error) as error:
        yield error_at(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def read_stream(stream: Stream, source: str, label: str, hints: Hints, kind: str = "") -> Iterator[Document | Issue]:
    """The documents of an open stream; without a `kind` its first bytes tell its format."""
    kind = kind or sniff(stream.peek(_HEAD)[:_HEAD])
    yield from READERS[kind](
        stream, Document(source=source, media_type=kind, content=b"", label=label, **asdict(hints))
    )


def media_type(path: Path) -> str:
    """The media type that a file's name tells, or "" (a name without a suffix tells none).

    >>> media_type(Path("news/ames.HTML.gz"))
    'text/html'
    """
    return SUFFIXES.get(_plain_name(path).suffix.lower(), "")


def is_known(path: Path) -> bool:
    """Whether a file is of a known format by its name, or has a name that tells nothing."""
    return not _plain_name(path).suffix or bool(media_type(path))


def sniff(head: bytes) -> str:
    """The media type of a stream by its first bytes.

    >>> sniff(b'{"id": 1, "text": "Ames waits."}')
    'application/jsonl'
    >>> sniff(b"Ames waits.")
    'text/plain'
    """
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"{"):
        return JSONL
    return HTML if re.match(rb"<(?:!doctype html|html|head|body|article|\?xml)\b", head) else PLAIN


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder, sorted within each; hidden ones are left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def error_at(source: str, message: str) -> Issue:
    """An issue that cost a document."""
    return Issue(source=source, stage="intake", level=IssueLevel.ERROR, message=message)


def _plain_name(path: Path) -> Path:
    return path.with_suffix("") if path.suffix == ".gz" else path
