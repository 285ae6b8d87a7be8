"""Desks over small ledgers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, accounts
from onrecord.ledger.accounts import Role
from onrecord.web import auth, create_app


@pytest.fixture
def app(ledger: Ledger) -> FastAPI:
    """The desk over an empty ledger, once on each database."""
    return create_app(ledger)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A guest's browser; errors of the desk come as answers."""
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def hashed() -> str:
    """The hash of "correct horse", made once, because hashing is slow on purpose."""
    return auth.hash_password("correct horse")


@pytest.fixture
def token_of(ledger: Ledger, hashed: str) -> Callable[[Role], dict[str, str]]:
    """The header that a new account of a role sends its API token in."""

    def make(role: Role) -> dict[str, str]:
        with ledger.writing() as connection:
            accounts.add(connection, f"an {role}", role, hashed)
            return {"Authorization": f"Bearer {accounts.add_token(connection, f'an {role}', 'test')}"}

    return make
