"""Audits: tallies held against the named rows of their day, and reports that cannot both be right."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.engine import Connection

from onrecord.entries import Stance
from onrecord.ledger import asof, corroboration, picks
from onrecord.ledger.identity import Actors
from onrecord.ledger.remembering import positions_on, remembered
from onrecord.ledger.rows import Row
from onrecord.registry import find_roster
from onrecord.reports import NOW, ReportRow, View, report_place, targets_of
from onrecord.reports.rosters import SILENT, Members, members_of, seats

#: Stances that a tally of one counts in: who endorses also supports.
_COUNTED = {Stance.SUPPORTS: frozenset({Stance.SUPPORTS, Stance.ENDORSES})}
_FOR = frozenset({Stance.ENDORSES, Stance.SUPPORTS})
_AGAINST = frozenset({Stance.OPPOSES, Stance.DECLINES, Stance.WITHDRAWS})
#: Two outlets contradict each other about one thing if their days lie no further apart than this.
_DAYS = 3


@remembered
def check_tallies(connection: Connection, *, view: View = NOW, limit: int | None = None) -> list[ReportRow]:
    """Each tally against the members that the ledger names on its day; with `limit` so many, those published last.

    `named` are members of its group who stand so, `against` those who stand on the other side, `missing` how many the
    tally counts beyond the named ones (None without a number), `silent` how many members nobody reports on.
    `verdict` is "agrees", "open" (fewer are named), "contradicted" (more are named, or nobody is left to fill it),
    or "unknown group" where the registry has no roster for it. A party's group is taken with those who sit with it, or,
    where the number would be wrong so and right without, as the party's own members alone; `reading` says which, and
    who makes the difference, "" if nobody does.
    """
    ids = picks.last("tallies", limit=limit, as_of=view.as_of) if limit else None
    found = asof.entries(connection, "tallies", as_of=view.as_of, known_at=view.known_at, ids=ids)
    asked = replace(view, basis=None)  # a tally has none; its members' positions do
    rows = checked(connection, [row for row in found if asked.keeps(row)], view=view)
    return sorted(rows, key=lambda one: (one["target"], one["as_of"], one["entry"]))


def checked(connection: Connection, tallies: list[Row], *, view: View = NOW) -> list[ReportRow]:
    """Some tallies against the members that the ledger names on their days, as `check_tallies` tells them."""
    groups = [(row, _readings(row)) for row in tallies]
    actors = Actors(connection, view.known_at)
    pairs = {
        (actors.usual(actor.id), row.target_id) for row, found in groups for one in found for actor, _ in one.members
    }
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for one in asof.about(connection, pairs, known_at=view.known_at):
        told[one.target_id].append(one)
    return [
        {
            **_tally(row),
            **_checked(row, [(one.words, seats(one.members, _told_then(row, told), actors, view)) for one in found]),
        }
        for row, found in groups
    ]


class _Reading(NamedTuple):
    """Whom a tally's group may mean: the members, and in words how it differs from the other reading."""

    words: str
    members: Members


def _readings(tally: Row) -> list[_Reading]:
    """Whom a tally's group may mean on its day, the usual first; nobody where the registry has no roster for it."""
    roster = find_roster(tally.payload["group"])
    if not (roster and tally.day and tally.target_id):
        return []
    wide, narrow = members_of(roster, tally.day), members_of(roster.alone(), tally.day)
    own = {actor.id for actor, _ in narrow}
    beside = ", ".join(actor.name for actor, _ in wide if actor.id not in own)
    if not beside:
        return [_Reading("", wide)] if wide else []
    return [_Reading(f"with {beside}, who caucus with them", wide), _Reading(f"without {beside}", narrow)]


def _told_then(tally: Row, told: Mapping[str, list[Row]]) -> list[Row]:
    """The positions on a tally's target up to its day."""
    return [row for row in told[tally.target_id] if row.day <= tally.day]


def _tally(row: Row) -> ReportRow:
    names = ("count", "number", "group", "stance")
    return {
        **{name: row.payload[name] for name in names},
        "target": row.target,
        "as_of": row.day,
        **report_place(row),
    }


def _checked(tally: Row, readings: list[tuple[str, list[ReportRow]]]) -> ReportRow:
    """What is found by the first reading that the ledger does not contradict, or by the first."""
    found = [{**_counted(tally, members), "reading": words} for words, members in readings]
    blank: ReportRow = {"named": [], "against": [], "missing": None, "silent": None, "members": None}
    possible = (one for one in found if one["verdict"] != "contradicted")
    return next(possible, found[0] if found else {**blank, "verdict": "unknown group", "reading": ""})


def _counted(tally: Row, members: list[ReportRow]) -> ReportRow:
    stance = Stance(tally.payload["stance"])
    counted = _COUNTED.get(stance, frozenset({stance}))
    named = [one["name"] for one in members if counted & set(one["stances"])]
    against = [one["name"] for one in members if _opposite(stance) & set(one["stances"])]
    number = tally.payload["number"]
    return {
        "named": named,
        "against": against,
        "missing": None if number is None else max(0, number - len(named)),
        "silent": sum(one["stance"] == SILENT for one in members),
        "members": len(members),
        "verdict": _verdict(number, len(named), len(against), len(members)),
    }


def _verdict(number: int | None, named: int, against: int, members: int) -> str:
    if number is None:
        return "open"
    if number > members - against or number < named:
        return "contradicted"
    return "agrees" if number == named else "open"


def _opposite(stance: Stance) -> frozenset[Stance]:
    return _AGAINST if stance in _FOR else _FOR if stance in _AGAINST else frozenset({Stance.ENDORSES})


def conflicts(
    connection: Connection, *, target: str | None = None, since: str | None = None, view: View = NOW
) -> list[ReportRow]:
    """Reports of different sources, at most three days apart, that cannot both be right, with their words.

    With `since` nothing from before that day is looked at. Positions of one holder on one target for and against at once; one poll with two shares; one tally, two numbers.
    """
    rows: list[ReportRow] = []
    on, when = targets_of(connection, target, None), {"as_of": view.as_of, "known_at": view.known_at, "since": since}
    reports = (
        (positions_on(connection, on, **when), _positions_clash),
        (asof.entries(connection, "polls", subjects=on, **when), _polls_clash),
        (asof.entries(connection, "tallies", targets=on, **when), _tallies_clash),
    )
    for told, clash in reports:
        groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in told:
            if view.keeps(row):
                groups[_about(row)].append(row)
        for group in (some for some in groups.values() if len(some) > 1):
            for one, other in _near(group):
                if clash(one, other) and len(corroboration.sources([one, other])) == 2:
                    rows.append(_conflict(one, other))
    return sorted(rows, key=lambda row: (row["date"], row["about"]))


def _about(row: Row) -> tuple[str, ...]:
    payload = row.payload
    if row.kind == "positions":
        return row.subject_id, row.target_id
    if row.kind == "polls":
        names = ("place", "pollster", "group", "period")
        return (row.subject_id, *(str(payload[name]) for name in names)) if payload["pollster"] else (row.id,)
    return payload["group"].lower(), row.target_id, payload["stance"]


def _positions_clash(one: Row, other: Row) -> bool:
    stances = {one.payload["stance"], other.payload["stance"]}
    same_time = one.payload["phase"] == other.payload["phase"] == "current"
    told_as_a_change = bool(one.date and other.date and one.date != other.date)
    return same_time and not told_as_a_change and bool(stances & _FOR) and bool(stances & (_AGAINST - {"withdraws"}))


def _polls_clash(one: Row, other: Row) -> bool:
    return bool(one.payload["value"] != other.payload["value"])


def _tallies_clash(one: Row, other: Row) -> bool:
    numbers = one.payload["number"], other.payload["number"]
    return None not in numbers and numbers[0] != numbers[1] and one.day == other.day


def _near(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Every two of some reports, in their order, whose days lie near enough."""
    days = {at: dt.date.fromisoformat(row.day).toordinal() for at, row in enumerate(rows) if row.day}
    order = sorted(days, key=lambda at: days[at])
    pairs = []
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            if days[other] - days[one] > _DAYS:
                break
            pairs.append((min(one, other), max(one, other)))
    return ((rows[one], rows[other]) for one, other in sorted(pairs))


def _conflict(one: Row, other: Row) -> ReportRow:
    subject = one.subject if one.kind != "tallies" else one.payload["group"]
    return {
        "kind": one.kind,
        "about": " on ".join(part for part in (subject, one.target) if part),
        "date": min(one.day, other.day),
        "sides": [
            {
                "says": str(row.payload.get("stance") if row.kind == "positions" else _figure(row)),
                "words": row.words,
                **report_place(row),
            }
            for row in (one, other)
        ],
    }


def _figure(row: Row) -> str:
    value = row.payload["value"] if row.kind == "polls" else row.payload["number"]
    return f"{value:g}"
