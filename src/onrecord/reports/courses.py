"""Courses: how counts went over time, and where one holder stood from when to when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.entries import Phase, Stance
from onrecord.ledger import asof, judgements
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View, board_of, in_time, positions

#: A holder's actor and a target's.
Pair = tuple[str, str]


def course(
    connection: Connection, *, target: str | None = None, contest: str | None = None, view: View = NOW
) -> list[ReportRow]:
    """How many stood where after each day on which that changed: `date` and a count for each stance.

    The whole course as known at `view.known_at`; `view.as_of` does not cut it. `exact` says that somebody's move is
    told to the day; what is told to the month or the year only counts from its first day.
    """
    return _course(positions(connection, target=target, contest=contest, view=replace(view, as_of=None)), view)


def board_and_course(
    connection: Connection, *, target: str | None = None, contest: str | None = None, view: View = NOW
) -> tuple[list[ReportRow], list[ReportRow]]:
    """`reports.board` as of the view's day, and the whole `course`, out of one reading of the ledger."""
    rows = positions(connection, target=target, contest=contest, view=replace(view, as_of=None))
    day = in_time(contest, view).as_of
    return board_of([row for row in rows if not day or row.day <= day], view), _course(rows, view)


def _course(rows: list[Row], view: View) -> list[ReportRow]:
    exact = {row.day for row in rows if dates.day(row.date or row.published)}
    counts, told = Counter[str](), list[ReportRow]()
    for day, standings in _replayed(row for row in rows if view.keeps(row)):
        for before, after in standings:
            counts.subtract(before)
            counts.update(after)
        told.append({"date": day, "exact": day in exact, **{str(stance): counts[stance] for stance in Stance}})
    return told


def stretches(connection: Connection, name: str, *, view: View = NOW) -> list[ReportRow]:
    """Where one holder stood on each target: `target`, `target_id`, `stance`, `start` and `end` ("" while it lasts)."""
    ids = judgements.find(connection, name)
    rows = asof.entries(connection, "positions", as_of=view.as_of, known_at=view.known_at, subjects=ids)
    by_target: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if view.keeps(row):
            by_target[row.target_id].append(row)
    found = []
    for group in by_target.values():
        open_ones: dict[str, ReportRow] = {}
        for day, standings in _replayed(group):
            for _, after in standings:
                for stance in set(open_ones) - set(after):
                    open_ones.pop(stance)["end"] = day
                for stance in after:
                    if stance not in open_ones:
                        target = {"target": group[-1].target, "target_id": group[-1].target_id}
                        open_ones[stance] = {**target, "stance": stance, "start": day, "end": ""}
                        found.append(open_ones[stance])
    return sorted(found, key=lambda row: (row["start"], row["target"], row["stance"]))


def _replayed(rows: Iterable[Row]) -> Iterable[tuple[str, list[tuple[list[str], list[str]]]]]:
    """For each day on which somebody's standing changed: the stances before and after, one pair a holder and target."""
    by_day: defaultdict[str, defaultdict[Pair, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.payload["phase"] == Phase.CURRENT and row.day:
            by_day[row.day][row.subject_id, row.target_id].append(row)
    told: defaultdict[Pair, list[Row]] = defaultdict(list)
    standing: defaultdict[Pair, list[str]] = defaultdict(list)
    for day in sorted(by_day):
        changed = []
        for pair, new in by_day[day].items():
            told[pair] += new
            after = [*map(str, asof.borne(told[pair]))]
            if after != standing[pair]:
                changed.append((standing[pair], after))
                standing[pair] = after
        if changed:
            yield day, changed
