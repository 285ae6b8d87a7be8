"""Tables: the columns that spreadsheets and data frames get, one row an entry. CSV, XLSX and Parquet share them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onrecord.ledger.rows import Row

#: Where words stand in the article's text: start, end (exclusive), the words.
Place = tuple[int, int, str]
#: What a cell holds: text, a number, several texts or places, or nothing.
Value = str | int | float | tuple[str, ...] | tuple[Place, ...] | None


class Type(StrEnum):
    """What the cells of a column are. A `DAY` is a full ISO date or ""; a date told less exactly is `TEXT`."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    LIST = "list"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, how a row fills it, its type, and its width on a sheet in characters."""

    name: str
    of: Callable[[Any], Value]
    type: Type = Type.TEXT
    width: int = 14


def _told(name: str, type: Type = Type.TEXT, width: int = 14) -> Column:
    """A field of the codebook, as the entry has it."""
    return Column(name=name, of=lambda row: _cell(row.payload[name]), type=type, width=width)


def _masthead(name: str, width: int = 14) -> Column:
    return Column(name=name, of=lambda row: str(getattr(row, name)), width=width)


def _reported(name: str, type: Type = Type.TEXT, width: int = 14) -> Column:
    """A key of a report's row."""
    return Column(name=name, of=lambda row: _cell(row[name]), type=type, width=width)


def _cell(value: Any) -> Value:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else value


def _places(row: Row) -> tuple[Place, ...]:
    return tuple((span["start"], span["end"], span["text"]) for span in row.payload["evidence"])


def _terms(key: str) -> Callable[[Row], tuple[str, ...]]:
    return lambda row: tuple(condition[key] for condition in row.payload["conditions"])


_WHEN = (
    _masthead("date", 11),
    Column(name="day", of=lambda row: row.day, type=Type.DAY, width=11),
)
_WORDS = Column(name="words", of=lambda row: row.words, width=70)
_SURE = Column(name="confidence", of=lambda row: row.confidence, type=Type.NUMBER, width=11)
#: What every entry has behind its own fields: where it stands, who reported it, what editors said.
_BEHIND = (
    _WORDS,
    Column(name="characters", of=_places, type=Type.PLACES),
    _SURE,
    _masthead("reviewed", 11),
    _masthead("outlet", 20),
    _masthead("origin", 20),
    _masthead("published", 11),
    _masthead("title", 40),
    _masthead("url", 30),
    Column(name="entry", of=lambda row: row.id),
    Column(name="article", of=lambda row: row.article_id),
    _masthead("copy_of"),
)

POSITIONS = (
    *_WHEN,
    Column(name="holder", of=lambda row: row.subject, width=24),
    _told("stance", width=11),
    Column(name="target", of=lambda row: row.target, width=24),
    _told("phase", width=10),
    _told("basis", width=15),
    _told("via", Type.LIST, 24),
    Column(name="terms", of=_terms("text"), type=Type.LIST, width=40),
    Column(name="asked_of", of=_terms("of"), type=Type.LIST, width=20),
    _told("contest", width=20),
    *_BEHIND,
    Column(name="holder_id", of=lambda row: row.subject_id, width=20),
    Column(name="target_id", of=lambda row: row.target_id, width=20),
    Column(name="holder_printed", of=lambda row: row.payload["holder"], width=24),
    Column(name="target_printed", of=lambda row: row.payload["target"], width=24),
)
STATEMENTS = (
    *_WHEN,
    Column(name="speaker", of=lambda row: row.subject, width=24),
    Column(name="content", of=lambda row: " … ".join(span["text"] for span in row.payload["content"]), width=70),
    _told("kind", width=10),
    _told("cue", width=12),
    _told("to", width=20),
    _told("via", Type.LIST, 24),
    *_BEHIND,
    Column(name="speaker_id", of=lambda row: row.subject_id, width=20),
)
TALLIES = (
    *_WHEN,
    _told("count", width=12),
    _told("number", Type.COUNT, 10),
    _told("group", width=28),
    _told("stance", width=11),
    Column(name="target", of=lambda row: row.target, width=24),
    _told("named", Type.LIST, 40),
    *_BEHIND,
    Column(name="target_id", of=lambda row: row.target_id, width=20),
)
POLLS = (
    *_WHEN,
    Column(name="subject", of=lambda row: row.subject, width=24),
    _told("value", Type.NUMBER, 8),
    _told("bound", width=8),
    _told("previous", Type.NUMBER, 9),
    _told("lead", Type.NUMBER, 8),
    _told("place", width=18),
    _told("group", width=24),
    _told("pollster", width=24),
    *_BEHIND,
    Column(name="subject_id", of=lambda row: row.subject_id, width=20),
)
EVENTS = (
    *_WHEN,
    _told("kind", width=14),
    _told("who", Type.LIST, 30),
    _told("place", width=24),
    _told("phase", width=10),
    *_BEHIND,
)
BOARD = (
    _reported("holder", width=24),
    _reported("target", width=24),
    _reported("stance", width=11),
    _reported("phase", width=10),
    _reported("since", width=11),
    _reported("basis", width=15),
    _reported("terms", Type.LIST, 50),
    _reported("articles", Type.COUNT, 9),
    _reported("sources", Type.LIST, 30),
    _reported("confidence", Type.NUMBER, 11),
    _reported("reviewed", width=11),
    _reported("holder_id", width=20),
    _reported("target_id", width=20),
    _reported("entries", Type.LIST),
)
ARTICLES = (
    _reported("published", width=11),
    _reported("outlet", width=22),
    _reported("origin", width=22),
    _reported("title", width=60),
    _reported("author", width=24),
    _reported("dateline", width=18),
    _reported("cites", Type.LIST, 30),
    _reported("url", width=40),
    _reported("label", width=24),
    Column(name="article", of=lambda row: row["id"]),
)
#: The tables of a workbook, in order; poll leads stand among the polls.
SHEETS = {
    "board": BOARD,
    "positions": POSITIONS,
    "statements": STATEMENTS,
    "tallies": TALLIES,
    "polls": POLLS,
    "events": EVENTS,
    "articles": ARTICLES,
}


def flat(value: Value) -> str | int | float | None:
    """A cell for formats that know no lists: its parts with "; " between them, places as "start-end"."""
    if not isinstance(value, tuple):
        return value
    return "; ".join(part if isinstance(part, str) else f"{part[0]}-{part[1]}" for part in value)
