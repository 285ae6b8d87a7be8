"""People and organisations: who is who, and one's timeline."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import Query
from pydantic import Field

from onrecord import reports
from onrecord.entries import Basis, Phase, Stance
from onrecord.reports import NOW, people
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Id, Name
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import MOMENT, PLACE, Json, Page, Placed, Shape
from onrecord.web.asked import Reading, ViewOptions

router = api_router("people")

_SANDERS = {
    "id": "bioguide:S000033",
    "name": "Bernie Sanders",
    "kind": "person",
    "aliases": ["Bernard Sanders"],
    "offices": [
        {
            "title": "Senator",
            "body": "US Senate",
            "state": "VT",
            "party": "Independent",
            "start": "2007-01-04",
            "end": "2031-01-03",
        }
    ],
    "owner": "",
    "articles": 3,
}


class Office(Shape):
    """An office, from when to when ("" is to this day)."""

    title: str
    body: str
    state: str
    party: str
    start: str
    end: str


class Actor(Shape):
    """A person or an organisation, of the registry or of the ledger."""

    example: ClassVar[Json] = _SANDERS

    id: str
    name: str
    kind: str = Field(description="person, union, party, newspaper ...; unknown for a name that nobody knows.")
    aliases: list[str]
    offices: list[Office]
    owner: str = Field(description="The owner or group of an outlet; empty for others, and where it is not known.")
    articles: int = Field(description="In how many articles entries name it.")


class PrintedName(Shape):
    """A name under which articles print an actor."""

    name: str
    actor_id: str
    articles: int


class Merge(Shape):
    """An editor's judgement that two actors are one, or its undoing."""

    id: int
    left: str
    right: str
    undoes: int | None
    note: str
    by: str
    recorded_at: str


class WholeActor(Actor):
    """An actor with the names that articles print, and what editors judged."""

    example: ClassVar[Json] = {
        **_SANDERS,
        "printed": [{"name": "Bernie Sanders", "actor_id": "bioguide:S000033", "articles": 3}],
        "merges": [
            {
                "id": 1,
                "left": "bioguide:S000033",
                "right": "local:bernie-saunders",
                "undoes": None,
                "note": "misspelt",
                "by": "Eve Editor",
                "recorded_at": MOMENT,
            }
        ],
    }

    printed: list[PrintedName]
    merges: list[Merge]


class PositionTold(Placed):
    """A position on a timeline, as one article tells it."""

    kind: Literal["position"]
    who: str
    date: str
    stance: Stance
    target: str
    phase: Phase
    basis: Basis
    via: list[str]
    terms: list[str]
    words: str
    confidence: float


class StatementTold(Placed):
    """An utterance on a timeline, with every report of it; the earliest gives the words and the place."""

    kind: Literal["statement"]
    who: str
    date: str
    words: str
    to: str
    via: list[str]
    reports: list[Placed]
    sources: list[str]


class Told(Shape):
    """One thing on a timeline."""

    example: ClassVar[Json] = {
        "told": {
            "kind": "statement",
            "who": "Bernie Sanders",
            "date": "2024-07-23",
            "words": "I want to see a plan for working families first.",
            "to": "The Hill",
            "via": [],
            "reports": [PLACE],
            "sources": ["Demo Courier"],
            **PLACE,
        }
    }

    told: Annotated[PositionTold | StatementTold, Field(discriminator="kind")]


@router.get("/actors")
def actors(
    connection: Reading,
    page: PageOptions,
    name: Annotated[Name, Query(description="A name, or a part of it that ends with the surname.")],
) -> Page[Actor]:
    """Every actor whom a name may mean, in the registry or in the ledger."""
    return page.page(connection, Actor, lambda _: people.find(connection, name), NOW)


@router.get("/actors/{actor}")
def actor(connection: Reading, actor: Id) -> WholeActor:
    """One actor, by id or by a name that only one has."""
    return WholeActor.model_validate(people.show(connection, actor))


@router.get("/actors/{actor}/timeline")
def timeline(connection: Reading, view: ViewOptions, page: PageOptions, actor: Id) -> Page[Told]:
    """One actor's positions and statements in order of time."""
    id = people.one(connection, actor)
    return page.page(connection, Told, lambda v: [{"told": row} for row in reports.who(connection, id, view=v)], view)
