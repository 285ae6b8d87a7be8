"""Search, and the stream of changes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import Query
from pydantic import Field

from onrecord.ledger import changes as ledger_changes
from onrecord.ledger import search as ledger_search
from onrecord.reports import search as searching
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Name
from onrecord.web.api.paging import MOST, PageOptions
from onrecord.web.api.shapes import ARTICLE, ENTRY, MOMENT, PLACE, Json, Page, Placed, Shape
from onrecord.web.asked import Knowing, Reading

router = api_router("streams")


class Hit(Placed):
    """An article or a statement that has the words; `entry` and `who` are a statement's."""

    example: ClassVar[Json] = {
        "kind": "article",
        "who": "",
        "who_id": "",
        **PLACE,
        "entry": "",
        "snippet": "He wants Harris to lay out a plan for working families first.",
        "start": 32,
        "hits": [[29, 33], [38, 45]],
        "place": 1,
    }

    kind: Literal["article", "statement"]
    who: str
    who_id: str
    snippet: str
    start: int = Field(description="The snippet's place in the article's text, or in the statement's words.")
    hits: list[tuple[int, int]] = Field(description="Where the words stand in the snippet.")
    place: int = Field(description="The hit's place among all.")


class Change(Shape):
    """One thing that was entered, withdrawn or decided; fields that do not concern it are empty."""

    example: ClassVar[Json] = {
        "cursor": "1201-8-40-2",
        "kind": "posted",
        "at": MOMENT,
        "by": "onrecord 0.1.0",
        "entry": ENTRY,
        "article": ARTICLE,
        "name": "",
        "actor": "",
        "other": "",
        "note": "",
    }

    cursor: str
    kind: Literal[
        "posted",
        "withdrawn",
        "accepted",
        "amended",
        "rejected",
        "note",
        "undone",
        "identified",
        "merged",
        "parted",
    ]
    at: str
    by: str
    entry: str
    article: str
    name: str
    actor: str
    other: str
    note: str


class Changes(Shape):
    """Some changes in order, and where to go on."""

    example: ClassVar[Json] = {"rows": [Change.example], "cursor": "1201-8-40-2"}

    rows: list[Change]
    cursor: str = Field(description="What to ask `after` for next, now or in a week; fewer rows than `limit` are all.")


@router.get("/search")
def search(
    connection: Reading,
    view: Knowing,
    page: PageOptions,
    q: Annotated[Name, Query(description="Words that all must be there; a phrase in quotation marks.")],
    kind: Annotated[list[Literal["articles", "statements"]] | None, Query(description="Only of these kinds.")] = None,
) -> Page[Hit]:
    """Articles and live statements that have all of some words, the best first."""
    pinned = page.pin(connection, view)
    rows = searching.search(
        connection,
        q,
        kinds=kind or ledger_search.KINDS,
        limit=page.limit,
        after=page.number(),
        known_at=pinned.known_at,
    )
    return page.told(Hit, rows, rows[-1]["place"] if len(rows) == page.limit else None, pinned)


@router.get("/changes")
def changes(
    connection: Reading,
    after: Annotated[
        str | None, Query(max_length=100, description="The `cursor` of an earlier answer; the first change without it.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many, at most.")] = 100,
) -> Changes:
    """Everything that was entered, withdrawn or decided, in one order, behind a cursor that can be resumed."""
    found = ledger_changes.changes(connection, after, limit)
    cursor = found[-1].cursor if found else after or ledger_changes.START
    rows = [{name: getattr(one, name) for name in Change.model_fields} for one in found]
    return Changes.model_validate({"rows": rows, "cursor": cursor})
