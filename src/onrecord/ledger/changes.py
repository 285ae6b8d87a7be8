"""Changes: everything that was entered, withdrawn or decided, in one order, behind a cursor that can be resumed.

Four tables tell of changes: postings, reviews, identities that an editor decided, merges. In each, rows are numbered in
the order in which they were committed (`turns.take_last`), so a cursor is the number of the last row seen of each. Where
the moments of two tables' rows disagree with that order (a clock was set back), no row is missed or told twice.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import RefusedError
from onrecord.ledger import schema

#: Where a cursor begins, before the first change.
START = "0-0-0-0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, and the cursor behind it.

    `kind` is "posted" or "withdrawn" (`entry`, `article`; `by` a reader), an editor's verdict on an entry ("accepted",
    "amended", "rejected", "note", "undone"), "identified" (`name` in `article` is `actor`), "merged" or "parted"
    (`actor` and `other`).
    """

    cursor: str
    kind: str
    at: str
    by: str
    entry: str = ""
    article: str = ""
    name: str = ""
    actor: str = ""
    other: str = ""
    note: str = ""


_SAID = tuple(name for name in Change.__slots__ if name != "cursor")


def changes(connection: Connection, after: str | None = None, limit: int = 100) -> list[Change]:
    """At most `limit` changes behind a cursor (from the first one on if it is None), in order.

    `RefusedError` if `after` is no cursor. Fewer than `limit` changes are all that there are by now.
    """
    seen = _numbers(after or START)
    found = []
    for row in _told(connection, seen, limit):
        seen[row.stream] = row.id
        said = {name: getattr(row, name) for name in _SAID}
        found.append(Change(cursor="-".join(map(str, seen)), **said))
    return found


def latest(connection: Connection) -> str:
    """The cursor behind all changes by now."""
    last = [
        sa.select(sa.func.coalesce(sa.func.max(one.c.id), 0))
        .where(schema.BY_EDITORS if one is schema.mention else sa.true())
        .scalar_subquery()
        for one in _TABLES
    ]
    return "-".join(map(str, connection.execute(sa.select(*last)).one()))


def touched(connection: Connection, after: str, limit: int) -> set[str] | None:
    """The entries that changes behind a cursor concern; None for more than `limit` changes of a kind, and for a merge or its
    undoing, which may concern any.
    """
    posted, reviewed, identified, merged = _numbers(after)
    if connection.execute(sa.select(schema.judgement.c.id).where(schema.judgement.c.id > merged).limit(1)).first():
        return None
    entry, mention = schema.entry.c, schema.mention.c
    named = sa.select(mention.article_id).where(mention.id > identified, schema.BY_EDITORS)
    parts = (
        sa.select(schema.posting.c.entry_id).where(schema.posting.c.id > posted),
        sa.select(schema.review.c.entry_id).where(schema.review.c.id > reviewed),
        sa.select(entry.id).where(entry.article_id.in_(named)),
    )
    found: set[str] = set()
    for query in parts:
        some = connection.execute(query.limit(limit + 1)).scalars().all()
        if len(some) > limit:
            return None
        found.update(some)
    return found


def is_behind(cursor: str, other: str) -> bool:
    """Whether nothing is behind `cursor` that is before `other`: a reader with an older sight of the ledger has less."""
    return all(one <= two for one, two in zip(_numbers(cursor), _numbers(other), strict=True))


def moment(connection: Connection, cursor: str) -> str:
    """The moment of the last change before a cursor, "" if there is none."""
    moments = [
        connection.execute(sa.select(table.c.recorded_at).where(table.c.id == number)).scalar()
        for table, number in zip(_TABLES, _numbers(cursor), strict=True)
    ]
    return max(filter(None, moments), default="")


def _numbers(cursor: str) -> list[int]:
    parts = cursor.split("-")
    if len(parts) != len(_TABLES) or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise RefusedError(f"{cursor!r} is no cursor; leave it out to begin at the first change")
    return [int(part) for part in parts]


_TABLES = (schema.posting, schema.review, schema.mention, schema.judgement)


def _told(connection: Connection, seen: list[int], limit: int) -> list[Any]:
    """The next rows of all tables in order; one statement, so that all are read as of one moment."""
    asked = zip(_TABLES, (_postings(), _reviews(), _identities(), _merges()), seen, strict=True)
    parts = [
        query.where(table.c.id > number).order_by(table.c.id).limit(limit).subquery() for table, query, number in asked
    ]
    streams: list[list[Any]] = [[] for _ in parts]
    for row in connection.execute(sa.union_all(*(sa.select(part) for part in parts)).order_by("stream", "id")):
        streams[row.stream].append(row)
    return list(heapq.merge(*streams, key=lambda row: row.at))[:limit]


def _postings() -> sa.Select[Any]:
    table, entry = schema.posting, schema.entry
    kind = sa.case((table.c.seen, "posted"), else_="withdrawn")
    query = _columns(0, table, kind, by=table.c.reader, entry=table.c.entry_id, article=entry.c.article_id)
    return query.join(entry, entry.c.id == table.c.entry_id)


def _reviews() -> sa.Select[Any]:
    table, entry = schema.review, schema.entry
    query = _columns(1, table, table.c.verdict, entry=table.c.entry_id, article=entry.c.article_id, note=table.c.note)
    return query.join(entry, entry.c.id == table.c.entry_id)


def _identities() -> sa.Select[Any]:
    """Editors' rows only: who the machine takes a name for comes with the posting. (Written out for its index.)"""
    table = schema.mention
    query = _columns(
        2,
        table,
        sa.literal("identified"),
        article=table.c.article_id,
        name=table.c.name,
        actor=table.c.actor_id,
        note=table.c.reason,
    )
    return query.where(schema.BY_EDITORS)


def _merges() -> sa.Select[Any]:
    table = schema.judgement
    kind = sa.case((table.c.undoes.is_(None), "merged"), else_="parted")
    return _columns(3, table, kind, actor=table.c.left, other=table.c.right, note=table.c.note)


def _columns(
    stream: int, table: sa.Table, kind: sa.ColumnElement[str], *, by: Any = None, **told: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    """One table's rows in the columns that all share."""
    signed = table.c.by if by is None else by
    words = [
        told.get(name, sa.literal("")).label(name) for name in ("entry", "article", "name", "actor", "other", "note")
    ]
    return sa.select(
        sa.literal(stream).label("stream"),
        table.c.id,
        kind.label("kind"),
        table.c.recorded_at.label("at"),
        signed.label("by"),
        *words,
    ).select_from(table)
