"""One person or organisation: where it stands and stood, what it said, who it is."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from sqlalchemy.engine import Connection

from onrecord import dates, reports
from onrecord.ledger import picks
from onrecord.registry import states
from onrecord.reports import ReportRow, courses, people
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages import drawing
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Statements shown at once.
FEW = 40


@router.get("/who/{asked:path}")
def who(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    asked: str,
    show: Annotated[Literal["all", "positions", "statements"], Query()] = "all",
    every: bool = False,
) -> Response:
    """Positions and statements in order of time, the latest first; then and now; who it is."""
    actor = people.show(connection, asked)
    rows = reports.who(connection, actor["id"], view=view)
    said = [row for row in rows if row["kind"] == "statement"]
    chosen = [row for row in rows if show in ("all", row["kind"] + "s")]
    if not every and len(said) > FEW:
        kept = {row["entry"] for row in said[-FEW:]}
        chosen = [row for row in chosen if row["kind"] == "position" or row["entry"] in kept]
    day = view.as_of or dt.date.today().isoformat()
    return render(
        request,
        "who.html",
        view=view,
        actor=actor,
        office=people.office_on(actor["id"], day),
        offices=_offices(actor),
        states=states(),
        years=[(year, list(group)) for year, group in groupby(reversed(_gathered(chosen)), key=_year)],
        counts={"all": len(rows), "positions": len(rows) - len(said), "statements": len(said)},
        show=show,
        hidden=0 if every or show == "positions" else max(0, len(said) - FEW),
        lanes=_lanes(courses.stretches(connection, actor["id"], view=view), day),
        target=_as_target(connection, actor),
    )


def _year(row: ReportRow) -> str:
    return str(row["date"] or row["published"])[:4]


def _gathered(rows: list[ReportRow]) -> list[ReportRow]:
    """Rows with the positions of one year that say the same gathered under the earliest, the others as its `more`."""
    kept: list[ReportRow] = []
    firsts: dict[tuple[str, ...], ReportRow] = {}
    for row in rows:
        about = (_year(row), row["stance"], row["target"], row["phase"]) if row["kind"] == "position" else ()
        if about and about in firsts:
            firsts[about]["more"].append(row)
            continue
        kept.append({**row, "more": []})
        if about:
            firsts[about] = kept[-1]
    return kept


def _offices(actor: ReportRow) -> list[ReportRow]:
    """Offices, the latest first, each once."""
    told = {(one["title"], one["state"], one["start"]): one for one in actor["offices"]}
    return sorted(told.values(), key=lambda one: one["start"], reverse=True)


def _lanes(stretches: list[ReportRow], day: str) -> dict[str, Any] | None:
    """Where the holder stood on each target over time, and the first and last stance of each."""
    if not stretches:
        return None
    latest = max(max(row["start"], row["end"]) for row in stretches)
    last = dates.last_day(latest[:4])
    axis = drawing.Axis(start=min(row["start"] for row in stretches)[:4] + "-01-01", end=min(max(latest, day), last))
    lanes = []
    for id in dict.fromkeys(row["target_id"] for row in stretches):
        own = [row for row in stretches if row["target_id"] == id]
        then = [row["stance"] for row in own if row["start"] == own[0]["start"]]
        now = [row["stance"] for row in own if not row["end"]]
        lanes.append(
            {
                "target": own[-1]["target"],
                "then": then,
                "since": own[0]["start"],
                "now": now,
                "changed": max(row["start"] for row in own),
                "moved": then != now,
                "bars": drawing.lane(((row["stance"], row["start"], row["end"] or axis.end) for row in own), axis),
            }
        )
    return {"axis": axis, "rows": lanes}


def _as_target(connection: Connection, actor: ReportRow) -> str:
    """The name under which others stand on this one, "" if nobody was ever told to."""
    return actor["name"] if picks.is_target(connection, actor["id"]) else ""
