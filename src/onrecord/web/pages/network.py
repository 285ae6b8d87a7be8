"""The network of who backs whom on a day, with the same in a table."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Query, Request, Response

from onrecord import reports
from onrecord.registry import contest_called, load_contests
from onrecord.reports import ReportRow, people, races
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages import threads
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Targets that a picture can hold.
HUBS = 6
#: Holders in the table beneath it, those on most targets first.
TABLE = 300


@router.get("/network")
def network(
    request: Request, connection: Reading, view: ViewOptions, contest: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """One contest; the one last spoken of if none is asked for."""
    if not contest:
        contest = next((race["contest"] for race in races.races(connection, view=view, articles=0)), "")
    rows: list[ReportRow] = []
    if contest:
        race = contest_called(contest, load_contests())
        rows = [row for row in reports.board(connection, contest=race.id, view=view) if row["phase"] == "current"]
    spoken = Counter(row["target"] for row in rows)
    party = {one.name: one.party for one in race.candidates} if contest else {}
    targets = sorted(
        (name for name, _ in spoken.most_common(HUBS)), key=lambda name: (party.get(name, ""), -spoken[name])
    )
    shown = [{**row, **people.office_on(row["holder_id"], row["since"])} for row in rows if row["target"] in targets]
    table = _table(shown)
    return render(
        request,
        "network.html",
        view=view,
        contest=contest,
        contests=[one.id for one in load_contests()],
        network=threads.lay_out(shown, targets) if shown else None,
        targets=targets,
        table=table[:TABLE],
        behind=len(table[TABLE:]),
        left_out=len(spoken) - len(targets),
        measures=threads,
    )


def _table(rows: list[ReportRow]) -> list[ReportRow]:
    """One row a holder: on each target the stances with their entries."""
    holders: dict[str, ReportRow] = {}
    for row in rows:
        held = holders.setdefault(row["holder_id"], {**row, "on": {}})
        held["on"].setdefault(row["target"], []).append((row["stance"], row["entries"][-1]))
    return sorted(holders.values(), key=lambda row: (-len(row["on"]), row["holder"]))
