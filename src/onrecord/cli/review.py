"""`onrecord review`: decisions on entries."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from onrecord import views
from onrecord.cli.options import (
    DEFAULT,
    SETTINGS,
    ByOption,
    JsonOption,
    LedgerOption,
    NoteOption,
    TargetOption,
    show_report,
)
from onrecord.errors import LedgerError
from onrecord.ledger import open_ledger, reviewing
from onrecord.reports import desk, entry_called

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Accept, amend or reject what was read.")

EntryArgument = Annotated[str, typer.Argument(help="An entry: the beginning of its id.")]


@app.command()
def queue(
    ledger: LedgerOption = DEFAULT,
    target: TargetOption = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """What most deserves a look: doubt times weight, the most urgent first."""
    show_report(ledger, lambda c: desk.queue(c, target=target, limit=limit), views.queue, as_json)


def _decide(ledger: str, entry: str, act: Any, told: str, **given: Any) -> None:
    with open_ledger(ledger, create=False) as book, book.writing() as connection:
        id = entry_called(connection, entry)
        act(connection, id, **given)
    typer.echo(f"{id[:7]} {told}")


@app.command()
def accept(
    entry: EntryArgument, ledger: LedgerOption = DEFAULT, by: ByOption = SETTINGS.editor, note: NoteOption = ""
) -> None:
    """Say that an entry is right as it was read."""
    _decide(ledger, entry, reviewing.accept, "accepted", by=by, note=note)


@app.command()
def reject(
    entry: EntryArgument, ledger: LedgerOption = DEFAULT, by: ByOption = SETTINGS.editor, note: NoteOption = ""
) -> None:
    """Say that an entry is wrong; no view shows it any more."""
    _decide(ledger, entry, reviewing.reject, "rejected", by=by, note=note)


@app.command()
def amend(
    entry: EntryArgument,
    fields: Annotated[list[str], typer.Argument(help="What changes: FIELD=VALUE, e.g. stance=withholds.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
    note: NoteOption = "",
) -> None:
    """Say what an entry should be; the machine's reading stays beside it."""
    _decide(ledger, entry, reviewing.amend, "amended", fields=dict(map(_field, fields)), by=by, note=note)


def _field(given: str) -> tuple[str, Any]:
    name, sign, value = given.partition("=")
    if not sign:
        raise LedgerError(f"{given!r} changes nothing; write FIELD=VALUE, e.g. stance=withholds")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


@app.command()
def note(
    entry: EntryArgument,
    words: Annotated[str, typer.Argument(help="What to remember.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = SETTINGS.editor,
) -> None:
    """Put a note beside an entry."""
    _decide(ledger, entry, reviewing.note, "noted", words=words, by=by)


@app.command()
def undo(
    entry: EntryArgument, ledger: LedgerOption = DEFAULT, by: ByOption = SETTINGS.editor, note: NoteOption = ""
) -> None:
    """Take back the last decision on an entry."""
    _decide(ledger, entry, reviewing.undo, "undone", by=by, note=note)


@app.command()
def export(ledger: LedgerOption = DEFAULT) -> None:
    """Write the decisions as labels, one JSON object a line: article, offsets, fields, verdict."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        for row in desk.labels(connection):
            typer.echo(json.dumps(row, ensure_ascii=False))
