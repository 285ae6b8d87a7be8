"""Posting: entering what a reader found. The same record twice adds nothing; what is found no longer is withdrawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import codec
from onrecord.entries import Entry, Record
from onrecord.ledger import schema, search, turns
from onrecord.ledger.copies import bands_of, find_copies
from onrecord.ledger.identity import identify, known_actor
from onrecord.ledger.inserting import Values, insert, insert_missing
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
#: Rows that a migration carries at once.
_BATCH = 1_000


def now() -> str:
    """The present moment in UTC, as the ledger's second clock writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def entry_id(article_id: str, key: str, payload: dict[str, Any]) -> str:
    """SHA-256, in hex, of what an entry says and where: its reader's confidence is no part of it."""
    said = {name: value for name, value in payload.items() if name != "confidence"}
    whole = json.dumps([article_id, key, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A record with the moment at which it is entered, and its entries by id: the entry, its kind, its payload."""

    record: Record
    at: str
    rows: dict[str, tuple[Entry, str, dict[str, Any]]]

    @property
    def article(self) -> Article:
        return self.record.article


def post(connection: Connection, records: Sequence[Record]) -> int:
    """Enter records of different articles within the connection's transaction; return the number of postings made."""
    readings = {record.article.id: _reading(record) for record in records}
    if len(readings) < len(records):
        raise ValueError("an article comes twice; post its second reading after its first")
    turns.take(connection, readings)
    held = _held(connection, readings)
    new = [one for article_id, one in readings.items() if article_id not in held]
    insert(connection, schema.article, [_article_row(one.article, one.at) for one in new])
    standing, settled = _seen(connection, held), _settled(connection, held)
    entries, evidence, postings, named = [], [], [], []
    for article_id, one in readings.items():
        before = standing[article_id]
        fresh = [name for name in one.rows if before.get(name) is not True]
        gone = [name for name, seen in before.items() if seen and name not in one.rows]
        unknown = {name: one.rows[name] for name in fresh if name not in before}
        entries += [_entry_row(name, article_id, *row) for name, row in unknown.items()]
        evidence += [row for name, (entry, *_) in unknown.items() for row in _evidence(name, entry)]
        postings += [
            {"entry_id": name, "seen": seen, "reader": one.record.reader}
            for seen, ids in ((True, fresh), (False, gone))
            for name in ids
        ]
        named.append(_Named.of(one.article, _names(unknown.values()) - settled[article_id], one.at))
        for issue in one.record.issues if fresh else ():
            post_issue(connection, issue)
    insert(connection, schema.entry, entries)
    insert(connection, schema.evidence, evidence)
    insert(connection, schema.passage, [_article_passage(one.article.id, one.article.title) for one in new])
    insert(connection, schema.passage, list(_statement_passages(entries)))
    _settle(connection, named)
    if new or postings:
        turns.take_last(connection)
        # Behind the last turn, where every earlier article can be seen: two writers may have brought copies at once.
        _note_copies(connection, {one.article.id: (one.article.text, one.at) for one in new})
        at = now()
        insert(connection, schema.posting, [{**row, "recorded_at": at} for row in postings])
    return len(postings)


def batches(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Records in lists of at most `size` in which no article comes twice: a second reading waits for its first."""
    batch: dict[str, Record] = {}
    for record in records:
        if len(batch) == size or record.article.id in batch:
            yield list(batch.values())
            batch = {}
        batch[record.article.id] = record
    if batch:
        yield list(batch.values())


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
        _note_copies(connection, {row.id: (row.text, at)})
        entries = connection.execute(
            sa.select(schema.entry.c.subject, schema.entry.c.kind, schema.entry.c.target).where(
                schema.entry.c.article_id == row.id
            )
        )
        names = {
            name for one in entries for name in ({one.subject, one.target} if one.kind in PEOPLE else {one.target})
        }
        _settle(
            connection,
            [_Named(article_id=row.id, text=row.text, published=row.published, names=names - {""}, at=at)],
        )


def index_all(connection: Connection) -> None:
    """Let all be searched that a ledger holds."""
    articles = sa.select(schema.article.c.id, schema.article.c.title).order_by(schema.article.c.recorded_at)
    statements = sa.select(schema.entry).where(schema.entry.c.kind == "statements").order_by(schema.entry.c.id)
    for some in connection.execute(articles).partitions(_BATCH):
        insert(connection, schema.passage, [_article_passage(id, title) for id, title in some])
    for rows in connection.execute(statements).mappings().partitions(_BATCH):
        insert(connection, schema.passage, list(_statement_passages(rows)))


def enter_known(connection: Connection) -> None:
    """Enter the names of those actors whom the registry knows and a ledger of before only mentions."""
    actor, mention, at = schema.actor.c, schema.mention.c, now()
    entered = sa.select(actor.id)
    query = sa.select(mention.actor_id, sa.func.min(mention.name)).where(mention.actor_id.not_in(entered))
    rows = [_actor_row(id, name, at) for id, name in connection.execute(query.group_by(mention.actor_id))]
    for start in range(0, len(rows), _BATCH):
        insert_missing(connection, schema.actor, rows[start : start + _BATCH])


def _actor_row(actor_id: str, printed: str, at: str) -> Values:
    """An actor as the registry has it, or by the printed name alone."""
    known = known_actor(actor_id)
    name, kind = (known.name, known.kind) if known else (printed, "unknown")
    return {"id": actor_id, "name": name, "kind": kind, "details": {}, "by": "onrecord", "recorded_at": at}


def _reading(record: Record) -> _Reading:
    rows = {}
    for entry in record.entries:
        key, payload = codec.key_of(entry), codec.encode_entry(entry)
        rows[entry_id(record.article.id, key, payload)] = (entry, key, payload)
    return _Reading(record=record, at=now(), rows=rows)


def _held(connection: Connection, article_ids: Collection[str]) -> set[str]:
    """Those articles that the ledger has already."""
    query = sa.select(schema.article.c.id).where(schema.article.c.id.in_(article_ids))
    return set(connection.execute(query).scalars())


def _note_copies(connection: Connection, texts: Mapping[str, tuple[str, str]]) -> None:
    """Tell which of some new articles (text, moment) are copies of earlier ones, and keep their bands."""
    bands = {article_id: bands_of(article_id, text) for article_id, (text, _) in texts.items()}
    copies = find_copies(connection, {article_id: text for article_id, (text, _) in texts.items()}, bands)
    insert(connection, schema.band, [row for rows in bands.values() for row in rows])
    insert(
        connection,
        schema.copy,
        [
            {"article_id": id, "of_id": of, "likeness": round(alike, 3), "recorded_at": texts[id][1]}
            for id, (of, alike) in copies.items()
        ],
    )


def _names(rows: Iterable[tuple[Entry, str, dict[str, Any]]]) -> set[str]:
    """The printed names of some entries that stand for somebody."""
    names = set()
    for _, key, payload in rows:
        names.add(payload.get("target", ""))
        if key in PEOPLE:
            names.add(payload[_SUBJECTS[key]])
    return names - {""}


def _settled(connection: Connection, article_ids: Collection[str]) -> Mapping[str, set[str]]:
    """The names of each article whose bearers have been judged before."""
    settled: defaultdict[str, set[str]] = defaultdict(set)
    table = schema.mention
    if article_ids:
        query = sa.select(table.c.article_id, table.c.name).where(table.c.article_id.in_(article_ids))
        for article_id, name in connection.execute(query):
            settled[article_id].add(name)
    return settled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Printed names of an article, of which it is to be judged at a moment whom they mean."""

    article_id: str
    text: str
    published: str
    names: set[str]
    at: str

    @classmethod
    def of(cls, article: Article, names: set[str], at: str) -> _Named:
        return cls(article_id=article.id, text=article.text, published=article.published, names=names, at=at)


def _settle(connection: Connection, named: Iterable[_Named]) -> None:
    """Judge who some names of some articles are."""
    actors: dict[str, Values] = {}
    mentions = []
    for one in named:
        for name, found in sorted(identify(one.names, one.text, one.published).items()):
            signed = {"by": "onrecord", "recorded_at": one.at}
            mentions.append(
                {
                    "article_id": one.article_id,
                    "name": name,
                    "actor_id": found.actor_id,
                    "confidence": found.confidence,
                    "reason": found.reason,
                    **signed,
                }
            )
            if found.actor_id not in actors:
                actors[found.actor_id] = _actor_row(found.actor_id, name, one.at)
    insert_missing(connection, schema.actor, list(actors.values()))
    insert(connection, schema.mention, mentions)


def _seen(connection: Connection, article_ids: Collection[str]) -> Mapping[str, dict[str, bool]]:
    """For each entry of each article: whether its latest posting says that it was seen."""
    seen: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    if article_ids:
        query = (
            sa.select(schema.entry.c.article_id, schema.posting.c.entry_id, schema.posting.c.seen)
            .join(schema.entry)
            .where(schema.entry.c.article_id.in_(article_ids))
            .order_by(schema.posting.c.id)
        )
        for article_id, name, value in connection.execute(query):
            seen[article_id][name] = bool(value)
    return seen


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


def _article_passage(article_id: str, title: str) -> Values:
    return {"kind": "articles", "article_id": article_id, "entry_id": None, "heading": title, "words": None}


def _statement_passages(rows: Iterable[Any]) -> Iterator[Values]:
    for row in rows:
        if row["kind"] == "statements":
            words = search.GAP.join(span["text"] for span in row["payload"]["content"])
            yield {
                "kind": row["kind"],
                "article_id": row["article_id"],
                "entry_id": row["id"],
                "heading": row["subject"],
                "words": words,
            }


def _evidence(name: str, entry: Entry) -> list[dict[str, Any]]:
    return [
        {"entry_id": name, "number": number, "start": span.start, "end": span.end, "text": span.text}
        for number, span in enumerate(entry.evidence)
    ]
