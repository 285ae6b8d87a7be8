"""Who asks: an account by its session cookie or its API token, and what it may do."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from fastapi import Depends, Request

from onrecord.ledger import Ledger, accounts
from onrecord.ledger.accounts import Account, Role
from onrecord.web.asked import ledger_of
from onrecord.web.cookies import bearer_of, session_of
from onrecord.web.errors import Refusal

#: Failed log-ins within the window after which one has to wait: with a name from an address, from it, with the name.
LIMITS, WINDOW_MINUTES = (5, 20, 50), 15

#: OWASP's parameters for argon2id: 19 MiB for each log-in that runs.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    return _HASHER.hash(password)


def log_in(ledger: Ledger, name: str, password: str, address: str) -> str:
    """Begin a session; returns its secret, or "" if no account has this name and password.

    `Refusal` (429) if too many log-ins with this name or from this address have failed.
    """
    with ledger.reading() as connection:
        failed = accounts.failures(connection, name, address, minutes=WINDOW_MINUTES)
        found = accounts.password_of(connection, name)
    if any(count >= limit for count, limit in zip(failed, LIMITS, strict=True)):
        raise Refusal(429, "too many log-ins have failed", hint=f"wait {WINDOW_MINUTES} minutes, then try again")
    # Hashing is slow on purpose, so no connection is held meanwhile.
    fits = _fits(found[1] if found else _nobody(), password)
    with ledger.writing() as connection:
        if found and fits:
            return accounts.begin_session(connection, found[0].id)
        accounts.note_failure(connection, name, address, minutes=WINDOW_MINUTES)
    return ""


@cache
def _nobody() -> str:
    """What a password is held against where there is no account, so that both cases take the same time."""
    return _HASHER.hash(secrets.token_urlsafe())


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def account_of(request: Request) -> Account | None:
    """The account that a request comes from, None for a guest. `Refusal` (401) for a token that does not hold."""
    # Looked up on a connection of its own, given back at once: no request holds one while it waits for another.
    token, session = bearer_of(request), session_of(request)
    if not token and not session:
        return None
    with ledger_of(request).reading() as connection:
        if not token:
            return accounts.account_of_session(connection, session)
        account = accounts.account_of_token(connection, token)
    if account is None:
        raise Refusal(401, "this API token is unknown or revoked", hint="make one with `onrecord users token NAME`")
    return account


def _current(request: Request) -> Account | None:
    request.state.account = account = account_of(request)
    return account


Current = Annotated[Account | None, Depends(_current)]


def may_read(request: Request, account: Current) -> Account | None:
    """Let everybody read an open desk, and accounts a closed one."""
    if account is None and request.app.state.closed:
        raise Refusal(401, "this desk is closed to guests", hint="log in, or send an API token")
    return account


def _needs(role: Role, account: Account | None) -> Account:
    if account is None:
        raise Refusal(401, f"this takes an account with the role {role}", hint="log in, or send an API token")
    if not account.role.covers(role):
        raise Refusal(
            403,
            f"this takes the role {role}; {account.name} is {account.role}",
            hint=f"an administrator can change it: `onrecord users role {account.name} {role}`",
        )
    return account


def _editor(account: Current) -> Account:
    return _needs(Role.EDITOR, account)


def _admin(account: Current) -> Account:
    return _needs(Role.ADMIN, account)


#: Whoever reads: an account, or None for a guest of an open desk.
Viewer = Annotated[Account | None, Depends(may_read)]
#: An account that may decide on entries.
Editor = Annotated[Account, Depends(_editor)]
#: An account that may run the desk.
Admin = Annotated[Account, Depends(_admin)]
