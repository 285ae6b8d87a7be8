"""What the commands share: options, and running a report on a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.table import Table
from sqlalchemy.engine import Connection

from onrecord import dates, views
from onrecord.config import Settings
from onrecord.entries import Basis
from onrecord.ledger import open_ledger
from onrecord.reports import ReportRow, View, people

SETTINGS = Settings()
DEFAULT = SETTINGS.ledger

LedgerOption = Annotated[str, typer.Option("--ledger", "-l", help="The ledger: a file, or a database URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print rows as JSON.")]
TargetOption = Annotated[str | None, typer.Option("--target", "-t", help="A candidate, measure or bill.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The day to look at: YYYY-MM-DD, or a month or a year to its end.")
]
KnownAtOption = Annotated[
    str | None, typer.Option("--known-at", help="As the ledger knew it then: a day, or a moment in UTC.")
]
BasisOption = Annotated[Basis | None, typer.Option(help="Only what rests on this basis.")]
ConfidenceOption = Annotated[float, typer.Option(min=0, max=1, help="Only what the reader is at least so sure of.")]
ReviewedOption = Annotated[bool, typer.Option("--reviewed", help="Only what an editor has accepted or amended.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides; ONRECORD_EDITOR says it for good.")]
NoteOption = Annotated[str, typer.Option("--note", help="Why.")]


def view_of(
    as_of: str | None = None,
    known_at: str | None = None,
    basis: Basis | None = None,
    min_confidence: float = 0.0,
    reviewed: bool = False,
) -> View:
    """The options of a view, its two clocks checked."""
    known_then = moment(known_at)
    return View(as_of=day(as_of), known_at=known_then, basis=basis, min_confidence=min_confidence, reviewed=reviewed)


def day(text: str | None) -> str | None:
    """The last day that a date given by the user means."""
    return dates.last_day(dates.parse(text)) if text else None


def moment(text: str | None) -> str | None:
    """A time given by the user as the ledger writes it; a day counts to its end."""
    return dates.moment(text) if text else None


def show_report(
    ledger: str, report: Callable[[Connection], Any], view: Callable[[Any], RenderableType], as_json: bool
) -> None:
    """Run a report on a ledger and show it."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        rows = report(connection)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        views.console().print(view(rows))


def show_rows(rows: list[ReportRow], as_json: bool) -> None:
    """Show rows that have no view of their own: a column for each field."""
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif rows:
        table = Table(*rows[0], box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        views.console().print(table, markup=False)
    else:
        typer.echo("none yet")


def known(ledger: str, name: str) -> None:
    """Refuse a name that nobody in the ledger has."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        people.known(connection, name)
