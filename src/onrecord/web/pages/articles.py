"""Articles: the list of them, and one with its evidence highlighted."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Query, Request, Response

from onrecord import reports
from onrecord.article.outlets import owner_of
from onrecord.ledger import asof
from onrecord.reports import press
from onrecord.web.asked import Clocks, Reading, ViewOptions
from onrecord.web.pages import highlight
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Articles on one page of the list.
PAGE = 60


@router.get("/articles")
def articles(
    request: Request,
    connection: Reading,
    view: Clocks,
    outlet: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Every article that was published by the day and read by the moment that is asked for, the latest first."""
    outlets = press.outlets(connection, view)
    total = outlets.get(outlet, 0) if outlet else sum(outlets.values())
    rows = press.latest(connection, PAGE, after=(page - 1) * PAGE, outlet=outlet, view=view)
    ids = [row["id"] for row in rows]
    entries = asof.entries(connection, article=ids, as_of=view.as_of, known_at=view.known_at)
    told = Counter(row.article_id for row in entries)
    return render(
        request,
        "articles.html",
        view=view,
        rows=[{**row, "entries": told[row["id"]]} for row in rows],
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        outlet=outlet,
        outlets=[name for name in outlets if name][:40],
    )


@router.get("/articles/{article}")
def article(request: Request, connection: Reading, view: ViewOptions, article: str) -> Response:
    """One article: its text with every entry's words marked, and the entries beside."""
    shown = reports.show(connection, article)
    found = asof.entries(connection, article=shown["id"], as_of=view.as_of, known_at=view.known_at)
    rows = {row.id: row for row in filter(view.keeps, found)}
    entries = [
        {**entry, "row": rows[entry["entry"]], "number": number}
        for number, entry in enumerate((one for one in shown["entries"] if one["entry"] in rows), start=1)
    ]
    marks = highlight.marks_of(entries)
    return render(
        request,
        "article.html",
        view=view,
        article=shown,
        owner=owner_of(shown["outlet"]),
        entries=entries,
        paragraphs=highlight.paragraphs(shown["text"], shown["blocks"], marks),
        present=Counter(mark.kind for mark in marks),
        copies=press.copies(connection, shown["id"]),
    )
