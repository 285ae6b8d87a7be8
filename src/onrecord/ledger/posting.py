"""Posting: entering what a reader found. The same record twice adds nothing; what is found no longer is withdrawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import codec
from onrecord.entries import Entry, Record
from onrecord.ledger import schema
from onrecord.model import Article, Issue

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
    _insert_new(connection, schema.article, [_article_row(record.article, at)])
    rows = {}
    for entry in record.entries:
        key, payload = codec.key_of(entry), codec.encode_entry(entry)
        rows[entry_id(article_id, key, payload)] = (entry, key, payload)
    standing = _seen(connection, article_id)
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


def _insert_new(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, passing over those that another writer has entered meanwhile."""
    if rows:
        dialect = connection.dialect.name
        if dialect == "postgresql":
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
