"""The board: stances as columns, holders as cards or rows, on any day of a contest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from sqlalchemy.engine import Connection

from onrecord import reports
from onrecord.ledger import judgements
from onrecord.ledger.asof import Standing
from onrecord.registry import Contest, contest_called, load_contests, states
from onrecord.reports import ReportRow, View, courses, likeness, people
from onrecord.reports.rosters import SILENT, counted, roster_board
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages import drawing
from onrecord.web.pages.routes import page_router
from onrecord.web.pages.words import next_day
from onrecord.web.rendering import render

router = page_router()

Layout = Literal["cards", "rows"]
Words = Annotated[str, Query(max_length=200)]
#: Rosters that the filter proposes; any other can be typed.
ROSTERS = (
    "members of Congress",
    "Democratic senators",
    "Republican senators",
    "House Democrats",
    "House Republicans",
    "Democratic governors",
    "Republican governors",
    "mayors",
)
_CHART = 150.0
#: Holders of one stance on one target that are shown unless every one is asked for, or a roster.
SHOWN = 60
#: Targets on the list of boards unless every one is asked for.
TARGETS = 40
#: Positions that the list of boards counts holders by unless every one is asked for.
COUNTED = 3_000


@router.get("/board")
def board(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    contest: Words = "",
    target: Words = "",
    roster: Words = "",
    party: Words = "",
    state: Words = "",
    layout: Layout | None = None,
    every: bool = False,
) -> Response:
    """Who stands where on one target, or on every candidate of a contest; without either, what there is to look at."""
    if not contest and not target:
        return _boards(request, connection, view, every=every)
    race = contest_called(contest, load_contests()) if contest else None
    if target:
        people.known(connection, target)
    about: dict[str, Any] = {"target": target or None, "contest": contest or None}
    over = race is not None and race.day < dt.date.today().isoformat()
    then = reports.in_time(contest, view) if over else view
    standings, changes = courses.standings_and_course(connection, **about, view=view)
    rows = _heads(standings)
    lanes = _lanes(rows, race, target)
    if roster and not target and lanes:
        target = lanes[0]["target"]  # a roster is held against one target: the one most spoken of
        about["target"], rows = target, [row for row in rows if row["target"] == target]
        lanes = [lane for lane in lanes if lane["target"] == target]
    members = _members(connection, rows, roster, about, then) if roster else []
    kept = [row for row in members or rows if party in ("", row["party"]) and state in ("", row["state"])]
    most = None if every or roster else SHOWN
    columns = [_columns(lane, kept, most) for lane in lanes]
    return render(
        request,
        "board.html",
        view=view,
        day=then.as_of,
        race=race,
        target=target,
        roster=roster,
        party=party,
        state=state,
        layout=layout or ("rows" if len(kept) > 120 else "cards"),
        lanes=[lane for lane in columns if lane["counts"]],
        empty=[lane["target"] for lane in columns if not lane["counts"]],
        beside={phase: _shown([row for row in kept if row["phase"] == phase], most) for phase in ("expected", "past")},
        counts=Counter(row["stance"] for row in kept if row["phase"] == "current"),
        parties=sorted({row["party"] for row in members or rows} - {""}),
        states=states(),
        homes=sorted({row["state"] for row in members or rows} - {""}),
        table=counted([row for row in kept if row["phase"] == "current"], "party") if roster else [],
        house=_house(kept) if roster else None,
        rosters=ROSTERS,
        candidates=_candidates(connection, race),
        replay=_replay(changes, race, view),
    )


def _boards(request: Request, connection: Connection, view: View, *, every: bool) -> Response:
    """The targets of whom most is told: where their holders stand, or where that is too much to count, how much it is."""
    told = reports.most_told(connection, TARGETS)
    counted = every or sum(row["positions"] for row in told) <= COUNTED
    rows = told
    if every:
        rows = reports.counts(connection, view=view)
    elif counted:
        rows = reports.targets(connection, view=view, limit=TARGETS)
    more = not every and (len(told) >= TARGETS or not counted)
    return render(request, "boards.html", view=view, rows=rows, counted=counted, more=more)


def _heads(standings: list[Standing]) -> list[ReportRow]:
    """What a board counts and filters by: who stands where, and what each holder was when the position was taken.

    The rest of a row is made of `standing` where it is shown, for of a famous target thousands are only counted.
    """
    return [
        {
            "holder": one.holder,
            "target": one.target,
            "stance": one.stance,
            "phase": one.phase,
            "holder_id": one.holder_id,
            "standing": one,
            **people.office_on(one.holder_id, one.since),
        }
        for one in standings
    ]


def _shown(heads: list[ReportRow], most: int | None) -> dict[str, Any]:
    """How many rows there are, and the first `most` of them whole."""
    rows = [{**row, **reports.standing_row(row["standing"])} for row in heads[:most]]
    for row in rows:
        row["terms"] = likeness.distinct(row["terms"])
    return {"number": len(heads), "rows": rows}


def _members(
    connection: Connection, rows: list[ReportRow], roster: str, about: dict[str, Any], view: View
) -> list[ReportRow]:
    """A roster's members as board rows: those who stand somewhere, then the silent ones."""
    standing: dict[str, list[ReportRow]] = {}
    for row in rows:
        standing.setdefault(row["holder_id"], []).append(row)
    found: list[ReportRow] = []
    for member in roster_board(connection, roster, target=about["target"], view=view):
        office = {"title": member["office"], "state": member["state"], "party": member["party"], "former": False}
        told = [row for row in standing.get(member["id"], ()) if row["phase"] == "current"]
        found += [{**row, **office} for row in standing.get(member["id"], ())]
        if not told:
            blank = {"target": about["target"], "phase": "current", "stance": SILENT}
            found.append({"holder": member["name"], "holder_id": member["id"], **blank, **office})
    return found


def _lanes(rows: list[ReportRow], race: Contest | None, target: str) -> list[dict[str, Any]]:
    """One lane for each target, the most spoken of first; the party is that of the contest's candidate."""
    spoken = Counter(row["target"] for row in rows)
    party = {one.name: one.party for one in race.candidates} if race else {}
    names = [name for name, _ in spoken.most_common()] or ([target] if target else [])
    return [{"target": name, "party": party.get(name, "")} for name in names]


def _columns(lane: dict[str, Any], rows: list[ReportRow], most: int | None) -> dict[str, Any]:
    """A lane with a column for each stance, of which the first `most` rows are shown."""
    own = [row for row in rows if row["target"] == lane["target"] and row["phase"] == "current"]
    columns: list[dict[str, Any]] = [
        {"stance": stance, **_shown([row for row in own if row["stance"] == stance], most)}
        for stance in drawing.ORDER
        if stance != SILENT
    ]
    longest = max((column["number"] for column in columns), default=0)
    for column in columns:
        column["wide"] = column["number"] > 6 and 2 * column["number"] > longest
    silent = [row for row in own if row["stance"] == SILENT]
    return {**lane, "columns": columns, "silent": silent, "counts": Counter(row["stance"] for row in own)}


def _house(rows: list[ReportRow]) -> tuple[float, list[drawing.Seat]] | None:
    """A roster in a half circle, by party and then by stance; None for a handful."""
    members = {row["holder_id"]: row for row in reversed(rows) if row["phase"] == "current"}
    if len(members) < 15:
        return None
    order = sorted(members.values(), key=lambda row: (row["party"], drawing.ORDER.index(row["stance"]), row["state"]))
    return drawing.seats([(row["stance"], f"{row['holder']}: {row['stance']}") for row in order])


def _candidates(connection: Connection, race: Contest | None) -> list[str]:
    """Candidates of the contest on whom the ledger holds anything."""
    return [one.name for one in race.candidates if judgements.find(connection, one.name)] if race else []


def _behind(first: str, last: str) -> str:
    """A day behind the last change, which would be a mere line at the end of its chart."""
    days = dt.date.fromisoformat(last) - dt.date.fromisoformat(first)
    return next_day(last, 1 + days.days // 30)


def _replay(changes: list[ReportRow], race: Contest | None, view: View) -> dict[str, Any] | None:
    """What the day slider and the chart above it need; None where nothing has a day."""
    if not changes:
        return None
    first = next((row["date"] for row in changes if row["exact"]), changes[0]["date"])
    last = race.day if race else max(_behind(first, changes[-1]["date"]), view.as_of or "")
    axis = drawing.Axis(start=min(first, view.as_of or first), end=last)
    stages = [*race.dates, ("Election", race.day)] if race else []
    return {
        "axis": axis,
        "day": min(max(view.as_of or axis.end, axis.start), axis.end),
        "bands": drawing.course(changes, axis, _CHART),
        "height": _CHART,
        "days": [row["date"] for row in changes if axis.start <= row["date"]],
        "most": max(sum(row[stance] for stance in drawing.ORDER if stance != SILENT) for row in changes),
        "stages": drawing.spaced(
            drawing.Mark(x=axis.at(day), day=day, words=words) for words, day in stages if axis.start <= day
        ),
    }
