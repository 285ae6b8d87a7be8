"""Actors as rows: who they are, which offices they held, under which names articles print them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import judgements, schema
from onrecord.ledger.identity import Actors, known_actor
from onrecord.reports import ReportRow, one_row


def find(connection: Connection, asked: str) -> list[ReportRow]:
    """Every actor whom a name may mean, in the registry or in the ledger."""
    return [_actor(connection, id) for id in judgements.find(connection, asked, met=False)]


def one(connection: Connection, asked: str) -> str:
    """The id of the one actor whom an id or a name means; `MissingError` if there is none, `RefusedError` if more than one."""
    found = judgements.find(connection, asked) or judgements.find(connection, asked, met=False)
    if not found:
        near = judgements.near(connection, asked)
        raise MissingError(f"no actor {asked!r}{'; did you mean ' + ' or '.join(near) + '?' if near else ''}")
    if len(found) > 1:
        raise RefusedError(f"{asked!r} may mean {', '.join(found)}; give the id")
    return found[0]


def article(connection: Connection, asked: str) -> str:
    """The id of an article, by label or by the beginning of its id."""
    return str(one_row(connection, schema.article, asked, "article", label=True)["id"])


def _actor(connection: Connection, id: str) -> ReportRow:
    known = known_actor(id)
    offices = [
        {name: getattr(office, name) for name in ("title", "body", "state", "party", "start", "end")}
        for office in (known.offices if known else ())
    ]
    held = connection.execute(sa.select(schema.actor).where(schema.actor.c.id == id)).first()
    table = schema.mention
    articles = sa.select(sa.func.count(sa.distinct(table.c.article_id))).where(
        table.c.actor_id.in_(Actors(connection).family(id))
    )
    return {
        "id": id,
        "name": Actors(connection).name(id),
        "kind": known.kind if known else held.kind if held else "unknown",
        "aliases": list(known.aliases) if known else list(held.details.get("aliases", ())) if held else [],
        "offices": offices,
        "articles": connection.execute(articles).scalar_one(),
    }


def show(connection: Connection, asked: str) -> ReportRow:
    """One actor, with the names under which articles print it, and every merge that concerns it."""
    id = one(connection, asked)
    family = Actors(connection).family(id)
    table = schema.mention
    names = (
        sa.select(table.c.name, table.c.actor_id, sa.func.count().label("articles"))
        .where(table.c.actor_id.in_(family))
        .group_by(table.c.name, table.c.actor_id)
        .order_by(sa.func.count().desc(), table.c.name)
    )
    return {
        **_actor(connection, id),
        "printed": [dict(row._mapping) for row in connection.execute(names)],
        "merges": judgements.judgements(connection, family),
    }
