"""Parquet, read back by pyarrow, polars and pandas."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd
import polars as pl
import pytest
from pyarrow import parquet
from sqlalchemy.engine import Connection

from onrecord.exports import columnar
from onrecord.ledger import asof
from tests.exports.conftest import WORDS, Exported


def test_columns_are_typed(exported: Exported) -> None:
    types = {field.name: str(field.type) for field in parquet.read_schema(io.BytesIO(exported("parquet")))}
    assert (types["date"], types["day"], types["confidence"]) == ("string", "date32[day]", "double")
    assert types["via"] == "list<element: string>"
    assert types["characters"] == "list<element: struct<start: int32, end: int32, text: string>>"


def test_polars_filters_and_unnests(exported: Exported) -> None:
    frame = pl.read_parquet(io.BytesIO(exported("parquet")))
    waits = frame.filter(pl.col("stance") == "withholds").row(0, named=True)
    assert waits["day"] == dt.date(2024, 7, 1)
    assert waits["terms"] == [WORDS]
    chain = frame.filter(pl.col("via").list.len() > 0)["via"].to_list()
    assert chain == [["The Hill", "an ally (unnamed)"]]


@pytest.mark.parametrize("group", [1, 3, 20_000])
def test_all_positions_come_in_order_whatever_the_group(
    exported: Exported, connection: Connection, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columnar, "_GROUP", group)
    frame = pd.read_parquet(io.BytesIO(exported("parquet")))
    rows = asof.entries(connection, "positions")
    assert list(frame["entry"]) == [row.id for row in rows]
    assert [[place["text"] for place in places] for places in frame["characters"]] == [
        [span["text"] for span in row.payload["evidence"]] for row in rows
    ]
