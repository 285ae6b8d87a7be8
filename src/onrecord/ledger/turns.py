"""Turns: writers who wait for each other on PostgreSQL. SQLite has one writer at a time anyway."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

#: The lock of the last step; articles' numbers are smaller.
_LAST = 1 << 60


def take(connection: Connection, article_ids: Iterable[str]) -> None:
    """Let writers of the same article wait for each other until the transaction ends.

    Articles are taken in one order, so that two writers of the same ones never wait for each other in a circle.
    """
    _lock(connection, sorted(int(hashlib.sha256(id.encode()).hexdigest()[:15], 16) for id in article_ids))


def take_last(connection: Connection) -> None:
    """Let whoever enters something that `changes` tells of do it, and commit, one after the other.

    Such rows are a transaction's last step, and their moment is taken behind this call: then whoever sees a row sees
    every earlier one, and a reader who goes on behind the last row that he saw misses nothing.
    """
    _lock(connection, [_LAST])


def _lock(connection: Connection, numbers: list[int]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(n) FROM unnest(:numbers) AS n"), {"numbers": numbers})
