"""What holds for every format: the table, the choice of entries, errors before the first byte, rows as they come."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from benchmarks.ledger import Synthetic
from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError
from onrecord.exports import FORMATS, format_called, selection
from onrecord.ledger import Ledger, asof, open_ledger
from onrecord.reports import View
from tests.exports.conftest import HARRIS, Exported, fill
from tests.records import article, position, record


def test_unknown_formats_list_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no format 'xls'; known are csv, xlsx, jsonl"):
        format_called("xls")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_ledger_is_a_file_without_entries(name: str) -> None:
    with open_ledger(":memory:") as ledger, ledger.reading() as connection:
        FORMATS[name].write(connection, io.BytesIO())


@pytest.mark.parametrize("name", FORMATS)
def test_an_unknown_contest_is_told_before_the_first_byte(name: str, connection: Connection) -> None:
    out = io.BytesIO()
    with pytest.raises(ConfigError, match="no contest '1812 president'"):
        FORMATS[name].write(connection, out, contest="1812 president")
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    ("asked", "holders"),
    [
        ({}, {"Ada Ames", "Liz Cheney", "AFL-CIO", "Joe Manchin", "Bernie Sanders"}),
        ({"contest": "2024 president"}, {"Ada Ames", "Liz Cheney", "AFL-CIO", "Joe Manchin", "Bernie Sanders"}),
        ({"contest": "2016 president"}, set()),
        ({"contest": "2028 president"}, set()),
        ({"target": "Liz Cheney"}, {"Liz Cheney"}),
        ({"view": View(as_of="2024-07-31")}, {"Ada Ames", "AFL-CIO"}),
        ({"view": View(known_at="2000-01-01")}, set()),
        ({"view": View(basis="own words")}, {"Ada Ames"}),
        ({"view": View(min_confidence=0.9)}, {"Ada Ames", "Liz Cheney", "AFL-CIO", "Bernie Sanders"}),
        ({"view": View(reviewed=True)}, {"Liz Cheney", "Bernie Sanders"}),
    ],
)
def test_a_view_chooses_the_entries(exported: Exported, asked: dict[str, object], holders: set[str]) -> None:
    rows = csv.DictReader(io.StringIO(exported("csv", **asked).decode()))
    assert {row["holder"] for row in rows} == holders


@pytest.mark.parametrize("name", ["csv", "jsonl", "fivethirtyeight", "wikipedia"])
@pytest.mark.parametrize(
    ("asked", "holders"),
    [
        ({"contest": "2024 president"}, {"Ada Ames"}),
        ({"contest": "2024 president", "view": View(as_of="2024-12-31")}, {"Ada Ames"}),
        ({"contest": "2024 president", "target": HARRIS}, {"Ada Ames"}),
        ({"target": HARRIS}, {"Ada Ames", "Bo Bell"}),
    ],
)
def test_a_contest_ends_on_its_day(name: str, asked: dict[str, object], holders: set[str]) -> None:
    with open_ledger(":memory:") as ledger:
        for holder, day in (("Ada Ames", "2024-11-05"), ("Bo Bell", "2024-11-06")):
            told = article(f"{holder} backs her.", published=day, outlet="The Sun")
            ledger.post(record(told, position(told, holder, "endorses", HARRIS)))
        out = io.BytesIO()
        with ledger.reading() as connection:
            FORMATS[name].write(connection, out, **asked)  # type: ignore[arg-type]
    assert {holder for holder in ("Ada Ames", "Bo Bell") if holder in out.getvalue().decode()} == holders


def test_a_target_brings_what_is_on_it_and_of_it(exported: Exported) -> None:
    lines = [json.loads(line) for line in exported("jsonl", target=HARRIS).splitlines()]
    assert {line["type"] for line in lines} == {"positions", "tallies", "polls", "leads"}
    lines = [json.loads(line) for line in exported("jsonl", target="Ada Ames").splitlines()]
    assert {line["type"] for line in lines} == {"positions", "statements"}


@pytest.mark.parametrize("name", ["csv", "jsonl", "jsonld", "annotations", "prov", "followthemoney"])
def test_rows_are_written_as_they_come(name: str, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one article held at once, most of a file is written before the last article is asked for."""
    asked: list[str] = []

    class Stream(io.BytesIO):
        def write(self, some: object) -> int:
            seen.append(len(asked))
            return super().write(some)  # type: ignore[arg-type]

    seen: list[int] = []
    monkeypatch.setattr(selection, "_AT_ONCE", 1)
    entries = asof.entries

    def counted(*args: object, **named: object) -> object:
        asked.append("entries")
        return entries(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(asof, "entries", counted)
    FORMATS[name].write(connection, Stream())
    assert asked == ["entries"] * 3
    assert {1, 2, 3} <= set(seen)


def test_both_databases_give_the_same_files(ledger: Ledger, exported: Exported) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        for name in ("csv", "jsonl", "fivethirtyeight", "wikipedia", "jsonld", "followthemoney"):
            out = io.BytesIO()
            FORMATS[name].write(connection, out, target=HARRIS)
            assert out.getvalue() == exported(name, target=HARRIS)
        for name in ("xlsx", "parquet", "annotations", "prov"):
            FORMATS[name].write(connection, io.BytesIO(), target=HARRIS)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_memory_does_not_grow_with_the_ledger(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "_AT_ONCE", 50)
    peaks = []
    for articles in (200, 1000):
        with open_ledger(tmp_path / f"{articles}.db") as ledger:
            ledger.post_all(Synthetic().records(articles))
            with ledger.reading() as connection, (tmp_path / "out").open("wb") as out:
                FORMATS[name].write(connection, io.BytesIO(), view=View(known_at="2000-01-01"))  # what is kept for good
                tracemalloc.start()
                FORMATS[name].write(connection, out)
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
                assert out.tell() > articles * 1000
    assert peaks[1] < 1.3 * peaks[0]


def test_every_format_is_documented_and_the_example_works(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \| `([.\w]+)` \|", page, flags=re.M)
    assert table == [(name, form.suffix) for name, form in FORMATS.items()]
    monkeypatch.setattr("onrecord.exports.FORMATS", dict(FORMATS))
    names: dict[str, Any] = {}
    exec(page.rsplit("```python\n", 1)[1].split("```")[0], names)
    out = io.BytesIO()
    names["FORMATS"]["names"].write(connection, out)
    assert out.getvalue().decode().split("\n")[0] == "AFL-CIO"
