"""`onrecord actors`: who is who."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import views
from onrecord.cli.options import DEFAULT, SETTINGS, ByOption, JsonOption, LedgerOption, NoteOption, show_report
from onrecord.ledger import judgements, open_ledger
from onrecord.reports import people

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Who is who: find, show, add, merge, split.")

IdArgument = Annotated[str, typer.Argument(help="An actor's id, or a name that only one has.")]


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A name, or a part of it that ends with the surname.")],
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Actors of a name, with their ids and offices: registry and ledger."""
    show_report(ledger, lambda c: people.find(c, name), views.actors, as_json)


@app.command()
def show(actor: IdArgument, ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """One actor: offices, the names under which articles print it, merges."""
    show_report(ledger, lambda c: people.show(c, actor), views.actor, as_json)


@app.command()
def doubts(ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Names whose bearer is in doubt and waits for you."""
    show_report(ledger, judgements.doubts, views.doubts, as_json)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The usual name.")],
    kind: Annotated[str, typer.Option(help="person, union, party, caucus, campaign group, newspaper ...")] = "person",
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Another name; may be given again.")] = None,
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
) -> None:
    """Add an actor whom the registry lacks."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        typer.echo(judgements.add(connection, name, by=by, kind=kind, aliases=alias or ()))


@app.command()
def merge(
    left: Annotated[str, typer.Argument(help="The actor that stays: an id, or a name that only one has.")],
    right: Annotated[str, typer.Argument(help="The actor that stands under it from now on.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
    note: NoteOption = "",
) -> None:
    """Say that two actors are one. Entries keep the names as printed; `undo` takes it back."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        ids = [people.one(connection, name) for name in (left, right)]
        number = judgements.merge(connection, *ids, by=by, note=note)
    typer.echo(f"merge {number}: {ids[1]} stands under {ids[0]}")


@app.command()
def split(
    article: Annotated[str, typer.Argument(help="The article: its label, or the beginning of its id.")],
    name: Annotated[str, typer.Argument(help="The name as printed there.")],
    to: Annotated[str, typer.Argument(help="Who it is: an id, or a name that only one has.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
    note: NoteOption = "",
) -> None:
    """Say that a name in one article is somebody else than was thought."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        id = people.one(connection, to)
        judgements.split(connection, people.article(connection, article), name, id, by=by, note=note)
    typer.echo(f"{name} in {article} is {id}")


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The number of the merge.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
    note: NoteOption = "",
) -> None:
    """Take back a merge."""
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        judgements.undo(connection, number, by=by, note=note)
    typer.echo(f"merge {number} is undone")
