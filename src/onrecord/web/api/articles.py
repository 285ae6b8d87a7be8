"""Articles, with the entries that were read out of them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from fastapi import Query
from pydantic import Field

from onrecord import dates, reports
from onrecord.ledger import asof, schema
from onrecord.model import BlockKind
from onrecord.reports import walks
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Id, Name
from onrecord.web.api.entries import TEXT, Entry
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import ARTICLE, MOMENT, PLACE, Json, Page, Shape
from onrecord.web.asked import Day, Knowing, Reading, ViewOptions

router = api_router("articles")

_MASTHEAD = {
    "id": ARTICLE,
    "label": PLACE["label"],
    "title": PLACE["title"],
    "outlet": "Demo Courier",
    "origin": "",
    "author": "Ida Reporter",
    "published": "2024-07-24",
    "url": "https://courier.example/sanders",
    "cites": ["The Hill"],
}


class Masthead(Shape):
    """What an article says of itself."""

    id: str
    label: str
    title: str
    outlet: str
    origin: str = Field(description="Who wrote it first, where this is a republication.")
    author: str
    published: str
    url: str
    cites: list[str]


class ArticleRow(Masthead):
    """An article, and how many live entries it has."""

    example: ClassVar[Json] = {**_MASTHEAD, "recorded_at": MOMENT, "entries": 4}

    recorded_at: str
    entries: int


class BlockShape(Shape):
    """A stretch of the text, and what it is."""

    start: int
    end: int
    kind: BlockKind


class WholeArticle(Masthead):
    """An article with its text and its live entries, in the order of their words."""

    example: ClassVar[Json] = {
        **_MASTHEAD,
        "dateline": "BURLINGTON, Vt.",
        "source": "12-sanders-holds-off.txt",
        "recorded_at": MOMENT,
        "text": TEXT,
        "blocks": [{"start": 0, "end": len(TEXT), "kind": "paragraph"}],
        "entries": [Entry.example],
    }

    dateline: str
    source: str
    recorded_at: str
    text: str = Field(description="Every span's offsets are into this, in code points.")
    blocks: list[BlockShape]
    entries: list[Entry]


@router.get("/articles")
def articles(
    connection: Reading,
    page: PageOptions,
    view: Knowing,
    since: Annotated[Day | None, Query(description="Published on this day or later.")] = None,
    until: Annotated[Day | None, Query(description="Published on this day or before.")] = None,
    outlet: Annotated[Name | None, Query(description="Who published or wrote it first.")] = None,
) -> Page[ArticleRow]:
    """Articles in order of publication."""
    pinned = page.pin(connection, view)
    rows, place = walks.articles(
        connection,
        since=dates.first_day(dates.parse(since or "")),
        until=dates.last_day(dates.parse(until or "")),
        outlet=outlet or "",
        after=page.key(),
        limit=page.limit,
        view=pinned,
    )
    return page.told(ArticleRow, rows, place, pinned)


@router.get("/articles/{article}")
def article(connection: Reading, view: ViewOptions, article: Id) -> WholeArticle:
    """One article by id, by the beginning of it, or by its label: its text, its blocks and its live entries."""
    row = reports.one_row(connection, schema.article, article, "article", label=True)
    row["blocks"] = [{"start": start, "end": end, "kind": kind} for start, end, kind in row["blocks"]]
    found = asof.entries(connection, article=row["id"], as_of=view.as_of, known_at=view.known_at)
    entries = sorted(map(walks.entry_row, filter(view.keeps, found)), key=lambda one: one["evidence"][0]["start"])
    return WholeArticle.model_validate({**row, "entries": entries})
