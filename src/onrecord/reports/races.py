"""Races: each contest on which the ledger holds anything, with counts for its candidates."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy.engine import Connection

from onrecord.entries import Phase
from onrecord.ledger import asof, picks
from onrecord.ledger.identity import Actors, local_id
from onrecord.ledger.remembering import positions_on, remembered
from onrecord.ledger.rows import Row
from onrecord.registry import Contest, load_contests, load_registry
from onrecord.reports import NOW, ReportRow, View


@remembered
def races(connection: Connection, *, view: View = NOW, articles: int | None = None) -> list[ReportRow]:
    """Contests, the one last spoken of first: `contest`, `day`, `latest` (the day of its last position) and `targets`.

    Each target has `target`, `party`, `holders`, and under `counts` how many of them stand where. A candidate whom more
    than so many `articles` name is not counted, which takes long: `holders` is None then, and `latest` may be the day of
    the last article that tells of him.
    """
    running = {one.name for contest in load_contests() for one in contest.candidates}
    actors = Actors(connection, view.known_at)
    names = {actors.usual(id): name for name in sorted(running) for id in (local_id(name), *_registered(name))}
    much = picks.much_named(connection, names, articles=articles) if articles is not None else []
    told = positions_on(connection, names.keys() - {*much}, as_of=view.as_of, known_at=view.known_at)
    rows = [row for row in told if row.payload["phase"] == Phase.CURRENT and view.keeps(row)]
    by_target: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_target[row.target].append(row)
    found = []
    for contest in load_contests():
        race = _race(contest, by_target)
        for id in much:
            _add_uncounted(connection, race, contest, id, names[id], view)
        found.append(race)
    return sorted((one for one in found if one["targets"]), key=lambda one: (one["latest"], one["day"]), reverse=True)


def _add_uncounted(connection: Connection, race: ReportRow, contest: Contest, id: str, name: str, view: View) -> None:
    """Put a candidate of whom too much is told to be counted before the others, if he is one of the contest."""
    for candidate in contest.candidates:
        until = min(contest.day, view.as_of or contest.day)
        if candidate.name == name and (day := picks.last_told(connection, id, since=contest.opens, until=until)):
            row: ReportRow = {"target": name, "party": candidate.party, "counts": Counter(), "holders": None}
            race["targets"].insert(0, row)
            race["latest"] = max(race["latest"], day)


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
