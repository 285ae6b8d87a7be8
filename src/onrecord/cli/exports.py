"""`onrecord export`: the record in the forms that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Annotated

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
    known,
    view_of,
)
from onrecord.errors import OnRecordError
from onrecord.exports import FORMATS, Format, format_called
from onrecord.ledger import open_ledger


def export(
    format: Annotated[str, typer.Option("--format", "-f", help=f"One of: {', '.join(FORMATS)}.")],
    target: TargetOption = None,
    contest: Annotated[str | None, typer.Option(help='All candidates of a contest: "2024 president".')] = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; without it standard output.")
    ] = None,
) -> None:
    """Write the record for other tools: spreadsheets, data frames, notebooks, Wikipedia, linked data."""
    form, view = format_called(format), view_of(as_of, known_at, basis, min_confidence, reviewed)
    if target is not None:
        known(ledger, target)
    with (
        open_ledger(ledger, create=False) as book,
        book.reading() as connection,
        _written(output, form) as out,
    ):
        form.write(connection, out, view=view, target=target, contest=contest)


@contextmanager
def _written(output: Path | None, form: Format) -> Iterator[IO[bytes]]:
    """The stream to write to. A file takes its name when it is whole, so that none is left half-written."""
    if output is None or str(output) == "-":
        if sys.stdout.isatty() and not form.is_text:
            raise OnRecordError(f"{form.title} is nothing for a terminal; name a file with -o")
        if form.is_text:
            yield sys.stdout.buffer
            return
        # Writers of archives go back and forth, which a pipe cannot.
        with TemporaryFile() as held:
            yield held
            held.seek(0)
            copyfileobj(held, sys.stdout.buffer)
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    except OSError as error:
        raise OnRecordError(f"{output}: cannot be written: {error.strerror}; choose another file") from None
    finally:
        with suppress(OSError):
            part.unlink()
