"""Webhooks: addresses that are told of news, how far each has been told, and the log of what was sent.

Like accounts, these tables stand beside the record and are no part of it. A secret is kept as it is, because every
delivery is signed with it: whoever can read the ledger's file can sign.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import changes
from onrecord.ledger.posting import now

metadata = sa.MetaData()

webhook = sa.Table(
    "webhook",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("cursor", sa.Text, nullable=False),  # of `changes`: what lies before it has been told
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("removed_at", sa.Text, nullable=False),  # "" while it is told
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("webhook_id", sa.Integer, sa.ForeignKey("webhook.id"), nullable=False, index=True),
    sa.Column("cursor", sa.Text, nullable=False),
    sa.Column("moves", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("delivered", sa.Boolean, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),  # "200", or why there was none
    sa.Column("at", sa.Text, nullable=False),
)

#: A shorter secret can be guessed.
SHORTEST = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told of news; `cursor` is how far it has been told."""

    id: int
    url: str
    secret: str
    cursor: str


def add(connection: Connection, url: str, secret: str) -> int:
    """Tell an address of all that is new from now on; returns its number. `RefusedError` if it is not to be trusted.

    Only https is spoken, except to this machine itself.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise RefusedError(f"{url!r} is no web address; give one like https://example.org/hooks/onrecord")
    if parts.scheme == "http" and not _is_here(parts.hostname):
        raise RefusedError(f"{url}: what is sent there could be read and changed on its way; give an https address")
    if len(secret) < SHORTEST:
        raise RefusedError(f"a secret has at least {SHORTEST} characters; leave it out and one is made")
    row = {
        "url": url,
        "secret": secret,
        "cursor": changes.latest(connection),
        "created_at": now(),
        "removed_at": "",
    }
    made = connection.execute(sa.insert(webhook).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def remove(connection: Connection, number: int) -> None:
    """Tell an address no more; its log stays. `MissingError` if there is none of that number."""
    held = sa.update(webhook).where(webhook.c.id == number, webhook.c.removed_at == "").values(removed_at=now())
    if not connection.execute(held).rowcount:
        raise MissingError(f"no webhook number {number}; `onrecord webhooks list` shows all")


def told(connection: Connection) -> list[Webhook]:
    """Every address that is told, in the order in which they were added."""
    columns = (webhook.c.id, webhook.c.url, webhook.c.secret, webhook.c.cursor)
    rows = connection.execute(sa.select(*columns).where(webhook.c.removed_at == "").order_by(webhook.c.id))
    return [Webhook(**row._mapping) for row in rows]


def move_on(connection: Connection, one: Webhook, cursor: str) -> bool:
    """Note that an address has been told up to a cursor; false if somebody else has told it meanwhile."""
    held = sa.update(webhook).where(webhook.c.id == one.id, webhook.c.cursor == one.cursor).values(cursor=cursor)
    return bool(connection.execute(held).rowcount)


def log(
    connection: Connection, one: Webhook, *, cursor: str, moves: int, attempts: int, delivered: bool, answer: str
) -> None:
    """Keep what came of one delivery."""
    row = {
        "webhook_id": one.id,
        "cursor": cursor,
        "moves": moves,
        "attempts": attempts,
        "delivered": delivered,
        "answer": answer,
        "at": now(),
    }
    connection.execute(sa.insert(delivery).values(row))


def deliveries(connection: Connection, limit: int = 50) -> list[dict[str, Any]]:
    """The log, the latest first: number, address, moves told, attempts, whether it was delivered, the answer, when."""
    query = (
        sa.select(
            delivery.c.id,
            webhook.c.url,
            delivery.c.moves,
            delivery.c.attempts,
            delivery.c.delivered,
            delivery.c.answer,
            delivery.c.at,
        )
        .join(webhook, webhook.c.id == delivery.c.webhook_id)
        .order_by(delivery.c.id.desc())
        .limit(limit)
    )
    return [dict(row._mapping) for row in connection.execute(query)]
