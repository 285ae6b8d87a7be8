"""CSV: positions, one a row, in UTF-8."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import IO

from sqlalchemy.engine import Connection

from onrecord.exports import selection, tables
from onrecord.reports import NOW, View

#: A text that a spreadsheet would take for a formula, or that `guarded` made out of one.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """Every position, in order of publication."""
    rows = selection.rows(connection, "positions", view=view, target=target, contest=contest)
    write_rows(
        out,
        [column.name for column in tables.POSITIONS],
        ([tables.flat(column.of(row)) for column in tables.POSITIONS] for row in rows),
    )


def write_rows(out: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> None:
    """A header and rows, as they come. Texts are guarded; None is an empty cell."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow(header)
    lines.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    text.detach()


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula. `bare` takes it off again.

    >>> guarded("=1+1"), guarded("Ada Ames")
    ("'=1+1", 'Ada Ames')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """The text that `guarded` was given.

    >>> bare("'=1+1")
    '=1+1'
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
