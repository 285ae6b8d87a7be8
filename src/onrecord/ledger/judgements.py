"""Judgements: what editors decide on who is who. Rows that can be undone; no entry is ever rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from rapidfuzz import process
from sqlalchemy.engine import Connection

from onrecord.errors import LedgerError
from onrecord.ledger import schema, turns
from onrecord.ledger.identity import SURE, Actors, known_actor, local_id, organisation_called, same_name
from onrecord.ledger.posting import now
from onrecord.registry import Actor, fold, load_registry, surname_of


def find(connection: Connection, asked: str, *, met: bool = True) -> list[str]:
    """The ids of the actors whom a name or an id may mean, after merges; with `met` only those that entries name.

    A full name goes before a part of it: "Harris" finds every Harris, "Kamala Harris" only her.
    """
    actors = Actors(connection)
    for ids in (_exact(connection, asked), _wide(connection, asked)):
        usual = dict.fromkeys(actors.usual(id) for id in ids)
        kept = [id for id in usual if not met or _is_met(connection, actors.family(id))]
        if kept:
            return kept
    return []


def _exact(connection: Connection, asked: str) -> Iterator[str]:
    """Actors whose id or one of whose names it is."""
    for actor in _registered(asked):
        if any(fold(one) == fold(asked) for one in actor.names):
            yield actor.id
    for id in (asked, local_id(asked)):
        if is_actor(connection, id):
            yield id


def _wide(connection: Connection, asked: str) -> Iterator[str]:
    """Actors of whose names it is a part; every local actor's name is looked at."""
    for actor in _registered(asked):
        if any(same_name(asked, one) for one in actor.names):
            yield actor.id
    table, last = schema.actor, asked.lower().split()[-1:]
    local = sa.select(table.c.id, table.c.name, table.c.details)
    local = local.where(sa.func.lower(table.c.name).contains(last[0], autoescape=True) if last else sa.false())
    for row in connection.execute(local):
        if any(same_name(asked, one) for one in (row.name, *row.details.get("aliases", ()))):
            yield row.id


def near(connection: Connection, asked: str, limit: int = 3) -> list[str]:
    """Names in the ledger that are spelt like a name that nobody has."""
    names = connection.execute(sa.select(schema.mention.c.name).distinct().limit(200_000)).scalars()
    return [one for one, *_ in process.extract(asked, sorted(set(names)), limit=limit, score_cutoff=60)]


def _registered(asked: str) -> Iterable[Actor]:
    yield from load_registry().by_name(asked)
    yield from load_registry().by_surname(surname_of(fold(asked)))
    for actor in (organisation_called(asked), known_actor(asked)):
        if actor:
            yield actor


def is_actor(connection: Connection, id: str) -> bool:
    """Whether an id is an actor's."""
    if known_actor(id):
        return True
    return connection.execute(sa.select(schema.actor.c.id).where(schema.actor.c.id == id)).first() is not None


def _is_met(connection: Connection, ids: set[str]) -> bool:
    query = sa.select(schema.mention.c.id).where(schema.mention.c.actor_id.in_(ids)).limit(1)
    return connection.execute(query).first() is not None


def add(connection: Connection, name: str, *, by: str, kind: str = "person", aliases: Iterable[str] = ()) -> str:
    """Add an actor whom the registry lacks; returns the id. `LedgerError` if there is one of that name."""
    id = local_id(name)
    held = connection.execute(sa.select(schema.actor).where(schema.actor.c.id == id)).first()
    if held is not None:
        raise LedgerError(f"there is an actor {name!r} already: {id}")
    row = {
        "id": id,
        "name": name,
        "kind": kind,
        "details": {"aliases": list(aliases)},
        "by": _signed(by),
        "recorded_at": now(),
    }
    connection.execute(sa.insert(schema.actor).values(row))
    return id


def merge(connection: Connection, left: str, right: str, *, by: str, note: str = "") -> int:
    """Say that two actors are one: `right` stands under `left` from now on. Returns the judgement's number."""
    for id in (left, right):
        if not is_actor(connection, id):
            raise LedgerError(f"no actor {id!r}; `onrecord actors find NAME` gives ids")
    actors = Actors(connection)
    if actors.usual(left) == actors.usual(right):
        raise LedgerError(f"{left} and {right} are one actor already")
    row = {"left": actors.usual(left), "right": actors.usual(right), "note": note, "by": _signed(by)}
    return _judge(connection, row)


def undo(connection: Connection, number: int, *, by: str, note: str = "") -> int:
    """Take back a merge by its number."""
    query = sa.select(schema.judgement).where(schema.judgement.c.id == number)
    row = connection.execute(query).first()
    undone = sa.select(schema.judgement.c.id).where(schema.judgement.c.undoes == number)
    if row is None or row.undoes is not None or connection.execute(undone).first():
        raise LedgerError(f"no merge number {number} to undo; `onrecord actors show ID` lists them")
    return _judge(connection, {"left": row.left, "right": row.right, "undoes": number, "note": note, "by": _signed(by)})


def _judge(connection: Connection, row: dict[str, Any]) -> int:
    turns.take_last(connection)
    values = {"undoes": None, **row, "recorded_at": now()}
    made = connection.execute(sa.insert(schema.judgement).values(values)).inserted_primary_key
    assert made is not None
    return int(made[0])


def split(connection: Connection, article_id: str, name: str, to: str, *, by: str, note: str = "") -> None:
    """Say that a printed name of one article is another actor than was thought; deciding again undoes it."""
    if not is_actor(connection, to):
        raise LedgerError(f"no actor {to!r}; `onrecord actors find NAME` gives ids, `onrecord actors add` makes one")
    table = schema.mention
    held = sa.select(table.c.id).where(table.c.article_id == article_id, table.c.name == name)
    if connection.execute(held).first() is None:
        raise LedgerError(f"no entry of that article names {name!r}")
    turns.take_last(connection)
    row = {
        "article_id": article_id,
        "name": name,
        "actor_id": to,
        "confidence": 1.0,
        "reason": note or "decided by an editor",
        "by": _signed(by),
        "recorded_at": now(),
    }
    connection.execute(sa.insert(table).values(row))


def doubts(connection: Connection, limit: int = 50) -> list[dict[str, Any]]:
    """Names whose bearer is in doubt and waits for an editor, with the candidates, the most frequent first."""
    table, later = schema.mention, schema.mention.alias()
    decided = sa.exists().where(
        later.c.article_id == table.c.article_id, later.c.name == table.c.name, later.c.id > table.c.id
    )
    query = (
        sa.select(
            table.c.name,
            table.c.reason,
            sa.func.min(table.c.article_id).label("article"),
            sa.func.count().label("articles"),
        )
        .where(table.c.confidence < SURE, ~decided)
        .group_by(table.c.name, table.c.reason)
        .order_by(sa.func.count().desc(), table.c.name)
        .limit(limit)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def judgements(connection: Connection, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Every merge and its undoing that concerns some actors."""
    table, wanted = schema.judgement, list(ids)
    query = sa.select(table).where(sa.or_(table.c.left.in_(wanted), table.c.right.in_(wanted))).order_by(table.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def _signed(by: str) -> str:
    if not by.strip():
        raise LedgerError("who decides? say so with --by NAME or ONRECORD_EDITOR")
    if by.strip() == "onrecord":
        raise LedgerError("onrecord signs what the program itself judges; decide under a name of your own")
    return by.strip()
