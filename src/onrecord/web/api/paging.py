"""Pages behind an opaque cursor. It holds what was known when the first page was asked for, so that none shifts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import Field, TypeAdapter
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.errors import ConfigError
from onrecord.ledger import asof
from onrecord.reports import ReportRow, View
from onrecord.web.api.shapes import Page, Row
from onrecord.web.errors import Refusal

#: Rows in a page, and at most.
USUAL, MOST = 100, 1000
#: The key of the last row, or the number of rows before.
Place = tuple[str, ...] | int
_Key = Annotated[str, Field(pattern="^[ -~]*$", max_length=100)]
_Number = Annotated[int, Field(ge=0, lt=2**31)]
#: What the ledger knew, a digest of what is asked for, and the place behind the last row.
_Cursor = tuple[_Key | None, _Key, tuple[_Key, ...] | _Number]
_CURSOR: TypeAdapter[tuple[str | None, str, Place]] = TypeAdapter(_Cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page is asked for: at most `limit` rows behind `place`, None for the first page."""

    limit: int
    asked: str
    known_at: str | None = None
    place: Place | None = None

    def pin(self, connection: Connection, view: View) -> View:
        """The view with its second clock stopped: at the cursor's moment, else at what the ledger knows by now."""
        if self.place is not None:
            return replace(view, known_at=self.known_at)
        now = asof.learnt_at(connection)
        return replace(view, known_at=min(view.known_at, now) if view.known_at and now else now)

    def page(
        self, connection: Connection, shape: type[Row], report: Callable[[View], list[ReportRow]], view: View
    ) -> Page[Row]:
        """The page out of all rows of a report."""
        pinned = self.pin(connection, view)
        begin = self.number()
        rows, end = report(pinned), begin + self.limit
        return self.told(shape, rows[begin:end], end if end < len(rows) else None, pinned)

    def number(self) -> int:
        """How many rows come before the page."""
        if isinstance(self.place, tuple):
            raise _foreign()
        return self.place or 0

    def key(self) -> tuple[str, ...] | None:
        """The key of the row before the page, None for the first page."""
        if isinstance(self.place, int) or (self.place is not None and not 2 <= len(self.place) <= 3):
            raise _foreign()
        return self.place

    def ordinals(self) -> tuple[str, ...] | None:
        """The same where it is made of numbers."""
        key = self.key()
        if key is not None and not all(part.isdecimal() for part in key):
            raise _foreign()
        return key

    def told(self, shape: type[Row], rows: list[ReportRow], place: Place | None, view: View) -> Page[Row]:
        """The page of some rows, with a cursor to the place behind them."""
        cursor = None if place is None else _encode((view.known_at, self.asked, place))
        return Page[shape].model_validate({"rows": rows, "known_at": view.known_at, "next": cursor})  # type: ignore[valid-type]


def _paging(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows in a page, at most.")] = USUAL,
    cursor: Annotated[
        str | None,
        Query(max_length=1000, description="The `next` of the page before; ask for the same as there."),
    ] = None,
) -> Paging:
    told = [(name, value) for name, value in request.query_params.multi_items() if name not in ("limit", "cursor")]
    asked = hashlib.sha256(repr((request.url.path, sorted(told))).encode()).hexdigest()[:16]
    if cursor is None:
        return Paging(limit=limit, asked=asked)
    known_at, same, place = _decode(cursor)
    if same != asked:
        raise _foreign()
    return Paging(limit=limit, asked=asked, known_at=known_at, place=place)


#: Which page a request asks for.
PageOptions = Annotated[Paging, Depends(_paging)]


def _encode(cursor: tuple[str | None, str, Place]) -> str:
    return base64.urlsafe_b64encode(json.dumps(cursor, separators=(",", ":")).encode()).decode().rstrip("=")


def _decode(text: str) -> tuple[str | None, str, Place]:
    try:
        padded = text + "=" * (-len(text) % 4)
        known_at, asked, place = _CURSOR.validate_json(base64.b64decode(padded, altchars="-_", validate=True))
        return known_at and dates.moment(known_at), asked, place
    except (ValueError, ConfigError):  # what is no base64 and what is no cursor are both
        raise _foreign() from None


def _foreign() -> Refusal:
    return Refusal(422, "this cursor does not belong to this request", hint="leave it out to begin at the first page")
