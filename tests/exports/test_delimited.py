"""CSV, read back by the standard library and by pandas."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from onrecord.exports import delimited, tables
from onrecord.ledger import asof
from tests.exports.conftest import WORDS, Exported


def test_every_position_is_a_row(exported: Exported, connection: Connection) -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode(), newline="")))
    assert [row["entry"] for row in rows] == [row.id for row in asof.entries(connection, "positions")]
    first = next(row for row in rows if row["stance"] == "withholds")
    assert (first["date"], first["day"], first["holder_id"]) == ("2024-07", "2024-07-01", "local:ada-ames")
    assert delimited.bare(first["terms"]) == WORDS
    assert first["asked_of"] == "Kamala Harris"


def test_pandas_reads_it_without_being_told_how(exported: Exported) -> None:
    frame = pd.read_csv(io.BytesIO(exported("csv")), parse_dates=["day"])
    assert str(frame["day"].dtype).startswith("datetime64")
    assert frame["confidence"].dtype == float
    assert frame.groupby("stance").size().to_dict() == {"declines": 1, "endorses": 3, "supports": 2, "withholds": 1}
    (chain,) = frame.loc[frame["holder"] == "Bernie Sanders", "via"]
    assert chain == "The Hill; an ally (unnamed)"


def test_nothing_in_it_is_a_formula(exported: Exported) -> None:
    for row in csv.reader(io.StringIO(exported("csv").decode(), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"])
def test_formulas_are_guarded(text: str) -> None:
    assert delimited.guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ada", "'tis", "1-1", "– no", "“=1”"])
def test_other_texts_stay(text: str) -> None:
    assert delimited.guarded(text) == text


texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n,\";"))


@given(texts)
def test_a_guarded_text_can_be_had_back(text: str) -> None:
    assert delimited.bare(delimited.guarded(text)) == text


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_rows_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    out = io.BytesIO()
    delimited.write_rows(out, ["a", "b"], rows)
    _, *found = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    assert [tuple(map(delimited.bare, row)) for row in found] == rows


@pytest.mark.parametrize(
    ("value", "cell"),
    [(("a", "b"), "a; b"), ((), ""), (((3, 9, "words"), (12, 15, "too")), "3-9; 12-15"), (1.5, 1.5), (None, None)],
)
def test_lists_are_flattened(value: tables.Value, cell: object) -> None:
    assert tables.flat(value) == cell
