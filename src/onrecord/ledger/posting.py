"""Posting: entering what a reader found. The same record twice adds nothing; what is found no longer is withdrawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import codec
from onrecord.entries import Entry, Record
from onrecord.ledger import schema
from onrecord.ledger.copies import bands_of, find_copy
from onrecord.ledger.identity import identify
from onrecord.model import Article, Issue

#: Entries whose subject is somebody: a tally's is a group of people, an event's a kind.
PEOPLE = frozenset({"positions", "statements", "polls", "leads"})
#: The field that an entry of each kind is looked up by.
_SUBJECTS = {
    "positions": "holder",
    "statements": "speaker",
    "tallies": "group",
    "polls": "subject",
    "leads": "subject",
    "events": "kind",
}


def now() -> str:
    """The present moment in UTC, as the ledger's second clock writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def entry_id(article_id: str, key: str, payload: dict[str, Any]) -> str:
    """SHA-256, in hex, of what an entry says and where: its reader's confidence is no part of it."""
    said = {name: value for name, value in payload.items() if name != "confidence"}
    whole = json.dumps([article_id, key, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def post(connection: Connection, record: Record) -> int:
    """Enter a record within the connection's transaction; return the number of postings made."""
    at, article_id = now(), record.article.id
    _take_turns(connection, article_id)
    held = connection.execute(sa.select(schema.article.c.id).where(schema.article.c.id == article_id)).first()
    if held is None:
        _insert_new(connection, schema.article, [_article_row(record.article, at)])
        _note_copies(connection, article_id, record.article.text, at)
    rows = {}
    for entry in record.entries:
        key, payload = codec.key_of(entry), codec.encode_entry(entry)
        rows[entry_id(article_id, key, payload)] = (entry, key, payload)
    standing = _seen(connection, article_id) if held else {}
    fresh = {name: row for name, row in rows.items() if standing.get(name) is not True}
    gone = [name for name, seen in standing.items() if seen and name not in rows]
    unknown = {name: row for name, row in fresh.items() if name not in standing}
    _insert_new(connection, schema.entry, [_entry_row(name, article_id, *row) for name, row in unknown.items()])
    _insert_new(
        connection, schema.evidence, [r for name, (entry, *_) in unknown.items() for r in _evidence(name, entry)]
    )
    postings = [
        {"entry_id": name, "seen": seen, "reader": record.reader, "recorded_at": at}
        for seen, names in ((True, fresh), (False, gone))
        for name in names
    ]
    if postings:
        connection.execute(sa.insert(schema.posting), postings)
    names = _names(unknown.values()) - (_settled(connection, article_id) if held else set())
    _settle(connection, article_id, record.article.text, record.article.published, names, at)
    for issue in record.issues:
        if fresh:
            post_issue(connection, issue)
    return len(postings)


def post_issue(connection: Connection, issue: Issue) -> None:
    """Enter one issue."""
    connection.execute(
        sa.insert(schema.issue),
        {
            "source": issue.source,
            "stage": issue.stage,
            "level": str(issue.level),
            "message": issue.message,
            "recorded_at": now(),
        },
    )


def settle_all(connection: Connection) -> None:
    """Settle who is who, and which articles are copies, for all that a ledger holds."""
    at = now()
    query = sa.select(schema.article.c.id, schema.article.c.text, schema.article.c.published)
    for row in connection.execute(query.order_by(schema.article.c.recorded_at)).all():
        _note_copies(connection, row.id, row.text, at)
        entries = connection.execute(
            sa.select(schema.entry.c.subject, schema.entry.c.kind, schema.entry.c.target).where(
                schema.entry.c.article_id == row.id
            )
        )
        names = {
            name for one in entries for name in ({one.subject, one.target} if one.kind in PEOPLE else {one.target})
        }
        _settle(connection, row.id, row.text, row.published, names - {""}, at)


def _take_turns(connection: Connection, article_id: str) -> None:
    """Let writers of the same article wait for each other. (SQLite has one writer at a time anyway.)"""
    if connection.dialect.name == "postgresql":
        number = int(hashlib.sha256(article_id.encode()).hexdigest()[:15], 16)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def _note_copies(connection: Connection, article_id: str, text: str, at: str) -> None:
    bands = bands_of(article_id, text)
    origin, alike = find_copy(connection, article_id, text, bands)
    _insert_new(connection, schema.band, bands)
    if origin:
        row = {"article_id": article_id, "of_id": origin, "likeness": round(alike, 3), "recorded_at": at}
        _insert_new(connection, schema.copy, [row])


def _names(rows: Iterable[tuple[Entry, str, dict[str, Any]]]) -> set[str]:
    """The printed names of some entries that stand for somebody."""
    names = set()
    for _, key, payload in rows:
        names.add(payload.get("target", ""))
        if key in PEOPLE:
            names.add(payload[_SUBJECTS[key]])
    return names - {""}


def _settled(connection: Connection, article_id: str) -> set[str]:
    """The names of an article whose bearers have been judged before."""
    query = sa.select(schema.mention.c.name).where(schema.mention.c.article_id == article_id)
    return set(connection.execute(query).scalars())


def _settle(connection: Connection, article_id: str, text: str, published: str, names: set[str], at: str) -> None:
    """Judge who some names of an article are."""
    if not names:
        return
    found = identify(names, text, published)
    local = {one.actor_id: name for name, one in sorted(found.items()) if one.actor_id.startswith("local:")}
    _insert_new(
        connection,
        schema.actor,
        [
            {"id": id, "name": name, "kind": "unknown", "details": {}, "by": "onrecord", "recorded_at": at}
            for id, name in local.items()
        ],
    )
    rows = [
        {
            "article_id": article_id,
            "name": name,
            "actor_id": one.actor_id,
            "confidence": one.confidence,
            "reason": one.reason,
            "by": "onrecord",
            "recorded_at": at,
        }
        for name, one in sorted(found.items())
    ]
    connection.execute(sa.insert(schema.mention), rows)


def _insert_new(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, passing over those that another writer has entered meanwhile."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _seen(connection: Connection, article_id: str) -> dict[str, bool]:
    """For each entry of the article: whether its latest posting says that it was seen."""
    query = (
        sa.select(schema.posting.c.entry_id, schema.posting.c.seen)
        .join(schema.entry)
        .where(schema.entry.c.article_id == article_id)
        .order_by(schema.posting.c.id)
    )
    return {name: bool(seen) for name, seen in connection.execute(query)}


def _article_row(article: Article, at: str) -> dict[str, Any]:
    names = ("id", "label", "url", "source", "title", "outlet", "origin", "author", "published", "dateline", "text")
    blocks = [[block.start, block.end, str(block.kind)] for block in article.blocks]
    return {
        **{name: getattr(article, name) for name in names},
        "cites": list(article.cites),
        "blocks": blocks,
        "recorded_at": at,
    }


def _entry_row(name: str, article_id: str, entry: Entry, key: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "article_id": article_id,
        "kind": key,
        "subject": payload[_SUBJECTS[key]],
        "target": payload.get("target", ""),
        "date": payload.get("date") or payload.get("as_of") or payload.get("period") or "",
        "payload": payload,
    }


def _evidence(name: str, entry: Entry) -> list[dict[str, Any]]:
    return [
        {"entry_id": name, "number": number, "start": span.start, "end": span.end, "text": span.text}
        for number, span in enumerate(entry.evidence)
    ]
