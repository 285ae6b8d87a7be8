from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas
import polars
import pyarrow
import pytest

import onrecord
from onrecord import Ledger, Table, reports
from onrecord.errors import ConfigError, MissingError
from onrecord.exports.tables import SHEETS
from onrecord.frames import COLUMNS, KINDS
from onrecord.frames.html import CHARACTERS, ROWS
from onrecord.looks import LOOKS
from onrecord.reports import audits, courses, moves, rosters
from tests.records import article, position, record
from tests.web.conftest import fill

HARRIS = "Kamala Harris"
#: Every table, as it is asked for.
TABLES: dict[str, Callable[[Ledger], Table]] = {
    "board": lambda ledger: ledger.board(HARRIS),
    "roster": lambda ledger: ledger.board(HARRIS, roster="Democratic senators"),
    "targets": lambda ledger: ledger.targets(),
    "course": lambda ledger: ledger.course(HARRIS),
    "who": lambda ledger: ledger.who("Bernie Sanders"),
    "wants": lambda ledger: ledger.wants(),
    "moves": lambda ledger: ledger.moves("2024-07-01"),
    "tallies": lambda ledger: ledger.tallies(),
    "checked": lambda ledger: ledger.tallies(check=True),
    "polls": lambda ledger: ledger.polls(),
    "events": lambda ledger: ledger.events(),
    "articles": lambda ledger: ledger.articles(),
    **{f"entries of {kind}": lambda ledger, kind=kind: ledger.entries(kind) for kind in KINDS},  # type: ignore[misc]
}
#: What each table is made of. Reports of one utterance are left out: they are a table of their own.
REPORTS: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "board": lambda c: reports.board(c, target=HARRIS),
    "roster": lambda c: rosters.roster_board(c, "Democratic senators", target=HARRIS),
    "targets": lambda c: reports.counts(c),
    "course": lambda c: courses.course(c, target=HARRIS),
    "who": lambda c: [
        {name: value for name, value in row.items() if name != "reports"} for row in reports.who(c, "Bernie Sanders")
    ],
    "wants": lambda c: reports.wants(c),
    "moves": lambda c: moves.moves(c, "2024-07-01"),
    "tallies": lambda c: reports.listed(c, "tallies"),
    "checked": lambda c: audits.check_tallies(c),
    "polls": lambda c: reports.listed(c, "polls"),
    "events": lambda c: reports.listed(c, "events"),
    "articles": lambda c: reports.articles(c),
}


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """A ledger with something of every kind."""
    with onrecord.open_ledger(":memory:") as book:
        fill(book)
        yield book


@pytest.mark.parametrize("name", TABLES)
def test_each_table_goes_into_every_frame(ledger: Ledger, name: str) -> None:
    table = TABLES[name](ledger)
    assert len(table) > 0
    assert all(tuple(row) == table.columns for row in table)
    frame, polar, arrow = table.to_pandas(), table.to_polars(), table.to_arrow()
    assert isinstance(frame, pandas.DataFrame)
    assert isinstance(polar, polars.DataFrame)
    assert isinstance(arrow, pyarrow.Table)
    assert tuple(frame.columns) == tuple(polar.columns) == tuple(arrow.column_names) == table.columns
    assert len(frame) == len(polar) == len(arrow) == len(table)
    assert polar.to_dicts() == arrow.to_pylist() == list(table)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_keeps_its_columns(name: str) -> None:
    with onrecord.open_ledger(":memory:") as empty:
        one = article("Bernie Sanders met Kamala Harris.")
        empty.post(record(one, position(one, "Bernie Sanders", "endorses", HARRIS)))
        table = TABLES[name](empty)[:0]
    assert len(table) == 0
    assert tuple(table.to_pandas().columns) == tuple(table.to_polars().columns) == table.columns
    assert tuple(table.to_arrow().column_names) == table.columns


@pytest.mark.parametrize("name", REPORTS)
def test_a_table_has_all_that_its_report_tells(ledger: Ledger, name: str) -> None:
    with ledger.reading() as connection:
        rows = REPORTS[name](connection)
    table = TABLES[name](ledger)
    assert {key for row in rows for key in row} == set(table.columns)
    assert [{key: plain(row.get(key)) for key in table.columns} for row in rows] == list(table)


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def test_every_declared_table_is_tried() -> None:
    assert set(REPORTS) == set(COLUMNS)


@pytest.mark.parametrize("kind", KINDS)
def test_entries_have_the_columns_of_the_exports(ledger: Ledger, kind: str) -> None:
    assert ledger.entries(kind).columns == tuple(column.name for column in SHEETS[kind])


def test_characters_are_places_in_the_text(ledger: Ledger) -> None:
    for row in ledger.entries("positions"):
        for place in row["characters"]:
            assert place["end"] - place["start"] == len(place["text"])


def test_leads_stand_among_the_polls(ledger: Ledger) -> None:
    assert [(row["value"], row["lead"]) for row in ledger.entries("polls")] in (
        [(41.0, None), (None, 3.0)],
        [(None, 3.0), (41.0, None)],
    )


def test_cells_are_plain_and_dates_are_text(ledger: Ledger) -> None:
    row = ledger.board(HARRIS)[0]
    assert type(row["stance"]) is str
    assert row["since"] == "2024-07-25"
    assert ledger.board(HARRIS).to_polars().schema["since"] == polars.String


@pytest.mark.parametrize(
    ("asked", "holders"),
    [
        ({}, {"Cory Booker", "Bob Casey Jr.", "Bernie Sanders"}),
        ({"as_of": "2024-07-23"}, {"Bob Casey Jr.", "Bernie Sanders"}),
        ({"as_of": dt.date(2024, 7, 23)}, {"Bob Casey Jr.", "Bernie Sanders"}),
        ({"as_of": "2023"}, set()),
        ({"basis": "own words"}, {"Bernie Sanders"}),
        ({"reviewed": True}, set()),
        ({"known_at": "2020-01-01"}, set()),
        ({"known_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, set()),
    ],
)
def test_a_view_can_be_asked_for(ledger: Ledger, asked: dict[str, Any], holders: set[str]) -> None:
    assert {row["holder"] for row in ledger.board(HARRIS, **asked)} == holders


def test_confidence_leaves_out_the_weaker(ledger: Ledger) -> None:
    said = {row["stance"] for row in ledger.who("Bernie Sanders", min_confidence=0.9) if row["stance"]}
    assert said == {"withholds"}


def test_a_course_is_cut_at_its_day(ledger: Ledger) -> None:
    assert [row["date"] for row in ledger.course(HARRIS, as_of="2024-07-24")] == ["2024-07-23", "2024-07-24"]


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda ledger: ledger.board("Kamela Haris"), MissingError, "did you mean Kamala Harris"),
        (lambda ledger: ledger.who("Nobody Atall"), MissingError, "nothing about 'Nobody Atall'"),
        (lambda ledger: ledger.wants("Nobody Atall"), MissingError, "nothing about 'Nobody Atall'"),
        (lambda ledger: ledger.entries("positions", target="Nobody Atall"), MissingError, "nothing about"),
        (lambda ledger: ledger.board(roster="Democratic senators"), ConfigError, "a roster needs a target"),
        (lambda ledger: ledger.board(contest="1848 king"), ConfigError, "1848 king"),
        (
            lambda ledger: ledger.entries("rumours"),
            ConfigError,
            "no entries of the kind 'rumours'; there are positions",
        ),
        (lambda ledger: ledger.board(basis="hearsay"), ConfigError, "no basis 'hearsay'; there are own words"),
        (lambda ledger: ledger.moves("last week"), ConfigError, "'last week' is no date"),
        (lambda ledger: ledger.board(colour="red"), TypeError, "colour"),
    ],
)
def test_refusals_say_what_to_do(
    ledger: Ledger, ask: Callable[[Ledger], Table], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        ask(ledger)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_missing_library_is_named(ledger: Ledger, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    table = ledger.targets()
    frame = {"pandas": table.to_pandas, "polars": table.to_polars, "pyarrow": table.to_arrow}[library]
    with pytest.raises(ConfigError, match=f"this needs {library}: pip install {library}"):
        frame()


def test_charts_without_their_library_name_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("onrecord.charts")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(onrecord, "charts", raising=False)
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ConfigError, match=r"charts need altair: pip install 'onrecord\[desk\]'"):
        ledger.chart("board", target=HARRIS)


@pytest.mark.slow
def test_no_frame_is_loaded_before_it_is_asked_for() -> None:
    code = "import onrecord, sys; print({'pandas', 'polars', 'pyarrow', 'altair', 'vl_convert'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_a_table_is_a_sequence_of_rows(ledger: Ledger) -> None:
    table = ledger.board(HARRIS)
    assert table[-1] == list(table)[-1]
    assert isinstance(table[1:], Table)
    assert list(table[1:]) == list(table)[1:]
    with pytest.raises(AttributeError):
        table.title = "another"  # type: ignore[misc]


def test_a_table_says_in_short_what_it_is(ledger: Ledger) -> None:
    assert repr(ledger.targets()) == (
        "<Targets: 1 row of target, holders, endorses, supports, withholds, declines, opposes, withdraws, target_id>"
    )


def table_of(*rows: dict[str, Any], columns: str = "holder stance") -> Table:
    return Table.of("A <b>title</b>", rows, columns.split(), hidden=["entry"])


def cells(table: Table) -> list[list[str]]:
    """The rows of cells as a notebook shows them, with their words."""
    root = ElementTree.fromstring(table._repr_html_())
    assert root.tag == "table"
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Ames & “Sons”", "Ames & “Sons”"),
        (None, ""),
        (0.98765, "0.99"),
        (1234.5, "1234.5"),
        (48, "48"),
        (["a", "b <c>"], "a; b <c>"),
        ([], ""),
        ("x" * (CHARACTERS + 1), "x" * CHARACTERS + "…"),
    ],
)
def test_cells_are_shown_and_escaped(value: Any, shown: str) -> None:
    assert cells(table_of({"holder": value}, columns="holder"))[1] == [shown]


@pytest.mark.parametrize("stance", LOOKS)
def test_stances_have_their_sign_and_colour(stance: str) -> None:
    table = table_of({"holder": "Ames", "stance": stance, "from": [stance], "to": []}, columns="holder stance from to")
    chip = f"{LOOKS[stance].sign} {stance}"  # type: ignore[index]
    assert cells(table)[1] == ["Ames", chip, chip, ""]
    assert table._repr_html_().count(f"background:{LOOKS[stance].colour}") == 2  # type: ignore[index]


def test_a_silent_member_has_no_colour() -> None:
    table = table_of({"holder": "Ames", "stance": "silent"})
    assert cells(table)[1] == ["Ames", "silent"]
    assert "background" not in table._repr_html_()


def test_text_keeps_the_colour_of_the_notebook() -> None:
    html = table_of({"holder": "Ames", "stance": "endorses"})._repr_html_()
    styles = re.findall(r'style="([^"]*)"', html)
    assert all("color:" not in style or "background:" in style for style in styles)


@pytest.mark.parametrize(
    ("value", "unbroken"), [("2024-07-23", True), ("2024-07", True), ("International Brotherhood", False)]
)
def test_days_are_not_broken(value: str, unbroken: bool) -> None:
    assert ("white-space:nowrap" in table_of({"holder": value}, columns="holder")._repr_html_()) == unbroken


def test_many_rows_are_counted() -> None:
    shown = cells(table_of(*({"holder": f"Ames {n}"} for n in range(ROWS + 7))))
    assert len(shown) == 1 + ROWS + 1
    assert shown[-1] == ["... 7 more"]


def test_columns_for_programs_are_not_shown() -> None:
    assert cells(table_of({"holder": "Ames", "entry": "4f2a"}, columns="holder entry")) == [["holder"], ["Ames"]]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_shown(ledger: Ledger, name: str) -> None:
    table = TABLES[name](ledger)
    assert len(cells(table)) == 1 + min(len(table), ROWS) + (len(table) > ROWS)


def test_a_picture_is_shown_and_saved(ledger: Ledger, tmp_path: Path) -> None:
    picture = ledger.chart("board", target=HARRIS, as_of="2024-07-23")
    assert "As of July 23, 2024" in picture._repr_svg_()
    assert picture.save(tmp_path / "board.png").read_bytes().startswith(b"\x89PNG")
    assert picture.save(tmp_path / "board.svg").read_text(encoding="utf-8") == picture._repr_svg_()
    assert ledger.chart("moves", since="2024-07-01")._repr_svg_().startswith("<svg")
