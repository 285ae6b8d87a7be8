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
from onrecord.ledger.identity import Identified, identify, known_actor
from onrecord.ledger.inserting import Values, insert, insert_missing, take_stock
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
class Prepared:
    """A record with all that is to be known of it without the ledger, made at a moment.

    The rows of its entries and of their evidence by the entries' ids, who each name in them is, its text's bands.
    """

    record: Record
    at: str
    rows: dict[str, Values]
    evidence: dict[str, list[Values]]
    bearers: dict[str, Identified]
    bands: list[Values]

    @property
    def article(self) -> Article:
        return self.record.article

    @classmethod
    def of(cls, record: Record) -> Prepared:
        """What is to be known of a record."""
        article, rows, evidence = record.article, {}, {}
        for entry in record.entries:
            row = _entry_row(article.id, codec.key_of(entry), codec.encode_entry(entry))
            rows[row["id"]], evidence[row["id"]] = row, _evidence(row["id"], entry)
        return cls(
            record=record,
            at=now(),
            rows=rows,
            evidence=evidence,
            bearers=identify(_names(rows.values()), article.text, article.published),
            bands=bands_of(article.id, article.text),
        )


def post(connection: Connection, prepared: Sequence[Prepared]) -> int:
    """Enter records of different articles within the connection's transaction; return the number of postings made."""
    readings = {one.article.id: one for one in prepared}
    if len(readings) < len(prepared):
        raise ValueError("an article comes twice; post its second reading after its first")
    turns.take(connection, readings)
    held = _held(connection, readings)
    new = [one for article_id, one in readings.items() if article_id not in held]
    insert(connection, schema.article, [_article_row(one.article, one.at) for one in new])
    standing, settled = _seen(connection, held), _settled(connection, held)
    entries, evidence, postings, mentions = [], [], [], []
    for article_id, one in readings.items():
        before = standing[article_id]
        fresh = [name for name in one.rows if before.get(name) is not True]
        gone = [name for name, seen in before.items() if seen and name not in one.rows]
        unknown = [one.rows[name] for name in fresh if name not in before]
        entries += unknown
        evidence += [row for entry in unknown for row in one.evidence[entry["id"]]]
        postings += [
            {"entry_id": name, "seen": seen, "reader": one.record.reader}
            for seen, ids in ((True, fresh), (False, gone))
            for name in ids
        ]
        unsettled = _names(unknown) - settled[article_id]
        mentions += [_mention_row(article_id, name, one.bearers[name], one.at) for name in sorted(unsettled)]
        for issue in one.record.issues if fresh else ():
            post_issue(connection, issue)
    insert(connection, schema.entry, entries)
    insert(connection, schema.evidence, evidence)
    insert(connection, schema.passage, [_article_passage(one.article.id, one.article.title) for one in new])
    insert(connection, schema.passage, list(_statement_passages(entries)))
    _settle(connection, mentions)
    if new or postings:
        turns.take_last(connection)
        at = now()
        # Behind the last turn, where every earlier article can be seen: two writers may have brought copies at once.
        texts = {one.article.id: one.article.text for one in new}
        _note_copies(connection, texts, {one.article.id: one.bands for one in new}, at)
        insert(connection, schema.posting, [{**row, "recorded_at": at} for row in postings])
        take_stock(connection)
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
        _note_copies(connection, {row.id: row.text}, {row.id: bands_of(row.id, row.text)}, at)
        entries = connection.execute(
            sa.select(schema.entry.c.subject, schema.entry.c.kind, schema.entry.c.target).where(
                schema.entry.c.article_id == row.id
            )
        )
        bearers = identify(_names(entries.mappings().all()), row.text, row.published)
        _settle(connection, [_mention_row(row.id, name, found, at) for name, found in bearers.items()])


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


def _held(connection: Connection, article_ids: Collection[str]) -> set[str]:
    """Those articles that the ledger has already."""
    query = sa.select(schema.article.c.id).where(schema.article.c.id.in_(article_ids))
    return set(connection.execute(query).scalars())


def _note_copies(connection: Connection, texts: Mapping[str, str], bands: Mapping[str, list[Values]], at: str) -> None:
    """Tell which of some new articles are copies of earlier ones, and keep their bands."""
    copies = find_copies(connection, texts, bands)
    insert(connection, schema.band, [row for rows in bands.values() for row in rows])
    insert(
        connection,
        schema.copy,
        [
            {"article_id": id, "of_id": of, "likeness": round(alike, 3), "recorded_at": at}
            for id, (of, alike) in copies.items()
        ],
    )


def _names(entries: Collection[Any]) -> set[str]:
    """The printed names in some rows of `entry` that stand for somebody."""
    names = {one["target"] for one in entries} | {one["subject"] for one in entries if one["kind"] in PEOPLE}
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


def _settle(connection: Connection, mentions: Sequence[Values]) -> None:
    """Keep who some names of some articles are."""
    actors: dict[str, Values] = {}
    for row in mentions:
        if row["actor_id"] not in actors:
            actors[row["actor_id"]] = _actor_row(row["actor_id"], row["name"], row["recorded_at"])
    insert_missing(connection, schema.actor, list(actors.values()))
    insert(connection, schema.mention, mentions)


def _mention_row(article_id: str, name: str, found: Identified, at: str) -> Values:
    return {
        "article_id": article_id,
        "name": name,
        "actor_id": found.actor_id,
        "confidence": found.confidence,
        "reason": found.reason,
        "by": "onrecord",
        "recorded_at": at,
    }


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


def _entry_row(article_id: str, key: str, payload: dict[str, Any]) -> Values:
    return {
        "id": entry_id(article_id, key, payload),
        "article_id": article_id,
        "kind": key,
        "subject": payload[_SUBJECTS[key]],
        "target": payload.get("target", ""),
        "date": payload.get("date") or payload.get("as_of") or (payload.get("period") or "").partition("/")[0],
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


def _evidence(name: str, entry: Entry) -> list[Values]:
    return [
        {"entry_id": name, "number": number, "start": span.start, "end": span.end, "text": span.text}
        for number, span in enumerate(entry.evidence)
    ]
