"""Moves: who stands elsewhere than on an earlier day, and what became of the terms that were set."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.engine import Connection

from onrecord.entries import Phase, Stance
from onrecord.ledger import asof, picks
from onrecord.ledger.remembering import positions_of, positions_on, remembered
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View, report_place, targets_of

Pair = tuple[str, str]
Standings = dict[Pair, list[asof.Standing]]


def moves(connection: Connection, since: str, *, target: str | None = None, view: View = NOW) -> list[ReportRow]:
    """Who moved after the day `since` (ISO) up to `view.as_of`: from what to what, on which entries, in order of time."""
    return compared(*_before_and_after(connection, since=since, target=target, view=view))


def compared(before: Standings, after: Standings) -> list[ReportRow]:
    """The moves between two states of the board, in order of time."""
    rows = []
    for pair, standing in after.items():
        was = before.get(pair, [])
        new = [one for one in standing if one.stance not in {old.stance for old in was}]
        if new:
            rows.append(
                {
                    "holder": standing[0].holder,
                    "target": standing[0].target,
                    "holder_id": pair[0],
                    "target_id": pair[1],
                    "from": [one.stance for one in was],
                    "to": [one.stance for one in standing],
                    "date": min(one.since for one in new),
                    "words": new[0].rows[0].words,
                    "entries": [row.id for one in new for row in one.rows],
                }
            )
    return sorted(rows, key=lambda row: (row["date"], row["holder"], row["target"]))


def terms(connection: Connection, since: str, *, target: str | None = None, view: View = NOW) -> list[ReportRow]:
    """What became of terms after the day `since`: "new", "met" or "dropped".

    Terms count as met when a later report has their holder endorse the one on whom they hung, as dropped when it has
    the holder decline, oppose or withdraw. `by` is the entry that says so.
    """
    before, after = _before_and_after(connection, since=since, target=target, view=view)
    rows = []
    for pair in sorted({*before, *after}):
        old, new = _asked(before.get(pair, [])), _asked(after.get(pair, []))
        rows += [_term(row, text, "new", row) for text, row in new.items() if text not in old]
        standing = after.get(pair, [])
        stances = {one.stance for one in standing}
        answer = next((one for one in standing if one.stance not in {old.stance for old in before.get(pair, [])}), None)
        if answer is None:
            continue
        state = "met" if Stance.ENDORSES in stances else "dropped" if stances & _AGAINST else ""
        gone = {text: row for text, row in old.items() if text not in new}
        rows += [_term(row, text, state, answer.rows[0]) for text, row in gone.items() if state]
    return rows


def outcomes(
    connection: Connection, *, target: str | None = None, view: View = NOW, limit: int | None = None
) -> list[ReportRow]:
    """Every term ever set, and what became of it by the day of the view: `state` is "open", "met" or "dropped".

    With `limit` only the terms of so many positions are there, those published last. `date` is the day on which it was asked, `answered` and `by` the day and the entry that met or dropped it ("" while it
    is open). A term that several reports tell in the same words is told once, by the earliest.
    """
    clocks = {"as_of": view.as_of, "known_at": view.known_at}
    if target is None:
        ids = picks.last_with_terms(limit=limit, as_of=view.as_of)
        asked = asof.entries(connection, "positions", ids=ids, **clocks)
    else:
        asked = positions_on(connection, targets_of(connection, target, None), **clocks)
    wanted = {(row.subject_id, row.target_id) for row in asked if row.payload["conditions"]}
    pairs: defaultdict[Pair, list[Row]] = defaultdict(list)
    for row in positions_of(connection, wanted, **clocks):
        if row.payload["phase"] == Phase.CURRENT and view.keeps(row):
            pairs[row.subject_id, row.target_id].append(row)
    rows = []
    for group in pairs.values():
        standing = asof.stand(group)
        told = {row.id for one in standing for row in one.rows}
        for text, row in _first_asked(group).items():
            answer = None if row.id in told else _answer(standing)
            rows.append(
                {
                    **_term(row, text, answer[0] if answer else "open", row),
                    "stance": row.payload["stance"],
                    "of": next(c["of"] for c in row.payload["conditions"] if c["text"] == text),
                    "by": answer[1].id if answer else "",
                    "answered": answer[1].date or answer[1].day if answer else "",
                    "holder_id": row.subject_id,
                    **report_place(row),
                }
            )
    return sorted(rows, key=lambda one: (one["date"], one["holder"], one["asks"]))[-limit if limit else None :]


def _first_asked(rows: list[Row]) -> dict[str, Row]:
    """The terms of some reports, each with the earliest that asks it."""
    asked: dict[str, Row] = {}
    for row in sorted(rows, key=lambda one: (one.day, one.published, one.id)):
        for condition in row.payload["conditions"]:
            asked.setdefault(condition["text"], row)
    return asked


def _answer(standing: list[asof.Standing]) -> tuple[str, Row] | None:
    """Whether what stands now meets or drops terms that were set before, and the report that says so."""
    for one in standing:
        if one.stance is Stance.ENDORSES:
            return "met", one.rows[0]
        if one.stance in _AGAINST:
            return "dropped", one.rows[0]
    return None


_AGAINST = frozenset({Stance.DECLINES, Stance.OPPOSES, Stance.WITHDRAWS})


def _term(row: Row, text: str, state: str, by: Row) -> ReportRow:
    return {
        "holder": row.subject,
        "target": row.target,
        "asks": text,
        "state": state,
        "date": by.date or by.day,
        "entry": row.id,
        "by": by.id,
    }


def _asked(standings: list[asof.Standing]) -> dict[str, Row]:
    return {c["text"]: row for one in standings for row in one.rows for c in row.payload["conditions"]}


@remembered
def _before_and_after(
    connection: Connection, *, since: str, target: str | None, view: View
) -> tuple[Standings, Standings]:
    """Where those stood on the day `since`, and stand on the day of the view, of whom something is told in between."""
    until, first = view.as_of or dt.date.max.isoformat(), _day_after(since)
    clocks = {"as_of": until, "known_at": view.known_at}
    told = positions_on(connection, targets_of(connection, target, None), since=first, **clocks)
    pairs = {(row.subject_id, row.target_id) for row in told if row.day}
    rows = positions_of(connection, pairs, **clocks)
    before, after = (
        by_pair(one for one in asof.standings(some) if any(view.keeps(row) for row in one.rows))
        for some in ([row for row in rows if row.day <= since], rows)
    )
    return before, after


def _day_after(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def by_pair(standings: Iterable[asof.Standing]) -> Standings:
    """Standings by holder and target."""
    found: defaultdict[Pair, list[asof.Standing]] = defaultdict(list)
    for one in standings:
        found[one.holder_id, one.target_id].append(one)
    return dict(found)
