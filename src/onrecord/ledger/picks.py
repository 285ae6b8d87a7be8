"""Picks: the few entries of a large ledger that a view looks at, as queries of their ids for `asof.entries`; targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.ledger import schema
from onrecord.ledger.among import among
from onrecord.ledger.identity import Actors
from onrecord.ledger.reviewing import amended

Pick = sa.Select[Any] | sa.CompoundSelect[Any]


def last(*kinds: str, limit: int, as_of: str | None = None) -> Pick:
    """The entries of some kinds in the articles published last (up to a day, if one is given)."""
    return _by_publication(schema.entry.c.kind.in_(kinds), limit=limit, as_of=as_of)


def last_with_terms(*, limit: int | None, as_of: str | None = None) -> Pick:
    """The positions that set terms, or were amended and may do so: all of them, or those published last."""
    return sa.union(sa.select(_by_publication(schema.TERMS > 0, limit=limit, as_of=as_of).subquery().c.id), amended())


def least_sure(*, limit: int) -> Pick:
    """The positions that nobody has reviewed and of which the reader was least sure."""
    entry, review = schema.entry, schema.review
    reviewed = sa.exists().where(review.c.entry_id == entry.c.id)
    # The kind is written out, or SQLite does not take the index.
    query = sa.select(entry.c.id).where(entry.c.kind == sa.literal_column("'positions'"), ~reviewed)
    return query.order_by(schema.CONFIDENCE).limit(limit)


def on_no_target() -> Pick:
    """The positions on a whole race, or amended ones, which may be."""
    entry = schema.entry.c
    whole = sa.select(entry.id).where(entry.kind == "positions", entry.target == "")
    return sa.union(whole, amended())


def told_names(connection: Connection, known_at: str | None = None) -> list[tuple[str, int]]:
    """The names of targets as printed ("" for a whole race) with how many positions were read on each, the most first.

    All are counted, which takes the index alone; what was read for the first time after `known_at` is taken off.
    """
    entry, posting, earlier = schema.entry.c, schema.posting.c, schema.posting.alias().c
    names = sa.select(entry.target, sa.func.count()).where(entry.kind == "positions").group_by(entry.target)
    told = Counter(_numbers(connection, names))
    if known_at:
        last = sa.select(posting.id).where(posting.recorded_at <= known_at).order_by(posting.id.desc()).limit(1)
        before = connection.execute(last).scalar() or 0
        known = sa.exists().where(earlier.entry_id == entry.id, earlier.id <= before)
        read = sa.select(posting.entry_id).where(posting.id > before, posting.recorded_at > known_at)
        later = names.where(entry.id.in_(read), ~known)
        told.subtract(_numbers(connection, later))
    return sorted(((name, number) for name, number in told.items() if number > 0), key=lambda one: (-one[1], one[0]))


def most_told(connection: Connection, limit: int) -> dict[str, int]:
    """The ids of the targets of whom most positions were read ("" for a whole race), the most first, and how many.

    Positions are counted by the target's name as printed, and a name counts for whom it means in one of its articles.
    """
    entry, mention, actors = schema.entry.c, schema.mention.c, Actors(connection)
    told: Counter[str] = Counter()
    for name, positions in told_names(connection)[:limit]:
        first = sa.select(entry.article_id).where(entry.kind == "positions", entry.target == name).limit(1)
        bearer = sa.select(mention.actor_id).where(mention.article_id == first.scalar_subquery(), mention.name == name)
        id = connection.execute(bearer.order_by(mention.id.desc()).limit(1)).scalar() if name else ""
        told[actors.usual(id) if id else ""] += positions
    return dict(told.most_common())


def bearers(connection: Connection, actors: Actors, name: str, known_at: str | None = None) -> list[str]:
    """The ids of all targets whom a printed name ever meant, in order; "" for the name of a whole race."""
    if not name:
        return [""]
    entry, mention = schema.entry.c, schema.mention.c
    told = sa.select(entry.article_id).where(entry.kind == "positions", entry.target == name).distinct()
    # Asked for first, or PostgreSQL looks through all mentions for the name.
    articles = connection.execute(told).scalars().all()
    met = sa.select(mention.actor_id).where(among(mention.article_id, articles), mention.name == name)
    if known_at:
        met = met.where(mention.recorded_at <= known_at)
    return sorted({actors.usual(id) for id in connection.execute(met.distinct()).scalars()})


def names_of(connection: Connection, actors: Actors, actor_id: str, known_at: str | None = None) -> dict[str, int]:
    """The printed names under which positions were ever read on an actor, and how many under each."""
    target, count = schema.entry.c.target, sa.func.count(sa.distinct(schema.entry.c.id))
    read = _read_on(actors, actor_id, target, known_at).add_columns(count)
    return _numbers(connection, read.group_by(target))


def is_target(connection: Connection, actor_id: str) -> bool:
    """Whether any position was ever read on an actor."""
    read = _read_on(Actors(connection), actor_id, schema.entry.c.id)
    return connection.execute(read.limit(1)).first() is not None


def last_told(connection: Connection, actor_id: str, *, since: str, until: str) -> str:
    """The day of the last article between two days in which a position on an actor was read, "" if there is none."""
    article = schema.article.c
    days = _read_on(Actors(connection), actor_id, sa.func.max(article.published))
    days = days.join(schema.article, article.id == schema.entry.c.article_id)
    return connection.execute(days.where(article.published.between(since, until))).scalar() or ""


def _read_on(
    actors: Actors, actor_id: str, column: sa.ColumnElement[Any], known_at: str | None = None
) -> sa.Select[Any]:
    """Positions whose target, as printed, stood for an actor once."""
    entry, mention = schema.entry.c, schema.mention.c
    named = sa.and_(mention.article_id == entry.article_id, mention.name == entry.target)
    query = sa.select(column).select_from(schema.entry).join(schema.mention, named)
    query = query.where(mention.actor_id.in_(actors.family(actor_id)), entry.kind == "positions")
    return query.where(mention.recorded_at <= known_at) if known_at else query


def much_named(connection: Connection, actor_ids: Iterable[str], *, articles: int) -> list[str]:
    """Those of some actors whom more than so many articles name."""
    actors, actor = Actors(connection), schema.mention.c.actor_id
    family = {one: id for id in actor_ids for one in actors.family(id)}
    query = sa.select(actor, sa.func.count()).where(among(actor, family)).group_by(actor)
    named: Counter[str] = Counter()
    for one, count in connection.execute(query):
        named[family[one]] += count
    return [id for id, count in named.items() if count > articles]


def _numbers(connection: Connection, names: sa.Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(names)}


def _by_publication(fits: sa.ColumnElement[bool], *, limit: int | None, as_of: str | None) -> sa.Select[Any]:
    entry, article = schema.entry, schema.article
    query = sa.select(entry.c.id).join(article, article.c.id == entry.c.article_id).where(fits)
    if as_of:
        query = query.where(article.c.published <= as_of)
    return query.order_by(article.c.published.desc(), article.c.id.desc()).limit(limit) if limit else query
