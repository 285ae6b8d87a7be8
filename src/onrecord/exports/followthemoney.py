"""FollowTheMoney: persons, organisations, articles, mentions and positions as its own kinds, in JSON lines.

A position is an `UnknownLink` from holder to target with the stance as role, the phase as status, and its article as
proof; a printed name is a `Mention` that resolves to its bearer. Statements, figures, and positions on a whole race have
no kind there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.exports import selection
from onrecord.exports.linked import address
from onrecord.ledger.identity import known_actor
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

_SCHEMAS = {"person": "Person", "unknown": "LegalEntity", "": "LegalEntity"}
_GENDERS = {"F": "female", "M": "male"}


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """Whoever holds or bears a position, once; every position with its article, in order of publication."""
    told: set[str] = set()
    for article, rows in selection.by_article(connection, "positions", view=view, target=target, contest=contest):
        parties = {id: name for row in rows for id, name in selection.parties(row) if id not in told}
        told |= set(parties)
        for one in (*_actors(connection, parties), _article(article), *_mentions(rows), *_links(rows)):
            out.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")


def _actors(connection: Connection, parties: dict[str, str]) -> Iterator[dict[str, Any]]:
    kinds = selection.kinds_of(connection, parties)
    for id, name in parties.items():
        kind, known = kinds.get(id, ""), known_actor(id)
        offices = known.offices if known else ()
        person = kind == "person"
        yield _one(
            _actor_id(id),
            _SCHEMAS.get(kind, "Organization"),
            name=[name],
            alias=list(known.aliases) if known else [],
            gender=[_GENDERS[known.gender]] if person and known and known.gender else [],
            position=[" ".join(filter(None, (office.title, office.state))) for office in offices],
            political=[office.party for office in offices if office.party],
            country=["us"] if any(office.state or office.party for office in offices) else [],
            classification=[] if person or kind in _SCHEMAS else [kind],
        )


def _article(article: ReportRow) -> dict[str, Any]:
    return _one(
        article["id"],
        "Article",
        title=[article["title"] or article["label"]],
        author=[article["author"]],
        publishedAt=[article["published"]],
        publisher=[article["outlet"]],
        sourceUrl=[address(article["url"])],
        summary=[f"first published by {article['origin']}"] if article["origin"] else [],
    )


def _mentions(rows: list[Row]) -> Iterator[dict[str, Any]]:
    printed = {
        (row.payload[field], id): row.article_id
        for row in rows
        for field, id in (("holder", row.subject_id), ("target", row.target_id))
        if id
    }
    for (name, id), article in printed.items():
        yield _one(_hash(article, name, id), "Mention", name=[name], document=[article], resolved=[_actor_id(id)])


def _links(rows: list[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row.subject_id and row.target_id:
            yield _one(
                row.id,
                "UnknownLink",
                subject=[_actor_id(row.subject_id)],
                object=[_actor_id(row.target_id)],
                role=[row.payload["stance"]],
                status=[row.payload["phase"]],
                date=[row.date],
                summary=[row.words],
                description=[f"asks for: {condition['text']}" for condition in row.payload["conditions"]],
                proof=[row.article_id],
                publisher=[row.origin or row.outlet],
                sourceUrl=[address(row.url)],
                recordId=[row.id],
            )


def _one(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    """One of its entities: no property is empty, no value is there twice."""
    told = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _actor_id(id: str) -> str:
    """Its ids have neither colons nor accents."""
    return _hash("actor", id)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]
