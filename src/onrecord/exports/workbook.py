"""XLSX: a workbook with a sheet for the board, for each kind of entry, and for the articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError
from onrecord.exports import selection
from onrecord.exports.tables import SHEETS, Column, Type, flat
from onrecord.reports import NOW, View, board

#: Columns from this width on break their lines; in narrower ones an id would fill the screen.
_WIDE = 40
#: What a sheet holds, heading included, and a cell.
ROWS, CHARACTERS = 1_048_576, 32_767


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """Board, entries and articles. `ConfigError` without xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError:
        raise ConfigError("xlsx needs xlsxwriter: pip install 'onrecord[desk]'") from None
    standing = board(connection, target=target, contest=contest, view=view)
    articles = selection.by_article(connection, view=view, target=target, contest=contest)
    # Rows go to disk as they come; cells are never read as formulas, links or numbers.
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": contest or target or "onrecord", "comments": view.in_words()})
    sheets = {name: _Sheet(book, name, columns) for name, columns in SHEETS.items()}
    sheets["board"].add(standing)
    for article, rows in articles:
        sheets["articles"].add([article])
        for row in rows:
            sheets["polls" if row.kind == "leads" else row.kind].add([row])
    for sheet in sheets.values():
        sheet.finish()
    book.close()


class _Sheet:
    """The rows of one table, filled from the top; when a sheet is full, they go on in a further one."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column]) -> None:
        self._book, self._name, self._columns, self._number = book, name, columns, 1
        top = {"valign": "top"}
        self._plain, self._broken = book.add_format(top), book.add_format({**top, "text_wrap": True})
        self._day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
        self._open(name)

    def _open(self, name: str) -> None:
        self._sheet, self._filled = self._book.add_worksheet(name), 1
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, column.name, self._head)
        self._sheet.freeze_panes(1, 0)

    def add(self, rows: Iterable[Any]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            if self._filled == ROWS:
                self.finish()
                self._number += 1
                self._open(f"{self._name} {self._number}")
            for at, column in enumerate(self._columns):
                self._write(at, column, flat(column.of(row)))
            self._filled += 1

    def _write(self, at: int, column: Column, value: str | int | float | None) -> None:
        form = self._broken if column.width >= _WIDE else self._plain
        if value is None or value == "":
            return
        if not isinstance(value, str):
            self._sheet.write_number(self._filled, at, value, form)
        elif column.type is Type.DAY:
            self._sheet.write_datetime(self._filled, at, dt.date.fromisoformat(value), self._day)
        else:
            cut = value if len(value) <= CHARACTERS else value[: CHARACTERS - 1] + "…"
            self._sheet.write_string(self._filled, at, cut, form)

    def finish(self) -> None:
        """Put filters on the headings."""
        self._sheet.autofilter(0, 0, self._filled - 1, len(self._columns) - 1)
