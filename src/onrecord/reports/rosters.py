"""The board over a roster: every member, the silent ones too, with counts by stance, party and state."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy.engine import Connection

from onrecord.entries import Stance
from onrecord.ledger import asof
from onrecord.ledger.identity import Actors
from onrecord.ledger.remembering import positions_of
from onrecord.ledger.rows import Row
from onrecord.registry import Actor, Office, Roster, load_registry, roster_called
from onrecord.reports import NOW, ReportRow, View, targets_of

SILENT = "silent"
Members = tuple[tuple[Actor, Office], ...]


@functools.lru_cache(maxsize=500)
def members_of(roster: Roster, day: str) -> Members:
    """Everybody who belongs to a roster on a day, with the office held; remembered, for pages ask for few, and often."""
    return tuple(roster.members(load_registry(), day))


def roster_board(connection: Connection, roster: str, *, target: str, view: View = NOW) -> list[ReportRow]:
    """Where each member of a roster ("Democratic senators") stands on a target on a day, today if none is given.

    A member of whom the ledger tells nothing is `silent`. One of whom it tells two stances has them both, the first
    of them as `stance`.
    """
    members = members_of(roster_called(roster), view.as_of or dt.date.today().isoformat())
    actors = Actors(connection, view.known_at)
    on = targets_of(connection, target, None) or ()
    pairs = {(actors.usual(actor.id), id) for actor, _ in members for id in on}
    told = positions_of(connection, pairs, as_of=view.as_of, known_at=view.known_at)
    return seats(members, told, actors, view)


def seats(members: Members, told: Iterable[Row], actors: Actors, view: View = NOW) -> list[ReportRow]:
    """Where each member stands by the positions that are told, as `roster_board` has it."""
    held: defaultdict[str, list[asof.Standing]] = defaultdict(list)
    for one in asof.standings(told):
        if any(view.keeps(row) for row in one.rows):
            held[one.holder_id].append(one)
    rows = []
    for actor, office in members:
        found = sorted(held[actors.usual(actor.id)], key=lambda one: list(Stance).index(one.stance))
        rows.append(
            {
                "name": actor.name,
                "id": actor.id,
                "office": office.title,
                "state": office.state,
                "party": office.party,
                "stance": found[0].stance if found else SILENT,
                "stances": [one.stance for one in found],
                "since": found[0].since if found else "",
                "terms": [c["text"] for one in found for row in one.rows for c in row.payload["conditions"]],
                "entries": [row.id for one in found for row in one.rows],
            }
        )
    return rows


def counted(rows: list[ReportRow], by: str) -> list[ReportRow]:
    """How many of a roster's rows stand where, for each value of a column ("party", "state", "office")."""
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        groups[row[by]][row["stance"]] += 1
    names = [*map(str, Stance), SILENT]
    return [
        {by: group, **{name: counts[name] for name in names}, "seats": counts.total()}
        for group, counts in sorted(groups.items())
    ]
