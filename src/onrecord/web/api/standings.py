"""Who stands where: boards, one holder's standing, targets, moves, terms."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import Query
from pydantic import Field

from onrecord import dates, reports
from onrecord.entries import Basis, Phase, Stance
from onrecord.reports import moves as moved
from onrecord.reports import walks
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Contest, Target, WantedHolder
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import ASKS, ENTRY, PLACE, Json, Page, Placed, Shape
from onrecord.web.asked import Day, Knowing, Reading, ViewOptions
from onrecord.web.errors import Refusal

router = api_router("standings")

HARRIS = {"target": "Kamala Harris", "target_id": "bioguide:H001075"}
SANDERS = {"holder": "Bernie Sanders", "holder_id": "bioguide:S000033"}


class Standing(Shape):
    """Where a holder stands on a target, is expected to, or stood before."""

    example: ClassVar[Json] = {
        **SANDERS,
        **HARRIS,
        "stance": "withholds",
        "phase": "current",
        "since": "2024-07-23",
        "basis": "own words",
        "terms": [ASKS],
        "articles": 1,
        "sources": ["Demo Courier"],
        "confidence": 0.913,
        "reviewed": "",
        "entries": [ENTRY],
    }

    holder: str
    target: str
    holder_id: str
    target_id: str = Field(description="Empty for a whole race.")
    stance: Stance
    phase: Phase
    since: str = Field(description="The day as the articles tell it: YYYY-MM-DD, YYYY-MM or YYYY.")
    basis: Basis = Field(description="The strongest that an entry rests on.")
    terms: list[str] = Field(description="What the holder asks for, as printed.")
    articles: int
    sources: list[str] = Field(description="The independent sources: copies and retellings count once.")
    confidence: float
    reviewed: str = Field(description="An editor's last verdict: accepted, amended, or empty.")
    entries: list[str] = Field(description="The ids of the entries that bear it.")


class TargetCount(Shape):
    """How many holders stand where on a target."""

    example: ClassVar[Json] = {
        **HARRIS,
        "endorses": 12,
        "supports": 2,
        "withholds": 4,
        "declines": 4,
        "opposes": 0,
        "withdraws": 0,
        "holders": 22,
    }

    target: str
    target_id: str = Field(description="Empty for a whole race.")
    endorses: int
    supports: int
    withholds: int
    declines: int
    opposes: int
    withdraws: int
    holders: int


class ToldOf(Shape):
    """Somebody or something on whom positions are told."""

    example: ClassVar[Json] = {**HARRIS, "positions": 41}

    target: str
    target_id: str = Field(description="Empty for a whole race.")
    positions: int = Field(description="How many were ever read, of any day; those too that editors rejected.")


class Want(Placed):
    """What somebody asks for, of whom, and what became of it: `by` is the entry that met or dropped it."""

    example: ClassVar[Json] = {
        "holder": "Bernie Sanders",
        "holder_id": "bioguide:S000033",
        "target": "Kamala Harris",
        "stance": "withholds",
        "asks": ASKS,
        "of": "Kamala Harris",
        "date": "2024-07-23",
        "state": "open",
        "answered": "",
        "by": "",
        **PLACE,
    }

    holder: str
    holder_id: str
    target: str
    stance: Stance
    asks: str
    of: str
    date: str = Field(description="The day on which it was asked.")
    state: Literal["open", "met", "dropped"]
    answered: str = Field(description="The day on which it was met or dropped; empty while it is open.")
    by: str


class Move(Shape):
    """A holder who stands elsewhere than on an earlier day."""

    example: ClassVar[Json] = {
        **SANDERS,
        **HARRIS,
        "from": ["withholds"],
        "to": ["endorses"],
        "date": "2024-08-20",
        "words": "Sen. Bernie Sanders endorsed Harris on Tuesday.",
        "entries": [ENTRY],
    }

    holder: str
    target: str
    holder_id: str
    target_id: str
    from_: list[Stance] = Field(alias="from")
    to: list[Stance]
    date: str
    words: str
    entries: list[str]


class Term(Shape):
    """What became of something asked for; `by` is the entry that says so."""

    example: ClassVar[Json] = {
        "holder": "Bernie Sanders",
        "target": "Kamala Harris",
        "asks": ASKS,
        "state": "new",
        "date": "2024-07-23",
        "entry": ENTRY,
        "by": ENTRY,
    }

    holder: str
    target: str
    asks: str
    state: Literal["new", "met", "dropped"]
    date: str
    entry: str
    by: str


Since = Annotated[Day, Query(description="The day after which a move counts: YYYY-MM-DD.")]


def _refuse_all(target: str | None, contest: str | None) -> None:
    """Refuse a board of everything."""
    if target is None and contest is None:
        raise Refusal(422, "a board is of a target or a contest", hint="/api/v1/targets and /contests list them")


@router.get("/board")
def board(
    connection: Reading, view: ViewOptions, page: PageOptions, target: Target, contest: Contest = None
) -> Page[Standing]:
    """Who stands where on a target or in a contest; then what is expected, and who stood there before."""
    _refuse_all(target, contest)
    return page.page(
        connection, Standing, lambda v: reports.board(connection, target=target, contest=contest, view=v), view
    )


@router.get("/board/counts")
def counts(
    connection: Reading, view: ViewOptions, page: PageOptions, target: Target, contest: Contest = None
) -> Page[TargetCount]:
    """How many stand where on a target, or on each target of a contest, the most spoken of first."""
    _refuse_all(target, contest)
    return page.page(
        connection, TargetCount, lambda v: reports.counts(connection, target=target, contest=contest, view=v), view
    )


@router.get("/standing")
def standing(
    connection: Reading, view: ViewOptions, page: PageOptions, holder: WantedHolder, target: Target
) -> Page[Standing]:
    """Where one holder stands, on one target or on all."""
    return page.page(
        connection, Standing, lambda v: reports.board(connection, holder=holder, target=target, view=v), view
    )


@router.get("/targets")
def targets(connection: Reading, view: Knowing, page: PageOptions) -> Page[ToldOf]:
    """On whom or what positions are told, the most first. A page may be shorter than `limit` before the last one."""
    pinned = page.pin(connection, view)
    rows, place = walks.targets(connection, after=page.ordinals(), limit=page.limit, view=pinned)
    return page.told(ToldOf, rows, place, pinned)


@router.get("/wants")
def wants(connection: Reading, view: ViewOptions, page: PageOptions, target: Target) -> Page[Want]:
    """What holdouts ask for, and whether it was met or dropped."""
    return page.page(connection, Want, lambda v: moved.outcomes(connection, target=target, view=v), view)


@router.get("/moves")
def moves(connection: Reading, view: ViewOptions, page: PageOptions, since: Since, target: Target) -> Page[Move]:
    """Who moved after a day, from what to what, on what evidence."""
    first = dates.last_day(dates.parse(since))
    return page.page(connection, Move, lambda v: moved.moves(connection, first, target=target, view=v), view)


@router.get("/moves/terms")
def terms(connection: Reading, view: ViewOptions, page: PageOptions, since: Since, target: Target) -> Page[Term]:
    """What became of terms after a day: new, met or dropped."""
    first = dates.last_day(dates.parse(since))
    return page.page(connection, Term, lambda v: moved.terms(connection, first, target=target, view=v), view)
