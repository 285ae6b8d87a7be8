"""What holdouts ask for: their terms, of whom, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from fastapi import Query, Request, Response

from onrecord.reports import likeness, moves
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Terms that are looked at unless every one is asked for.
LAST = 200


@router.get("/wants")
def wants(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    target: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[Literal["open", "met", "dropped"] | None, Query()] = None,
    every: bool = False,
) -> Response:
    """Terms in groups of like ones: those set last, or every one."""
    rows = moves.outcomes(connection, target=target or None, view=view, limit=None if every else LAST)
    shown = [row for row in rows if state in (None, row["state"])]
    groups = likeness.grouped_wants(shown) if shown else []
    return render(
        request,
        "wants.html",
        view=view,
        target=target,
        targets=sorted({row["target"] for row in rows} - {""}),
        state=state,
        counts=Counter(row["state"] for row in rows),
        shared=[group for group in groups if len(group["rows"]) > 1],
        alone=[row for group in groups if len(group["rows"]) == 1 for row in group["rows"]],
        more=not every and len(rows) >= LAST,
    )
