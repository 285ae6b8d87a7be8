"""Actors as rows: who they are, which offices they held, under which names articles print them."""

from __future__ import annotations

import functools
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.article.outlets import owner_of
from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import judgements, schema
from onrecord.ledger.identity import Actors, known_actor
from onrecord.registry import Actor, Office, rank
from onrecord.reports import ReportRow, one_row


def find(connection: Connection, asked: str) -> list[ReportRow]:
    """Every actor whom a name may mean, in the registry or in the ledger."""
    return [_actor(connection, id) for id in judgements.find(connection, asked, met=False)]


def one(connection: Connection, asked: str) -> str:
    """The id of the one actor whom an id or a name means; `MissingError` if there is none, `RefusedError` if more than one."""
    found = judgements.find(connection, asked) or judgements.find(connection, asked, met=False)
    if not found:
        raise MissingError(f"no actor {asked!r}; {_meant(connection, asked) or '`onrecord actors add` makes one'}")
    if len(found) > 1:
        raise RefusedError(f"{asked!r} may mean {', '.join(found)}; give the id")
    return found[0]


def known(connection: Connection, name: str) -> list[str]:
    """The actors whom a name may mean among those whom entries name; `MissingError` says who is spelt like it."""
    if found := judgements.find(connection, name):
        return found
    hint = _meant(connection, name) or "is it spelt as articles print it?"
    raise MissingError(f"nothing about {name!r} in this ledger; {hint}")


def _meant(connection: Connection, name: str) -> str:
    """Whom somebody may have meant who wrote a name that nobody has, as a question, or ""."""
    near = judgements.near(connection, name)
    return f"did you mean {' or '.join(near)}?" if near else ""


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
        "owner": owner_of(known.name) if known and known.kind == "newspaper" else "",
        "articles": connection.execute(articles).scalar_one(),
    }


@functools.lru_cache(maxsize=20_000)
def office_on(id: str, day: str) -> ReportRow:
    """What an actor is on a day (ISO): kind, and title, state and party of the highest office held then, else before.

    `former` says that the office had ended. Whom the registry does not know has no title; of an organisation it is the
    kind alone. It is remembered, and not to be changed.
    """
    known = known_actor(id)
    row: ReportRow = {"kind": known.kind if known else "", "title": "", "state": "", "party": "", "former": False}
    if known is None or not known.offices:
        return row
    held = [office for office in known.offices if _held(office, known, day)]
    begun = [office for office in known.offices if dates.first_day(office.start) <= day]
    if held:
        office = max(held, key=lambda one: rank(replace(known, offices=(one,)), day))
    else:
        office = max(begun or known.offices, key=lambda one: (one.end, one.start))
    party = office.party or next((one.party for one in (*held, *reversed(known.offices)) if one.party), "")
    return {**row, "title": office.title, "state": office.state, "party": party, "former": not held and bool(begun)}


def _held(office: Office, actor: Actor, day: str) -> bool:
    """Whether an office was held; a post in a body whose end nobody wrote down ends with the next one, or the seat, there."""
    if office.end or not office.held_on(day):
        return office.held_on(day)
    there = [one for one in actor.offices if one.body == office.body]
    next_post = any(office.start < one.start <= day for one in there if not (one.state or office.state))
    seats = [one for one in there if one.end]
    return not next_post and (not seats or any(one.held_on(day) for one in seats))


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
