"""Moves: who stands elsewhere than on an earlier day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import groupby
from typing import Annotated, Any

from fastapi import Query, Request, Response

from onrecord import dates
from onrecord.reports import ReportRow, feeds, moves, press
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.pages.words import next_day
from onrecord.web.rendering import render

router = page_router()
#: Days that are looked back over where none is asked for.
BACK = 90
#: Articles that are looked back over at most, then.
LOOKED = 60


@router.get("/moves", name="moves_page")
def moves_page(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    since: Annotated[str, Query(max_length=40)] = "",
    target: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """What changed between two days: who moved, and what became of terms."""
    until = view.as_of or dates.last_day(press.last_published(connection)) or dt.date.today().isoformat()
    recent = max(next_day(until, -BACK), press.reach(connection, LOOKED, view.as_of))
    start = dates.last_day(dates.parse(since)) or recent
    told = moves.moves(connection, start, target=target or None, view=view)
    latest = sorted(told, key=lambda row: (dates.first_day(row["date"]), row["date"], row["holder"]), reverse=True)
    return render(
        request,
        "moves.html",
        view=view,
        since=start,
        until=until,
        target=target,
        targets=sorted({row["target"] for row in told} - {""}),
        days=[_day(day, list(rows)) for day, rows in groupby(latest, key=lambda row: row["date"])],
        total=len(told),
        turned=sum(bool(row["from"]) for row in told),
        terms=moves.terms(connection, start, target=target or None, view=view),
    )


@router.get("/moves.atom")
def moves_atom(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    since: Annotated[str, Query(max_length=40)] = "",
    target: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The latest moves as a feed."""
    feed = feeds.moves_feed(
        connection,
        home=str(request.base_url).rstrip("/"),
        address=str(request.url),
        since=dates.last_day(dates.parse(since)) or None,
        target=target or None,
        view=view,
    )
    return Response(feed, media_type=feeds.MEDIA_TYPE)


def _day(day: str, rows: list[ReportRow]) -> dict[str, Any]:
    """One day's moves: those who stood elsewhere before, then those who had no stance on record, by what they took."""
    firsts: defaultdict[tuple[tuple[str, ...], str], list[ReportRow]] = defaultdict(list)
    for row in rows:
        if not row["from"]:
            firsts[tuple(row["to"]), row["target"]].append(row)
    return {"day": day, "turned": [row for row in rows if row["from"]], "firsts": sorted(firsts.items())}
