"""What an endpoint asks for in its signature: a connection, a transaction, a view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query, Request
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.entries import Basis
from onrecord.ledger import Ledger
from onrecord.reports import View


def ledger_of(request: Request) -> Ledger:
    """The ledger that the desk has open."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def _reading(request: Request) -> Iterator[Connection]:
    with ledger_of(request).reading() as connection:
        yield connection


def _writing(request: Request) -> Iterator[Connection]:
    with ledger_of(request).writing() as connection:
        yield connection


#: A connection for queries, held while the endpoint runs.
Reading = Annotated[Connection, Depends(_reading, scope="function")]
#: A connection for one transaction, committed before the answer is sent: what is answered has happened.
Writing = Annotated[Connection, Depends(_writing, scope="function")]

Day = Annotated[str, Query(min_length=4, max_length=40, examples=["2024-07-24"])]
AsOf = Annotated[Day | None, Query(description="The day to look at: YYYY-MM-DD, YYYY-MM or YYYY.")]
KnownAt = Annotated[Day | None, Query(description="As the ledger knew it at this moment or day.")]


Confidence = Annotated[float, Query(ge=0, le=1, description="Only what the reader is at least so sure of.")]
Reviewed = Annotated[bool, Query(description="Only what an editor has accepted or amended.")]


def _known(known_at: KnownAt = None) -> View:
    return View(known_at=dates.moment(known_at) if known_at else None)


#: The second clock alone.
Knowing = Annotated[View, Depends(_known)]


def _clocks(known: Knowing, as_of: AsOf = None) -> View:
    return replace(known, as_of=(dates.last_day(dates.parse(as_of)) or None) if as_of else None)


#: Both clocks.
Clocks = Annotated[View, Depends(_clocks)]


def _figures(clocks: Clocks, min_confidence: Confidence = 0.0, reviewed: Reviewed = False) -> View:
    return replace(clocks, min_confidence=min_confidence, reviewed=reviewed)


#: What can be asked of entries that rest on no basis.
FigureOptions = Annotated[View, Depends(_figures)]


def _view(
    view: FigureOptions,
    basis: Annotated[Basis | None, Query(description="Only what rests on this basis.")] = None,
) -> View:
    return replace(view, basis=basis)


#: The whole view that the query parameters ask for.
ViewOptions = Annotated[View, Depends(_view)]
