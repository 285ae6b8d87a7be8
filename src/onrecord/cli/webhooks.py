"""`onrecord webhooks`: addresses that are told who moved."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT, JsonOption, LedgerOption, show_rows
from onrecord.errors import OnRecordError
from onrecord.ledger import open_ledger, webhooks

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Addresses that are told, signed, who moved.")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to send: an https address.")],
    secret: Annotated[str, typer.Option(help="What deliveries are signed with; one is made if none is given.")] = "",
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Tell an address of all that is new from now on (`onrecord webhooks send` does it)."""
    made = secret or secrets.token_urlsafe(32)
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        number = webhooks.add(connection, url, made)
    typer.echo(f"webhook {number}: {url}" + ("" if secret else f"\nits secret, shown this once: {made}"))


@app.command(name="list")
def list_webhooks(ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The addresses that are told, with how far they have been told."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        told = webhooks.told(connection)
    show_rows([{"number": one.id, "url": one.url, "cursor": one.cursor} for one in told], as_json)


@app.command()
def remove(
    number: Annotated[int, typer.Argument(help="The webhook's number: `onrecord webhooks list`.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Tell an address no more; its log stays."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        webhooks.remove(connection, number)
    typer.echo(f"webhook {number} is told no more")


@app.command()
def send(
    attempts: Annotated[int, typer.Option(min=1, help="How often to try each delivery.")] = 5,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Tell every address what is new to it; exit code 1 if one does not take it. Run it by cron, or after reading."""
    try:
        from onrecord.reports.webhooks import send as send_all
    except ModuleNotFoundError as error:
        raise OnRecordError(f"webhooks need {error.name}; install it with `pip install 'onrecord[desk]'`") from None
    with open_ledger(ledger, create=False) as book:
        sent = list(send_all(book, attempts=attempts))
    for one in sent:
        how = "delivered" if one.delivered else f"not delivered after {one.attempts} attempts"
        typer.echo(f"{one.url}: {one.moves} moves {how} ({one.answer})")
    if not all(one.delivered for one in sent):
        raise typer.Exit(1)


@app.command()
def log(
    limit: Annotated[int, typer.Option(min=1, help="How many deliveries to show.")] = 50,
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """What was delivered, the latest first."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        show_rows(webhooks.deliveries(connection, limit), as_json)
