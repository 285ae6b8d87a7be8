"""Contests, and bodies with every member, the silent ones too."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from fastapi import Query
from pydantic import Field

from onrecord.entries import Stance
from onrecord.registry import load_contests
from onrecord.reports import NOW, ReportRow, View
from onrecord.reports.rosters import counted, roster_board
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Name, WantedTarget
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import ASKS, ENTRY, Json, Page, Shape
from onrecord.web.asked import Reading, ViewOptions

router = api_router("rosters")


class Candidate(Shape):
    """Somebody who ran, from when to when ("" is to the end)."""

    name: str
    party: str
    entered: str
    left: str


class Race(Shape):
    """A contest, with its stages and the days on which they began."""

    example: ClassVar[Json] = {
        "id": "2024 president",
        "office": "president",
        "state": "",
        "day": "2024-11-05",
        "dates": [["nomination", "2023-01-01"], ["general", "2024-07-18"]],
        "candidates": [{"name": "Kamala Harris", "party": "Democrat", "entered": "2024-07-21", "left": ""}],
    }

    id: str
    office: str
    state: str
    day: str = Field(description="The day of the decision.")
    dates: list[tuple[str, str]]
    candidates: list[Candidate]


class Member(Shape):
    """Where a member of a roster stands; of whom nothing is told is silent."""

    example: ClassVar[Json] = {
        "name": "Bernie Sanders",
        "id": "bioguide:S000033",
        "office": "Senator",
        "state": "VT",
        "party": "Independent",
        "stance": "withholds",
        "stances": ["withholds"],
        "since": "2024-07-23",
        "terms": [ASKS],
        "entries": [ENTRY],
    }

    name: str
    id: str
    office: str
    state: str
    party: str
    stance: Stance | Literal["silent"]
    stances: list[Stance] = Field(description="All that hold: support and holding back may stand side by side.")
    since: str
    terms: list[str]
    entries: list[str]


class GroupBy(StrEnum):
    """What members are counted by."""

    PARTY = "party"
    STATE = "state"
    OFFICE = "office"


class SeatCount(Shape):
    """How many members of a party, a state or an office stand where."""

    example: ClassVar[Json] = {
        "group": "Democrat",
        "endorses": 40,
        "supports": 1,
        "withholds": 2,
        "declines": 0,
        "opposes": 0,
        "withdraws": 0,
        "silent": 4,
        "seats": 47,
    }

    group: str
    endorses: int
    supports: int
    withholds: int
    declines: int
    opposes: int
    withdraws: int
    silent: int
    seats: int


RosterName = Annotated[Name, Query(description="A body: Democratic senators, House Republicans from Texas, governors.")]


@router.get("/contests")
def contests(connection: Reading, page: PageOptions) -> Page[Race]:
    """The contests that are known, with their candidates and days."""
    return page.page(connection, Race, lambda _: [asdict(one) for one in load_contests()], NOW)


@router.get("/rosters")
def roster(
    connection: Reading, view: ViewOptions, page: PageOptions, roster: RosterName, target: WantedTarget
) -> Page[Member]:
    """Where every member of a body stands on a target, the silent ones too."""
    return page.page(connection, Member, lambda v: roster_board(connection, roster, target=target, view=v), view)


@router.get("/rosters/counts")
def roster_counts(
    connection: Reading,
    view: ViewOptions,
    page: PageOptions,
    roster: RosterName,
    target: WantedTarget,
    by: Annotated[GroupBy, Query(description="What members are counted by.")] = GroupBy.PARTY,
) -> Page[SeatCount]:
    """How many members of a body stand where on a target, by party, state or office."""

    def report(view: View) -> list[ReportRow]:
        rows = counted(roster_board(connection, roster, target=target, view=view), by)
        return [{"group": row.pop(by), **row} for row in rows]

    return page.page(connection, SeatCount, report, view)
