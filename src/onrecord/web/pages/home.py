"""The front page, and what the record means."""

from __future__ import annotations

import datetime as dt

from fastapi import Request, Response
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.reports import ReportRow, View, moves, press, races
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.pages.words import next_day
from onrecord.web.rendering import render

router = page_router()
#: How far back the front page looks for moves, and how many it shows.
BACK, FEW = 120, 14
#: Articles that it looks back over at most.
LOOKED = 60
#: Articles that may name a candidate whose holders it counts.
NAMED = 300


@router.get("/")
def home(request: Request, connection: Reading, view: ViewOptions) -> Response:
    """Contests with counts, the latest moves, what holdouts ask for, the latest articles."""
    asked = [row for row in moves.outcomes(connection, view=view, limit=20) if row["state"] == "open"]
    return render(
        request,
        "home.html",
        view=view,
        size=press.size(connection),
        races=races.races(connection, view=view, articles=NAMED),
        moves=_latest_moves(connection, view),
        asked=asked[::-1][:5],
        articles=press.latest(connection, 8, view=view),
    )


def _latest_moves(connection: Connection, view: View) -> list[ReportRow]:
    until = view.as_of or dates.last_day(press.last_published(connection)) or dt.date.today().isoformat()
    since = max(next_day(until, -BACK), press.reach(connection, LOOKED, view.as_of))
    rows = moves.moves(connection, since, view=view)
    return sorted(rows, key=lambda row: (dates.first_day(row["date"]), row["holder"]), reverse=True)[:FEW]


@router.get("/about")
def about(request: Request) -> Response:
    """What stances, bases, phases and the two clocks mean."""
    return render(request, "about.html")
