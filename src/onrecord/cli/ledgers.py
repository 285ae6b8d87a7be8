"""`onrecord ledger`: upkeep."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import views
from onrecord.cli.options import DEFAULT
from onrecord.ledger import open_ledger, upkeep

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check a ledger, or copy it to another database.")


@app.command()
def check(ledger: Annotated[str, typer.Argument(help="The ledger: a file, or a database URL.")] = DEFAULT) -> None:
    """Prove every span against its stored article; exit code 1 if anything is wrong."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        faults = list(upkeep.check(connection))
    for fault in faults:
        views.console().print(f"{fault.where[:7]}  {fault.what}", style="red", markup=False)
    if faults:
        raise typer.Exit(1)
    typer.echo("every span stands where it says")


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The ledger to copy: a file or a URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty or new ledger: a file or a URL.")],
) -> None:
    """Copy a ledger, and verify counts and digests of every table."""
    with (
        open_ledger(source, create=False) as old,
        open_ledger(target) as new,
        old.reading() as reading,
        new.writing() as writing,
    ):
        counts = upkeep.copy_ledger(reading, writing)
    for table, count in counts.items():
        typer.echo(f"{count:>10,} {table}")
