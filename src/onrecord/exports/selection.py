"""Selection: the entries that an export writes, article by article, so that a large ledger is never held at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.entries import Basis
from onrecord.ledger import asof, schema
from onrecord.ledger.identity import Actors, known_actor
from onrecord.ledger.rows import Row
from onrecord.reports import ReportRow, View, in_time, opens, positions, targets_of

#: Articles whose entries are held at once.
_AT_ONCE = 500
#: Articles, each with its entries.
Reported = Iterator[tuple[ReportRow, list[Row]]]
_MASTHEAD = ("id", "label", "title", "outlet", "origin", "author", "published", "dateline", "cites", "url")


def by_article(
    connection: Connection, *kinds: str, view: View, target: str | None, contest: str | None, text: bool = False
) -> Reported:
    """Each article that bears entries of some kinds (all if none is given), with those entries, in order of publication.

    An article has its masthead, with `text` its text too. With a target or a contest only those entries are there that
    are on its actors, or whose holder, speaker or subject they are; for a contest only those since its first candidate
    entered, up to its own day. `ConfigError` at once if there is no such contest.
    """
    about, since, view = targets_of(connection, target, contest), opens(contest), in_time(contest, view)
    ids = _articles(connection, view, about)
    batches = (_entries(connection, kinds, view, about, since, some) for some in _batches(ids))
    return (one for found in batches for one in _with_articles(connection, found, text))


def _entries(
    connection: Connection,
    kinds: Sequence[str],
    view: View,
    about: Collection[str] | None,
    since: str | None,
    ids: Sequence[str],
) -> list[Row]:
    return [
        row
        for row in asof.entries(connection, *kinds, as_of=view.as_of, known_at=view.known_at, article=ids, since=since)
        if view.keeps(row) and (about is None or row.target_id in about or row.subject_id in about)
    ]


def _with_articles(connection: Connection, rows: list[Row], text: bool) -> Reported:
    heads = mastheads(connection, {row.article_id for row in rows}, text=text)
    return ((heads[id], list(found)) for id, found in groupby(rows, key=lambda row: row.article_id))


def mastheads(connection: Connection, ids: Collection[str], *, text: bool = False) -> dict[str, ReportRow]:
    """The mastheads of some articles by id, with `text` their texts too."""
    columns = [schema.article.c[name] for name in (*_MASTHEAD, *(("text",) if text else ()))]
    found: dict[str, ReportRow] = {}
    for some in _batches(list(ids)):
        query = sa.select(*columns).where(schema.article.c.id.in_(some))
        found |= {row.id: dict(row._mapping) for row in connection.execute(query)}
    return found


def _articles(connection: Connection, view: View, about: Collection[str] | None) -> Sequence[str]:
    """The ids of the articles in question: all, or those that name some actors or have an amended entry."""
    query = sa.select(schema.article.c.id).order_by(schema.article.c.published, schema.article.c.id)
    if about is not None:
        actors = Actors(connection, view.known_at)
        family = {one for id in about for one in actors.family(id)}
        named = sa.select(schema.mention.c.article_id).where(schema.mention.c.actor_id.in_(family))
        amended = sa.select(schema.entry.c.article_id).join(schema.review).where(schema.review.c.verdict == "amended")
        query = query.where(schema.article.c.id.in_(sa.union(named, amended)))
    return connection.execute(query).scalars().all()


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))


def rows(connection: Connection, *kinds: str, view: View, target: str | None, contest: str | None) -> Iterator[Row]:
    """The entries of `by_article` without their articles."""
    articles = by_article(connection, *kinds, view=view, target=target, contest=contest)
    return (row for _, found in articles for row in found)


def standings(
    connection: Connection, *, view: View, target: str | None, contest: str | None
) -> list[tuple[asof.Standing, list[Row]]]:
    """Where holders stand on a day, each with the rows that count, by holder and target; in a contest up to its day."""
    found = asof.standings(positions(connection, target=target, contest=contest, view=view))
    kept = [(one, rows) for one in found if (rows := list(filter(view.keeps, one.rows)))]
    return sorted(kept, key=lambda pair: (pair[0].holder, pair[0].target, pair[0].stance))


def parties(row: Row) -> list[tuple[str, str]]:
    """The actors whom an entry is of and on: id and usual name."""
    return [(id, name) for id, name in ((row.subject_id, row.subject), (row.target_id, row.target)) if id]


def to_cite(rows: Collection[Row]) -> Row:
    """The report that an editor would cite: on the strongest basis, with an address, the earliest."""
    order = list(Basis)
    return min(rows, key=lambda row: (order.index(row.payload["basis"]), not row.url, row.published, row.id))


def found_by(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """For each entry the reader that found it first, and when."""
    table = schema.posting
    query = sa.select(table.c.entry_id, table.c.reader, table.c.recorded_at).where(table.c.entry_id.in_(ids))
    found = connection.execute(query.order_by(table.c.id.desc()))
    return {row.entry_id: (row.reader, row.recorded_at) for row in found}


def kinds_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """What some actors are: "person", "union", "newspaper" ..., "unknown" for a name that nobody knows."""
    found = {id: known.kind for id in ids if (known := known_actor(id))}
    table = schema.actor
    for some in _batches([id for id in ids if id not in found]):
        found |= {
            row.id: row.kind
            for row in connection.execute(sa.select(table.c.id, table.c.kind).where(table.c.id.in_(some)))
        }
    return found
