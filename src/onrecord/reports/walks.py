"""Walks through what may be too much to hold: articles and entries a page at a time, in order of publication.

A place is the last row's key: the next page begins behind it. With `view.known_at` pinned, no page shifts under another
while the ledger goes on growing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.ledger import asof, judgements, picks, reviewing, schema
from onrecord.ledger.identity import Actors
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View, report_place

#: The key of a row: day of publication, article, and for an entry its own id.
Place = tuple[str, ...]
_ARTICLE = ("id", "label", "title", "outlet", "origin", "author", "published", "url", "cites", "recorded_at")
#: Articles looked through for a page of entries, at most: a page may be short where few entries fit.
_AT_ONCE, _AT_MOST = 50, 1000
#: Positions looked through for a page of targets, at most; those under one name in any case.
_LOOKED = 10_000


def articles(
    connection: Connection,
    *,
    since: str = "",
    until: str = "",
    outlet: str = "",
    after: Place | None = None,
    limit: int = 100,
    view: View = NOW,
) -> tuple[list[ReportRow], Place | None]:
    """A page of articles with the number of their live entries, and the place behind it (None at the end).

    `since` and `until` are days of publication; `outlet` is the one that published or wrote it.
    """
    rows = _articles(connection, after, limit + 1, since=since, until=until, outlet=outlet, known_at=view.known_at)
    page = rows[:limit]
    counts = Counter(
        row.article_id for row in asof.entries(connection, article=[one["id"] for one in page], known_at=view.known_at)
    )
    found = [{**row, "entries": counts[row["id"]]} for row in page]
    return found, _article_place(page[-1]) if len(rows) > limit else None


def entries(
    connection: Connection,
    *kinds: str,
    holder: str | None = None,
    target: str | None = None,
    after: Place | None = None,
    limit: int = 100,
    view: View = NOW,
) -> tuple[list[Row], Place | None]:
    """A page of live entries, and the place behind it (None at the end).

    `holder` is whose they are, a speaker or a poll's subject too; `target` on whom. Without either all are walked
    through, and a page may be shorter than `limit`, even empty, before the end.
    """
    if holder is None and target is None:
        return _walk(connection, kinds, after, limit, view)
    found = asof.entries(
        connection,
        *kinds,
        as_of=view.as_of,
        known_at=view.known_at,
        subjects=judgements.find(connection, holder) if holder is not None else None,
        targets=judgements.find(connection, target) if target is not None else None,
    )
    fits = [row for row in found if view.keeps(row) and (after is None or _place(row) > after)]
    return fits[:limit], _place(fits[limit - 1]) if len(fits) > limit else None


def targets(
    connection: Connection, *, after: Place | None = None, limit: int = 100, view: View = NOW
) -> tuple[list[ReportRow], Place | None]:
    """A page of targets, and the place behind it (None at the end): `target`, `target_id`, `positions` (ever read).

    Those come first of whom most was read under one printed name, and last those whom an editor alone named. A page is
    shorter than `limit` where too much would have to be looked through.
    """
    actors = Actors(connection, view.known_at)
    behind = tuple(map(int, after or ("0", "0")))
    found: list[ReportRow] = []
    looked = 0
    for number, positions, ids in _begun(connection, actors, behind[0], view.known_at):
        if looked and looked + positions > _LOOKED:
            return found, (str(number), "0")
        looked += positions
        for at, (id, told) in enumerate(ids.items(), 1):
            if (number, at) > behind:
                found.append({"target": actors.name(id) if id else "", "target_id": id, "positions": told})
            if len(found) == limit:
                return found, (str(number), str(at))
    return found, None


def _begun(
    connection: Connection, actors: Actors, first: int, known_at: str | None
) -> Iterator[tuple[int, int, dict[str, int]]]:
    """The printed names of targets from the `first` on: number, positions, and whom none of the names before meant.

    With each target how many positions were read on it. Behind the names come those whom an editor alone named.
    """
    names = picks.told_names(connection, known_at)
    order = {name: number for number, (name, _) in enumerate(names)}
    for number, (name, positions) in enumerate(names[first:], first):
        ids = {}
        for id in picks.bearers(connection, actors, name, known_at):
            told = picks.names_of(connection, actors, id, known_at) if id else {"": positions}
            # A name that was read later than what is known is none yet.
            told = {one: count for one, count in told.items() if one in order}
            if told and min(order[one] for one in told) == number:
                ids[id] = sum(told.values())
        yield number, positions, ids
    amended = asof.entries(connection, "positions", ids=reviewing.amended(), known_at=known_at)
    told = Counter(row.target_id for row in amended)
    named = {
        id for id in told if (order.keys() & picks.names_of(connection, actors, id, known_at) if id else "" in order)
    }
    yield len(names), 0, {id: told[id] for id in sorted(told.keys() - named)}


def entry_row(row: Row) -> ReportRow:
    """An entry as it holds: who is meant, its fields as printed or as an editor amended them, its words, its article."""
    fields = {name: value for name, value in row.payload.items() if name not in ("evidence", "confidence")}
    return {
        "kind": row.kind,
        "subject": row.subject,
        "subject_id": row.subject_id,
        "target": row.target,
        "target_id": row.target_id,
        "day": row.day,
        "fields": fields,
        "evidence": row.payload["evidence"],
        "confidence": row.confidence,
        "reviewed": row.reviewed,
        **report_place(row),
    }


def _walk(
    connection: Connection, kinds: tuple[str, ...], after: Place | None, limit: int, view: View
) -> tuple[list[Row], Place | None]:
    found: list[Row] = []
    # The article that the last page ended in is looked at again, for the entries behind the place.
    here: Place | None = (after[0], after[1], "") if after else None
    for _ in range(_AT_MOST // _AT_ONCE):
        some = _articles(connection, here, _AT_ONCE, known_at=view.known_at)
        ids = [one["id"] for one in some]
        rows = asof.entries(connection, *kinds, article=ids, as_of=view.as_of, known_at=view.known_at)
        found += [row for row in rows if view.keeps(row) and (after is None or _place(row) > after)]
        if len(found) > limit:
            return found[:limit], _place(found[limit - 1])
        if len(some) < _AT_ONCE:
            return found, None
        here = _article_place(some[-1])
    # Not the end: behind every entry of the last article, whose ids are hexadecimal.
    return found, (*here, "~") if here else None


def _articles(
    connection: Connection,
    after: Place | None,
    limit: int,
    *,
    since: str = "",
    until: str = "",
    outlet: str = "",
    known_at: str | None = None,
) -> list[ReportRow]:
    table = schema.article.c
    query = sa.select(*(table[name] for name in _ARTICLE)).order_by(table.published, table.id).limit(limit)
    if after is not None:
        # A place of three points into an article, which then comes again; one of two behind it.
        behind = sa.tuple_(table.published, table.id)
        place = sa.tuple_(sa.literal(after[0]), sa.literal(after[1]))
        query = query.where(behind >= place if len(after) > 2 else behind > place)
    if since:
        query = query.where(table.published >= since)
    if until:
        query = query.where(table.published <= until)
    if outlet:
        query = query.where(sa.or_(table.outlet == outlet, table.origin == outlet))
    if known_at:
        query = query.where(table.recorded_at <= known_at)
    return [dict(row._mapping) for row in connection.execute(query)]


def _place(row: Row) -> Place:
    return row.published, row.article_id, row.id


def _article_place(row: ReportRow) -> Place:
    return row["published"], row["id"]
