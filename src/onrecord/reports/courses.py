"""Courses: how counts went over time, and where one holder stood from when to when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.entries import Stance
from onrecord.ledger import asof, judgements
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View, in_time, positions, standings


def course(
    connection: Connection, *, target: str | None = None, contest: str | None = None, view: View = NOW
) -> list[ReportRow]:
    """How many stood where after each day on which that changed: `date` and a count for each stance.

    The whole course as known at `view.known_at`; `view.as_of` does not cut it. `exact` says that somebody's move is
    told to the day; what is told to the month or the year only counts from its first day.
    """
    return _course(positions(connection, target=target, contest=contest, view=replace(view, as_of=None)), view)


def standings_and_course(
    connection: Connection, *, target: str | None = None, contest: str | None = None, view: View = NOW
) -> tuple[list[asof.Standing], list[ReportRow]]:
    """The `reports.standings` of the view's day, and the whole `course`, out of one reading of the ledger."""
    rows = positions(connection, target=target, contest=contest, view=replace(view, as_of=None))
    day = in_time(contest, view).as_of
    return standings([row for row in rows if not day or row.day <= day], view), _course(rows, view)


def _course(rows: Collection[Row], view: View) -> list[ReportRow]:
    exact = {day for day in {row.date or row.published for row in rows} if dates.day(day)}
    changes: defaultdict[str, Counter[Stance]] = defaultdict(Counter)
    for pair in asof.pairs(row for row in rows if row.day and view.keeps(row)):
        for day, before, after in _turns(pair):
            for stance in before:
                changes[day][stance] -= 1
            for stance in after:
                changes[day][stance] += 1
    counts, told = Counter[Stance](), list[ReportRow]()
    for day in sorted(changes):
        counts.update(changes[day])
        told.append({"date": day, "exact": day in exact, **{str(stance): counts[stance] for stance in Stance}})
    return told


def stretches(connection: Connection, name: str, *, view: View = NOW) -> list[ReportRow]:
    """Where one holder stood on each target: `target`, `target_id`, `stance`, `start` and `end` ("" while it lasts)."""
    ids = judgements.find(connection, name)
    rows = asof.entries(connection, "positions", as_of=view.as_of, known_at=view.known_at, subjects=ids)
    found: list[ReportRow] = []
    for pair in asof.pairs(row for row in rows if row.day and view.keeps(row)):
        open_ones: dict[Stance, ReportRow] = {}
        for day, before, after in _turns(pair):
            for stance in set(before) - set(after):
                open_ones.pop(stance)["end"] = day
            for stance in after:
                if stance not in open_ones:
                    target = {"target": pair[-1].target, "target_id": pair[-1].target_id}
                    open_ones[stance] = {**target, "stance": stance, "start": day, "end": ""}
                    found.append(open_ones[stance])
    return sorted(found, key=lambda row: (row["start"], row["target"], row["stance"]))


def _turns(pair: Sequence[Row]) -> Iterator[tuple[str, list[Stance], list[Stance]]]:
    """The days on which one holder's standing on one target changed, with the stances before and after."""
    if len(pair) == 1:  # as most are
        yield pair[0].day, [], [*asof.borne(pair)]
        return
    before: list[Stance] = []
    days = sorted({row.day for row in pair})
    for day in days:
        after = [*asof.borne(pair if day == days[-1] else [row for row in pair if row.day <= day])]
        if after != before:
            yield day, before, after
            before = after
