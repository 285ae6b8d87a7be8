"""Accounts of the desk: who may read and who may decide, their sessions and their API tokens.

These tables stand beside the record and are no part of it: they are changed and deleted, not insert-only; no query of
the record reads them; copying a ledger leaves them behind. Reviews are signed with the account's name, which is why an
account is never deleted, only disabled. Secrets are never stored, only their digests; passwords come in hashed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import MissingError, RefusedError
from onrecord.ledger.posting import now

metadata = sa.MetaData()

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password", sa.Text, nullable=False),  # its argon2 hash
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False),
)

token = sa.Table(
    "token",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("revoked_at", sa.Text, nullable=False),  # "" while it holds
)

#: Log-ins that failed, for the throttle; old ones are swept away.
failure = sa.Table(
    "failure",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False, index=True),
)

#: What an API token begins with, so that one that leaks is recognised.
TOKEN_PREFIX = "onrecord_"
SESSION_DAYS = 14


class Role(StrEnum):
    """What an account may do, each what the one before may, and more: read; decide on entries; run the desk."""

    VIEWER = "viewer"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who has logged in, or whose token was sent."""

    id: int
    name: str
    role: Role


def add(connection: Connection, name: str, role: Role, password: str) -> Account:
    """Make an account; `password` is its hash. `RefusedError` if there is one of that name, or it is no name."""
    name = name.strip()
    if not name or not name.isprintable() or len(name) > 100:
        raise RefusedError(f"{name!r} cannot be an account's name; give 1 to 100 printable characters")
    if connection.execute(sa.select(account.c.id).where(account.c.name == name)).first():
        raise RefusedError(f"there is an account {name!r} already; `onrecord users list` shows all")
    row = {"name": name, "role": role, "password": password, "disabled": False, "created_at": now()}
    made = connection.execute(sa.insert(account).values(row)).inserted_primary_key
    assert made is not None
    return Account(id=int(made[0]), name=name, role=role)


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Every account by name, with how many tokens of it hold."""
    tokens = (
        sa.select(sa.func.count()).where(token.c.account_id == account.c.id, token.c.revoked_at == "").scalar_subquery()
    )
    names = ("name", "role", "disabled", "created_at")
    query = sa.select(*(account.c[name] for name in names), tokens.label("tokens")).order_by(account.c.name)
    return [dict(row._mapping) for row in connection.execute(query)]


def password_of(connection: Connection, name: str) -> tuple[Account, str] | None:
    """The account of a name with the hash of its password; None if there is none or it is disabled."""
    query = sa.select(account).where(account.c.name == name, ~account.c.disabled)
    row = connection.execute(query).first()
    return (_account(row), row.password) if row else None


def change(
    connection: Connection,
    name: str,
    *,
    role: Role | None = None,
    disabled: bool | None = None,
    password: str | None = None,
) -> None:
    """Change an account; every session of it ends. `MissingError` if there is none of that name."""
    id = _id_of(connection, name)
    told = {"role": role, "disabled": disabled, "password": password}
    changes = {field: value for field, value in told.items() if value is not None}
    connection.execute(sa.update(account).where(account.c.id == id).values(changes))
    connection.execute(sa.delete(session).where(session.c.account_id == id))


def begin_session(connection: Connection, account_id: int) -> str:
    """Begin a session; returns its secret, which only the cookie holds. Sessions that have run out are swept away."""
    secret, begun = secrets.token_urlsafe(32), dt.datetime.now(dt.UTC)
    connection.execute(sa.delete(session).where(session.c.expires_at <= now()))
    row = {
        "digest": _digest(secret),
        "account_id": account_id,
        "created_at": begun.isoformat(timespec="microseconds"),
        "expires_at": (begun + dt.timedelta(days=SESSION_DAYS)).isoformat(timespec="microseconds"),
    }
    connection.execute(sa.insert(session).values(row))
    return secret


def account_of_session(connection: Connection, secret: str) -> Account | None:
    """Whose session it is; None if it has ended or run out, or the account is disabled."""
    return _first(
        connection,
        session.join(account, session.c.account_id == account.c.id),
        session.c.digest == _digest(secret),
        session.c.expires_at > now(),
    )


def end_session(connection: Connection, secret: str) -> None:
    """End a session; one that has ended already is no matter."""
    connection.execute(sa.delete(session).where(session.c.digest == _digest(secret)))


def add_token(connection: Connection, name: str, label: str) -> str:
    """Make an API token for an account and return it: it is told this once, since only its digest is kept."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = {
        "account_id": _id_of(connection, name),
        "label": label,
        "digest": _digest(secret),
        "created_at": now(),
        "revoked_at": "",
    }
    connection.execute(sa.insert(token).values(row))
    return secret


def account_of_token(connection: Connection, secret: str) -> Account | None:
    """Whose API token it is; None if it is unknown or revoked, or the account is disabled."""
    return _first(
        connection,
        token.join(account, token.c.account_id == account.c.id),
        token.c.digest == _digest(secret),
        token.c.revoked_at == "",
    )


def tokens(connection: Connection, name: str) -> list[dict[str, Any]]:
    """The API tokens of an account, without their secrets, in the order in which they were made."""
    names = ("id", "label", "created_at", "revoked_at")
    query = sa.select(*(token.c[one] for one in names)).where(token.c.account_id == _id_of(connection, name))
    return [dict(row._mapping) for row in connection.execute(query.order_by(token.c.id))]


def revoke_token(connection: Connection, number: int) -> None:
    """Make a token worthless. `MissingError` if there is none of that number, or it is revoked already."""
    query = sa.update(token).where(token.c.id == number, token.c.revoked_at == "").values(revoked_at=now())
    if not connection.execute(query).rowcount:
        raise MissingError(f"no token number {number} to revoke; `onrecord users tokens NAME` lists them")


def note_failure(connection: Connection, name: str, address: str, *, minutes: int) -> None:
    """Note that a log-in failed; failures more than `minutes` old are swept away."""
    connection.execute(sa.delete(failure).where(failure.c.at <= _ago(minutes)))
    connection.execute(sa.insert(failure).values(name=name, address=address, at=now()))


def failures(connection: Connection, name: str, address: str, *, minutes: int) -> tuple[int, int, int]:
    """How many log-ins have failed in the last minutes: with this name from this address, from it, with this name."""
    named, there = failure.c.name == name, failure.c.address == address
    counts = [sa.func.count().filter(which) for which in (named & there, there, named)]
    row = connection.execute(sa.select(*counts).where(failure.c.at > _ago(minutes))).one()
    return int(row[0]), int(row[1]), int(row[2])


def _ago(minutes: int) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)).isoformat(timespec="microseconds")


def _first(connection: Connection, tables: sa.FromClause, *where: sa.ColumnElement[bool]) -> Account | None:
    query = sa.select(account.c.id, account.c.name, account.c.role).select_from(tables)
    row = connection.execute(query.where(~account.c.disabled, *where)).first()
    return _account(row) if row else None


def _account(row: Any) -> Account:
    return Account(id=row.id, name=row.name, role=Role(row.role))


def _id_of(connection: Connection, name: str) -> int:
    id = connection.execute(sa.select(account.c.id).where(account.c.name == name)).scalar()
    if id is None:
        raise MissingError(f"no account {name!r}; `onrecord users list` shows all")
    return int(id)


def _digest(secret: str) -> str:
    """SHA-256 is enough for a secret of 256 random bits; a password is another matter."""
    return hashlib.sha256(secret.encode()).hexdigest()
