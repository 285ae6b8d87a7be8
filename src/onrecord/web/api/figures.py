"""Tallies held against names, polls, events, and reports that cannot both be right."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field
from sqlalchemy.engine import Connection

from onrecord.entries import EventPhase, Stance
from onrecord.ledger.rows import Row
from onrecord.reports import View, audits, figure_row, walks
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Target
from onrecord.web.api.paging import PageOptions, Paging
from onrecord.web.api.shapes import PLACE, Json, Page, Placed, Shape
from onrecord.web.asked import FigureOptions, Reading, ViewOptions

router = api_router("figures")

_TALLY = {"count": "23", "number": 23, "group": "Democratic governors", "stance": "endorses", "target": "Kamala Harris"}


class Tally(Placed):
    """How many stand where, as printed."""

    example: ClassVar[Json] = {
        **_TALLY,
        "named": ["Gavin Newsom"],
        "as_of": "2024-07-22",
        "words": "By Monday evening 23 Democratic governors had endorsed Harris, including Gavin Newsom.",
        "confidence": 0.7,
        **PLACE,
    }

    count: str
    number: int | None
    group: str
    stance: Stance
    target: str
    named: list[str]
    as_of: str
    words: str
    confidence: float


class CheckedTally(Placed):
    """A tally against the members of its group whom the ledger names on its day."""

    example: ClassVar[Json] = {
        **_TALLY,
        "as_of": "2024-07-22",
        "named": ["Gavin Newsom", "J. B. Pritzker", "Josh Shapiro"],
        "against": [],
        "missing": 20,
        "silent": 19,
        "members": 23,
        "reading": "",
        "verdict": "open",
        **PLACE,
    }

    count: str
    number: int | None
    group: str
    stance: Stance
    target: str
    as_of: str
    named: list[str] = Field(description="Members who stand so.")
    against: list[str] = Field(description="Members who stand on the other side.")
    missing: int | None = Field(description="How many are counted beyond the named ones; null without a number.")
    silent: int | None = Field(description="Members of whom nothing is told; null for a group that nobody knows.")
    members: int | None
    reading: str = Field(
        description="Whom a party's group was taken to mean: with or without those who sit with it; empty if all the same."
    )
    verdict: Literal["agrees", "open", "contradicted", "unknown group"]


class PollFigure(Placed):
    """A share in percent, or a lead in points."""

    example: ClassVar[Json] = {
        "subject": "Kamala Harris",
        "value": 47.0,
        "previous": None,
        "bound": "",
        "lead": None,
        "place": "Ohio",
        "period": "2024-09",
        "pollster": "Siena College",
        "group": "",
        "words": "A poll by Siena College in September found Harris at 47 percent in Ohio.",
        "confidence": 0.7,
        **PLACE,
    }

    subject: str
    value: float | None
    previous: float | None
    bound: str
    lead: float | None
    place: str
    period: str
    pollster: str
    group: str
    words: str
    confidence: float


class Event(Placed):
    """A rally, debate, convention, primary, vote and the like."""

    example: ClassVar[Json] = {
        "kind": "rally",
        "who": ["Kamala Harris"],
        "place": "Milwaukee",
        "date": "2024-07-23",
        "phase": "held",
        "words": "Harris held her first rally in Milwaukee on Tuesday.",
        "confidence": 0.6,
        **PLACE,
    }

    kind: str
    who: list[str]
    place: str
    date: str
    phase: EventPhase
    words: str
    confidence: float


class Side(Placed):
    """What one of two reports says."""

    says: str
    words: str


class Conflict(Shape):
    """Two reports of different sources that cannot both be right."""

    example: ClassVar[Json] = {
        "kind": "positions",
        "about": "Bernie Sanders on Kamala Harris",
        "date": "2024-07-23",
        "sides": [
            {"says": "withholds", "words": "He is not endorsing her yet.", **PLACE},
            {"says": "endorses", "words": "Sanders endorsed Harris on Tuesday.", **PLACE, "outlet": "The Herald"},
        ],
    }

    kind: Literal["positions", "polls", "tallies"]
    about: str
    date: str
    sides: list[Side]


@router.get("/tallies")
def tallies(connection: Reading, view: FigureOptions, page: PageOptions) -> Page[Tally]:
    """How many stand where, as articles count them, in order of publication."""
    found, place, pinned = _walked(connection, view, page, "tallies")
    return page.told(Tally, [figure_row(row) for row in found], place, pinned)


@router.get("/tallies/checked")
def checked_tallies(connection: Reading, view: ViewOptions, page: PageOptions) -> Page[CheckedTally]:
    """Each tally against the members whom the ledger names on its day; `basis` is asked of their positions."""
    found, place, pinned = _walked(connection, replace(view, basis=None), page, "tallies")
    rows = audits.checked(connection, found, view=replace(pinned, basis=view.basis))
    return page.told(CheckedTally, rows, place, pinned)


@router.get("/polls")
def polls(connection: Reading, view: FigureOptions, page: PageOptions) -> Page[PollFigure]:
    """Poll figures and leads, in order of publication."""
    found, place, pinned = _walked(connection, view, page, "polls", "leads")
    return page.told(PollFigure, [figure_row(row) for row in found], place, pinned)


@router.get("/events")
def events(connection: Reading, view: FigureOptions, page: PageOptions) -> Page[Event]:
    """Rallies, debates, conventions, primaries, votes, in order of publication."""
    found, place, pinned = _walked(connection, view, page, "events")
    return page.told(Event, [figure_row(row) for row in found], place, pinned)


def _walked(
    connection: Connection, view: View, page: Paging, *kinds: str
) -> tuple[list[Row], walks.Place | None, View]:
    """A page of entries of some kinds, the place behind it, and the view with its second clock stopped."""
    pinned = page.pin(connection, view)
    found, place = walks.entries(connection, *kinds, after=page.key(), limit=page.limit, view=pinned)
    return found, place, pinned


@router.get("/conflicts")
def conflicts(connection: Reading, view: ViewOptions, page: PageOptions, target: Target) -> Page[Conflict]:
    """Reports of different sources that cannot both be right, with their words."""
    return page.page(connection, Conflict, lambda v: audits.conflicts(connection, target=target, view=v), view)
