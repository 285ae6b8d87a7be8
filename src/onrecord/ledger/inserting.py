"""Inserting many rows at once: PostgreSQL takes them as a COPY, SQLite statement by prepared statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.engine import Connection

Values = dict[str, Any]


def as_json(value: Any) -> str:
    """A value as the ledger keeps it in JSON columns."""
    return to_json(value).decode()


def insert(connection: Connection, table: sa.Table, rows: Sequence[Values]) -> None:
    """Insert rows, which all have the same columns and which no other writer can be about to insert."""
    if not rows:
        return
    columns = [table.c[name] for name in rows[0]]
    names = ", ".join(f'"{column.name}"' for column in columns)
    encoded = [column.name for column in columns if isinstance(column.type, sa.JSON)]
    values = [tuple((row | {name: as_json(row[name]) for name in encoded}).values()) for row in rows]
    if connection.dialect.name != "postgresql":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", values)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def insert_missing(connection: Connection, table: sa.Table, rows: Sequence[Values]) -> None:
    """Insert those rows whose `id` is not there yet, passing over what another writer enters meanwhile.

    Rows go in by id, so that two writers of the same ones wait for each other in one direction only.
    """
    if not rows:
        return
    ids = [row["id"] for row in rows]
    there = set(connection.execute(sa.select(table.c.id).where(table.c.id.in_(ids))).scalars())
    missing = sorted((row for row in rows if row["id"] not in there), key=lambda row: str(row["id"]))
    if not missing:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_into
    else:
        from sqlalchemy.dialects.sqlite import insert as insert_into  # type: ignore[assignment]
    connection.execute(insert_into(table).on_conflict_do_nothing(), missing)


def take_stock(connection: Connection) -> None:
    """Let SQLite count what its indexes hold, whenever the articles have doubled.

    What it plans for a ledger of which it knows nothing takes seconds on a large one. PostgreSQL counts by itself.
    """
    if connection.dialect.name == "postgresql":
        return
    articles = connection.exec_driver_sql("SELECT max(rowid) FROM article").scalar() or 0
    counted = 0
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").first():
        stock = "SELECT stat FROM sqlite_stat1 WHERE idx = 'sqlite_autoindex_article_1'"
        counted = int((connection.exec_driver_sql(stock).scalar() or "0").split()[0])
    if articles >= 2 * counted:
        connection.exec_driver_sql("ANALYZE")
