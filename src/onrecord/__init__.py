"""Who backs whom, on what terms, and on whose word: read from the news, with the evidence attached.

>>> import onrecord
>>> record = onrecord.read("Mayor Ada Ames endorsed Ben Bell for governor on Tuesday.", published="2024-07-24")
>>> [(one.holder, str(one.stance), one.target, one.date) for one in record.positions()]
[('Ada Ames', 'endorses', 'Ben Bell', '2024-07-23')]
>>> with onrecord.open_ledger(":memory:") as ledger:
...     again = [ledger.post(record), ledger.post(record)][1]
>>> again
0
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.codec import decode, encode
from onrecord.config import Settings
from onrecord.entries import (
    Basis,
    Condition,
    Entry,
    Event,
    Phase,
    PollFigure,
    Position,
    Record,
    Stance,
    Statement,
    StatementKind,
    Tally,
)
from onrecord.errors import IntakeError, OnRecordError
from onrecord.intake import Hints, open_source
from onrecord.model import Article, Block, Document, Issue, Span

if TYPE_CHECKING:
    from onrecord.frames import Ledger, Table, open_ledger

__all__ = [
    "Article",
    "Basis",
    "Block",
    "Condition",
    "Document",
    "Entry",
    "Event",
    "Issue",
    "Ledger",
    "OnRecordError",
    "Phase",
    "PollFigure",
    "Position",
    "Record",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Table",
    "Tally",
    "decode",
    "encode",
    "open_ledger",
    "read",
]
#: Names that bring the database with them, which is long to load: it is loaded when one is asked for.
_OF_FRAMES = frozenset({"Ledger", "Table", "open_ledger"})


def __getattr__(name: str) -> Any:
    if name in _OF_FRAMES:
        return getattr(import_module("onrecord.frames"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def read(source: str | Path, *, model: str | None = None, **hints: str) -> Record:
    """Read one article: a `Path` to a file, or the article's text itself.

    Hints are `url`, `title`, `outlet`, `author` and `published` (YYYY-MM-DD, YYYY-MM or YYYY). Raises `IntakeError` if
    it cannot be read, and for a file with several articles.

    >>> read("“I will vote for Bell,” Ada Ames said.").entries[-1].speaker
    'Ada Ames'
    """
    from onrecord.pipeline import read_document  # which loads the parser and the models
    from onrecord.reading.clauses import load_parser

    told = Hints(**hints)
    if isinstance(source, Path):
        documents = list(open_source([source], hints=told))
    else:
        names = {name: getattr(told, name) for name in told.__slots__}
        documents = [Document(source="text", media_type="text/plain", content=source.encode(), **names)]
    if len(documents) != 1:
        raise IntakeError(f"{source}: holds {len(documents)} articles; read them with onrecord.intake.open_source")
    document = documents[0]
    found = document if isinstance(document, Issue) else read_document(document, load_parser(model or Settings().model))
    if isinstance(found, Issue):
        raise IntakeError(found.message)
    return found
