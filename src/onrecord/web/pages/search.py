"""Search over articles and statements."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request, Response

from onrecord.ledger import judgements
from onrecord.ledger.identity import Actors
from onrecord.ledger.search import KINDS
from onrecord.reports import ReportRow
from onrecord.reports import search as searching
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Hits on one page, and people who bear a name.
PAGE, NAMED = 20, 6


@router.get("/search")
def search(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    q: Annotated[str, Query(max_length=400)] = "",
    kind: Annotated[Literal["articles", "statements"] | None, Query()] = None,
    after: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Response:
    """The best hits first; the words as they stand, with what was searched for marked."""
    words = q.strip()
    kinds = (kind,) if kind else KINDS
    rows = searching.search(connection, words, kinds=kinds, limit=PAGE + 1, after=after, known_at=view.known_at)
    actors = Actors(connection, view.known_at)
    named = judgements.find(connection, words)[:NAMED] if words else []
    return render(
        request,
        "search.html",
        view=view,
        words=words,
        kind=kind,
        rows=[{**row, "parts": _parts(row)} for row in rows[:PAGE]],
        more=rows[PAGE - 1]["place"] if len(rows) > PAGE else None,
        people=[(id, actors.name(id)) for id in named],
    )


def _parts(row: ReportRow) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it is a hit."""
    text, parts, at = row["snippet"], [], 0
    for start, end in row["hits"]:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*parts, (text[at:], False)]
