"""`onrecord chart`: pictures of the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import (
    DEFAULT,
    AsOfOption,
    BasisOption,
    ConfidenceOption,
    KnownAtOption,
    LedgerOption,
    ReviewedOption,
    TargetOption,
    day,
    view_of,
)
from onrecord.errors import OnRecordError
from onrecord.ledger import open_ledger


def chart(
    which: Annotated[str, typer.Argument(help="board, course, person or moves.")],
    name: Annotated[str | None, typer.Argument(help="Whom a person's chart is about.")] = None,
    target: TargetOption = None,
    contest: Annotated[str | None, typer.Option(help='All candidates of a contest: "2024 president".')] = None,
    since: Annotated[str | None, typer.Option(help="The day from which moves count: YYYY-MM-DD.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file: .svg or .png.")] = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
) -> None:
    """Draw a board, its course over time, a person's timeline or the latest moves, to SVG or PNG."""
    try:
        from onrecord import charts
    except ModuleNotFoundError as error:
        raise OnRecordError(f"charts need {error.name}; install it with `pip install 'onrecord[desk]'`") from None
    view = view_of(as_of, known_at, basis, min_confidence, reviewed)
    question = charts.Question(target=target, contest=contest, name=name, since=day(since), view=view)
    where = output or Path(f"{which}.svg")
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        picture = charts.render(charts.draw(connection, which, question), where.suffix.removeprefix("."))
    try:
        where.write_bytes(picture)
    except OSError as error:
        raise OnRecordError(f"{where}: cannot be written: {error.strerror}; choose another file with -o") from None
    typer.echo(f"{where} ({len(picture) // 1024 + 1} KB)")
