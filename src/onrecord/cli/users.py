"""`onrecord users`: who may read a closed desk, and who may decide on entries."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT, JsonOption, LedgerOption, show_rows
from onrecord.cli.serve import load_desk
from onrecord.errors import OnRecordError
from onrecord.ledger import accounts, open_ledger
from onrecord.ledger.accounts import Role

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The desk's accounts, roles and API tokens.")

#: The fewest characters that a password may have.
SHORTEST = 10

NameArgument = Annotated[str, typer.Argument(help="The account's name.")]
RoleOption = Annotated[Role, typer.Option(help="viewer reads, editor decides on entries, admin runs the desk.")]


@app.command()
def add(name: NameArgument, role: RoleOption = Role.VIEWER, ledger: LedgerOption = DEFAULT) -> None:
    """Make an account. The password is asked for, or is the first line of standard input."""
    hashed = _ask_password()
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        account = accounts.add(connection, name, role, hashed)
    typer.echo(f"{account.name} is {account.role}")


@app.command(name="list")
def list_accounts(ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Every account, with its role and how many tokens it has."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        show_rows(accounts.listed(connection), as_json)


@app.command()
def role(
    name: NameArgument,
    role: Annotated[Role, typer.Argument(help="The new role.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Change what an account may do; it has to log in again."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        accounts.change(connection, name, role=role)
    typer.echo(f"{name} is {role}")


@app.command()
def password(name: NameArgument, ledger: LedgerOption = DEFAULT) -> None:
    """Change an account's password; it has to log in again."""
    hashed = _ask_password()
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        accounts.change(connection, name, password=hashed)
    typer.echo(f"{name} has a new password")


@app.command()
def disable(name: NameArgument, ledger: LedgerOption = DEFAULT) -> None:
    """Lock an account out, its tokens too; what it decided stays."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        accounts.change(connection, name, disabled=True)
    typer.echo(f"{name} is locked out")


@app.command()
def enable(name: NameArgument, ledger: LedgerOption = DEFAULT) -> None:
    """Let a disabled account in again."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        accounts.change(connection, name, disabled=False)
    typer.echo(f"{name} may log in")


@app.command()
def token(
    name: NameArgument,
    label: Annotated[str, typer.Option(help="What it is for, so that it can be told from others.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Make an API token and print it. It is shown this once."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        made = accounts.add_token(connection, name, label)
    typer.echo(made)


@app.command()
def tokens(name: NameArgument, ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """An account's API tokens, with the numbers by which they are revoked."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        show_rows(accounts.tokens(connection, name), as_json)


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="The token's number: `onrecord users tokens NAME`.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Make an API token worthless."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        accounts.revoke_token(connection, number)
    typer.echo(f"token {number} holds no more")


def _ask_password() -> str:
    """The hash of a password from the terminal, where it is asked for twice, or from standard input."""
    if sys.stdin.isatty():
        given = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        given = sys.stdin.readline().rstrip("\n")
    if len(given) < SHORTEST:
        raise OnRecordError(f"a password has at least {SHORTEST} characters; choose a longer one")
    load_desk()
    from onrecord.web.auth import hash_password

    return hash_password(given)
