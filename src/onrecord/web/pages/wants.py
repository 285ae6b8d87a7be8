"""What holdouts ask for: their terms, of whom, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from fastapi import Query, Request, Response

from onrecord.reports import moves
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()


@router.get("/wants")
def wants(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    target: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[Literal["open", "met", "dropped"] | None, Query()] = None,
) -> Response:
    """Terms by the one of whom they are asked."""
    rows = moves.outcomes(connection, target=target or None, view=view)
    shown = [row for row in rows if state in (None, row["state"])]
    spoken = Counter(row["target"] for row in shown)
    return render(
        request,
        "wants.html",
        view=view,
        target=target,
        targets=sorted({row["target"] for row in rows} - {""}),
        state=state,
        counts=Counter(row["state"] for row in rows),
        groups=[(name, [row for row in shown if row["target"] == name]) for name, _ in spoken.most_common()],
        total=len(shown),
    )
