"""Upkeep: proving that every span stands in its stored article, and copying a ledger to another database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import LedgerError
from onrecord.ledger import schema
from onrecord.ledger.inserting import take_stock
from onrecord.ledger.posting import entry_id

_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is not as it must be: an entry or an article, and what is wrong with it."""

    where: str
    what: str


def check(connection: Connection) -> Iterator[Fault]:
    """Every fault of a ledger: spans that do not stand at their place, ids that do not fit, postings without entry."""
    texts = sa.select(schema.article.c.id, schema.article.c.text).order_by(schema.article.c.id)
    for article in connection.execute(texts.execution_options(yield_per=500)):
        yield from _entries(connection, article.id, article.text)


def _entries(connection: Connection, article_id: str, text: str) -> Iterator[Fault]:
    for row in connection.execute(sa.select(schema.entry).where(schema.entry.c.article_id == article_id)).all():
        if entry_id(article_id, row.kind, row.payload) != row.id:
            yield Fault(where=row.id, what="its id is not that of what it says")
        for span in spans_of(row.payload):
            if text[span["start"] : span["end"]] != span["text"]:
                words = f"characters {span['start']} to {span['end']} of {article_id[:7]} are not {span['text'][:40]!r}"
                yield Fault(where=row.id, what=words)
        evidence = sa.select(schema.evidence).where(schema.evidence.c.entry_id == row.id)
        stored = [(one.start, one.end, one.text) for one in connection.execute(evidence.order_by("number"))]
        if stored != [(one["start"], one["end"], one["text"]) for one in row.payload["evidence"]]:
            yield Fault(where=row.id, what="its evidence rows are not those that it was posted with")
        postings = sa.select(sa.func.count()).where(schema.posting.c.entry_id == row.id)
        if not connection.execute(postings).scalar():
            yield Fault(where=row.id, what="it was never posted")


def spans_of(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every span that an entry's payload holds."""
    for name in ("evidence", "content", "conditions"):
        yield from payload.get(name, ())


def copy_ledger(source: Connection, target: Connection) -> dict[str, int]:
    """Copy every row of a ledger into an empty one, and verify it: the number of rows of each table.

    `LedgerError` if the target holds anything, or if counts or digests differ afterwards: then nothing is kept,
    as far as the caller's transaction goes.
    """
    counts = {}
    for table in schema.metadata.sorted_tables:
        if target.execute(sa.select(sa.func.count()).select_from(table)).scalar():
            raise LedgerError(f"the ledger to copy to holds rows of {table.name} already; copy to an empty one")
    for table in schema.metadata.sorted_tables:
        ordered = sa.select(table).order_by(*table.primary_key).execution_options(yield_per=_BATCH)
        rows = source.execute(ordered)
        for some in rows.mappings().partitions(_BATCH):
            target.execute(sa.insert(table), [dict(row) for row in some])
        count, digest = digest_of(source, table)
        if (count, digest) != digest_of(target, table):
            raise LedgerError(f"the copy of {table.name} differs from the original; nothing was kept")
        counts[table.name] = count
        _go_on_counting(target, table)
    take_stock(target)
    return counts


def digest_of(connection: Connection, table: sa.Table) -> tuple[int, str]:
    """How many rows a table has, and the SHA-256 of all of them in order of their key: alike on every database."""
    whole, count = hashlib.sha256(), 0
    # Text keys sort by bytes in SQLite and by language in PostgreSQL: the rows' own digests are sorted instead.
    digests = []
    for row in connection.execute(sa.select(table).execution_options(yield_per=_BATCH)):
        line = json.dumps(list(row), ensure_ascii=False, sort_keys=True, default=str)
        digests.append(hashlib.sha256(line.encode()).digest())
        count += 1
    for digest in sorted(digests):
        whole.update(digest)
    return count, whole.hexdigest()


def _go_on_counting(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL counts up from a sequence, which knows nothing of the rows that came with their numbers."""
    if connection.dialect.name == "postgresql" and table.autoincrement_column is not None:
        key = table.autoincrement_column
        last = sa.select(sa.func.coalesce(sa.func.max(key), 1)).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(sa.literal(table.name), sa.literal(key.name))
        connection.execute(sa.select(sa.func.setval(sequence, last)))
