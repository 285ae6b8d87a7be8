"""XLSX, read back by openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import sys

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError
from onrecord.exports import FORMATS, workbook
from onrecord.exports.tables import SHEETS
from onrecord.reports import View
from tests.exports.conftest import HARRIS, WORDS, Exported


@pytest.fixture(scope="module")
def book(exported: Exported) -> Workbook:
    return load_workbook(io.BytesIO(exported("xlsx", target=HARRIS, view=View(as_of="2024-12-31"))))


def cells(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_sheets_have_a_frozen_heading_with_filters_and_widths(book: Workbook) -> None:
    assert book.sheetnames == list(SHEETS)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
    assert book["positions"].column_dimensions["C"].width > 20


def test_sheets_hold_board_entries_and_articles(book: Workbook) -> None:
    counts = {name: len(cells(book, name)) for name in SHEETS}
    assert counts == {"board": 6, "positions": 7, "statements": 0, "tallies": 1, "polls": 2, "events": 0, "articles": 3}
    (sanders,) = [row for row in cells(book, "board") if row["holder"] == "Bernie Sanders"]
    assert (sanders["stance"], sanders["articles"], sanders["sources"]) == ("endorses", 1, "The Hill")
    assert {row["lead"] for row in cells(book, "polls")} == {None, 3}


def test_days_and_numbers_are_typed_and_vague_dates_stay_text(book: Workbook) -> None:
    (waits,) = [row for row in cells(book, "positions") if row["stance"] == "withholds"]
    assert (waits["date"], waits["day"]) == ("2024-07", dt.datetime(2024, 7, 1))
    assert cells(book, "tallies")[0]["number"] == 48


def test_no_cell_is_a_formula_or_a_link(book: Workbook) -> None:
    told = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in told} <= {"s", "n", "d"}
    assert not [cell for cell in told if cell.hyperlink]
    assert [cell.data_type for cell in told if cell.value == WORDS] == ["s", "s"]


def test_it_says_what_was_asked_for(book: Workbook) -> None:
    assert (book.properties.title, book.properties.description) == (HARRIS, "as of December 31, 2024")


def test_rows_beyond_what_a_sheet_holds_go_on_in_another(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)
    book = load_workbook(io.BytesIO(exported("xlsx")))
    assert [len(cells(book, name)) for name in ("positions", "positions 2", "positions 3")] == [3, 3, 1]
    assert book["positions 3"].auto_filter.ref == book["positions 3"].dimensions


def test_a_cell_that_is_too_long_shows_that_it_is_cut(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "CHARACTERS", 10)
    found = cells(load_workbook(io.BytesIO(exported("xlsx"))), "statements")
    assert found[0]["content"] == WORDS[:9] + "…"


@pytest.mark.parametrize(("name", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_without_its_library_it_says_what_to_install(
    name: str, library: str, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigError, match=r"pip install 'onrecord\[desk\]'"):
        FORMATS[name].write(connection, io.BytesIO())
