"""`onrecord users`: accounts from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import cli
from onrecord.errors import OnRecordError
from onrecord.ledger import accounts, open_ledger
from onrecord.web import auth


@pytest.fixture
def book(tmp_path: Path) -> str:
    with open_ledger(tmp_path / "a.db") as ledger:
        return ledger.name


def users(book: str, *words: str, typed: str = "") -> str:
    shown = CliRunner().invoke(cli.app, ["users", *words, "--ledger", book], typed)
    if shown.exception and not isinstance(shown.exception, SystemExit):
        raise shown.exception
    assert shown.exit_code == 0, shown.output
    return shown.output


def listed(book: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(users(book, "list", "--json"))
    return rows


def test_the_password_that_was_typed_opens(book: str) -> None:
    users(book, "add", "Eve", "--role", "editor", typed="correct horse\n")
    with open_ledger(book) as ledger:
        assert auth.log_in(ledger, "Eve", "correct horse", "here")
        users(book, "password", "Eve", typed="battery staple\n")
        assert not auth.log_in(ledger, "Eve", "correct horse", "here")
        assert auth.log_in(ledger, "Eve", "battery staple", "here")


def test_roles_and_locks(book: str) -> None:
    assert "none yet" in users(book, "list")
    users(book, "add", "Eve", typed="correct horse\n")
    for words, field, value in (
        (("role", "Eve", "admin"), "role", "admin"),
        (("disable", "Eve"), "disabled", True),
        (("enable", "Eve"), "disabled", False),
    ):
        users(book, *words)
        assert listed(book)[0][field] == value
    assert "Eve" in users(book, "list")


def test_a_token_is_told_once(book: str) -> None:
    users(book, "add", "Eve", typed="correct horse\n")
    token = users(book, "token", "Eve", "--label", "notebook").strip()
    assert token.startswith(accounts.TOKEN_PREFIX)
    assert listed(book)[0]["tokens"] == 1
    assert token not in users(book, "tokens", "Eve")
    assert "notebook" in users(book, "tokens", "Eve")
    users(book, "revoke", "1")
    assert listed(book)[0]["tokens"] == 0


@pytest.mark.parametrize("typed", ["", "short\n"])
def test_a_short_password_is_none(book: str, typed: str) -> None:
    with pytest.raises(OnRecordError, match="at least 10 characters"):
        users(book, "add", "Eve", typed=typed)
