from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import Ledger, accounts, open_ledger, schema, upkeep
from onrecord.ledger.accounts import Role


@pytest.fixture
def eve(ledger: Ledger) -> int:
    with ledger.writing() as connection:
        return accounts.add(connection, " Eve ", Role.EDITOR, "hash").id


@pytest.mark.parametrize(
    ("role", "covers"),
    [(Role.VIEWER, {"viewer"}), (Role.EDITOR, {"viewer", "editor"}), (Role.ADMIN, {"viewer", "editor", "admin"})],
)
def test_each_role_may_what_the_one_before_may(role: Role, covers: set[str]) -> None:
    assert {other for other in Role if role.covers(other)} == covers


@pytest.mark.parametrize("name", ["Eve", "", "  ", "a\nb", "x" * 101])
def test_names_are_unique_and_printable(ledger: Ledger, eve: int, name: str) -> None:
    with pytest.raises(RefusedError), ledger.writing() as connection:
        accounts.add(connection, name, Role.VIEWER, "hash")


def test_a_session_holds_until_it_ends(ledger: Ledger, eve: int) -> None:
    with ledger.writing() as connection:
        secret = accounts.begin_session(connection, eve)
        other = accounts.begin_session(connection, eve)
        assert accounts.account_of_session(connection, secret) == accounts.Account(id=eve, name="Eve", role=Role.EDITOR)
        accounts.end_session(connection, secret)
        assert accounts.account_of_session(connection, secret) is None
        assert accounts.account_of_session(connection, other) is not None
        assert accounts.account_of_session(connection, "guessed") is None


def test_a_session_that_has_run_out_is_worth_nothing_and_is_swept_away(ledger: Ledger, eve: int) -> None:
    with ledger.writing() as connection:
        secret = accounts.begin_session(connection, eve)
        connection.execute(sa.update(accounts.session).values(expires_at="2020-01-01"))
        assert accounts.account_of_session(connection, secret) is None
        accounts.begin_session(connection, eve)
        assert connection.execute(sa.select(sa.func.count()).select_from(accounts.session)).scalar_one() == 1


@pytest.mark.parametrize("change", [{"role": Role.VIEWER}, {"disabled": True}, {"password": "other"}], ids=str)
def test_a_change_ends_every_session(ledger: Ledger, eve: int, change: dict[str, object]) -> None:
    with ledger.writing() as connection:
        secret = accounts.begin_session(connection, eve)
        accounts.change(connection, "Eve", **change)  # type: ignore[arg-type]
        assert accounts.account_of_session(connection, secret) is None


def test_who_is_disabled_comes_in_by_no_door(ledger: Ledger, eve: int) -> None:
    with ledger.writing() as connection:
        token = accounts.add_token(connection, "Eve", "notebook")
        assert accounts.account_of_token(connection, token) is not None
        accounts.change(connection, "Eve", disabled=True)
        assert accounts.account_of_token(connection, token) is None
        assert accounts.password_of(connection, "Eve") is None
        accounts.change(connection, "Eve", disabled=False)
        assert accounts.account_of_token(connection, token) is not None


def test_a_token_holds_until_it_is_revoked_and_is_stored_nowhere(ledger: Ledger, eve: int) -> None:
    with ledger.writing() as connection:
        token = accounts.add_token(connection, "Eve", "notebook")
        kept = connection.execute(sa.select(accounts.token)).one()
        assert token not in map(str, kept)
        accounts.revoke_token(connection, kept.id)
        assert accounts.account_of_token(connection, token) is None
        (row,) = accounts.tokens(connection, "Eve")
        assert (row["label"], bool(row["revoked_at"])) == ("notebook", True)
        with pytest.raises(MissingError, match="no token number"):
            accounts.revoke_token(connection, kept.id)


@pytest.mark.parametrize("act", [accounts.tokens, accounts.change, lambda c, name: accounts.add_token(c, name, "x")])
def test_nobody_has_nothing(ledger: Ledger, act: object) -> None:
    with pytest.raises(MissingError, match="no account 'Nobody'"), ledger.writing() as connection:
        act(connection, "Nobody")  # type: ignore[operator]


def test_failures_are_counted_by_name_and_address_within_the_window(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        for name, address in (("Eve", "1.1.1.1"), ("Eve", "2.2.2.2"), ("Ida", "1.1.1.1"), ("Eve", "1.1.1.1")):
            accounts.note_failure(connection, name, address, minutes=15)
        assert accounts.failures(connection, "Eve", "1.1.1.1", minutes=15) == (2, 3, 3)
        connection.execute(sa.update(accounts.failure).values(at="2020-01-01"))
        assert accounts.failures(connection, "Eve", "1.1.1.1", minutes=15) == (0, 0, 0)
        accounts.note_failure(connection, "Eve", "1.1.1.1", minutes=15)
        assert connection.execute(sa.select(sa.func.count()).select_from(accounts.failure)).scalar_one() == 1


def test_accounts_are_no_part_of_the_record(ledger: Ledger, eve: int) -> None:
    assert not set(accounts.metadata.tables) & set(schema.metadata.tables)
    with open_ledger(":memory:") as copy, ledger.reading() as old, copy.writing() as new:
        upkeep.copy_ledger(old, new)
        assert accounts.listed(new) == []
