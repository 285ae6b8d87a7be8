"""Races: each contest on which the ledger holds anything, with counts for its candidates."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy.engine import Connection

from onrecord.entries import Phase
from onrecord.ledger import asof
from onrecord.ledger.identity import Actors, local_id
from onrecord.ledger.remembering import remembered
from onrecord.ledger.rows import Row
from onrecord.registry import Contest, load_contests, load_registry
from onrecord.reports import NOW, ReportRow, View


@remembered
def races(connection: Connection, *, view: View = NOW) -> list[ReportRow]:
    """Contests, the one last spoken of first: `contest`, `day`, `latest` (the day of its last position) and `targets`.

    Each target has `target`, `party`, `holders`, and under `counts` how many of them stand where.
    """
    running = {one.name for contest in load_contests() for one in contest.candidates}
    actors = Actors(connection, view.known_at)
    ids = {actors.usual(id) for name in running for id in (local_id(name), *_registered(name))}
    rows = [
        row
        for row in asof.entries(connection, "positions", as_of=view.as_of, known_at=view.known_at, targets=ids)
        if row.payload["phase"] == Phase.CURRENT and view.keeps(row)
    ]
    by_target: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_target[row.target].append(row)
    found = [_race(contest, by_target) for contest in load_contests()]
    return sorted((one for one in found if one["targets"]), key=lambda one: (one["latest"], one["day"]), reverse=True)


def _registered(name: str) -> list[str]:
    return [actor.id for actor in load_registry().by_name(name)]


def _race(contest: Contest, by_target: defaultdict[str, list[Row]]) -> ReportRow:
    targets: list[ReportRow] = []
    opens, latest = contest.opens, ""
    for candidate in contest.candidates:
        told = [row for row in by_target.get(candidate.name, ()) if opens <= row.day <= contest.day]
        pairs: defaultdict[str, list[Row]] = defaultdict(list)
        for row in told:
            pairs[row.subject_id].append(row)
        counts = Counter(str(one.stance) for group in pairs.values() for one in asof.stand(group))
        if counts:
            latest = max(latest, *(row.day for row in told))
            name, party = candidate.name, candidate.party
            targets.append({"target": name, "party": party, "counts": counts, "holders": counts.total()})
    targets.sort(key=lambda one: (-one["holders"], one["target"]))
    return {"contest": contest.id, "day": contest.day, "latest": latest, "targets": targets}
