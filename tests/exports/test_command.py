"""`onrecord export`: where it writes, and what it says when it cannot."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from onrecord import cli
from onrecord.exports import FORMATS
from onrecord.ledger import open_ledger
from tests.exports.conftest import fill


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "campaign.db")
    with open_ledger(path) as ledger:
        fill(ledger)
    return path


def run(book: str, *words: str) -> Result:
    return CliRunner().invoke(cli.app, ["export", "--ledger", book, *words])


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_and_standard_output_get_the_same(name: str, book: str, tmp_path: Path) -> None:
    path = tmp_path / f"record{FORMATS[name].suffix}"
    assert run(book, "--format", name, "--as-of", "2024-12-31", "-o", str(path)).exit_code == 0
    shown = run(book, "--format", name, "--as-of", "2024-12-31", "-o", "-")
    assert shown.exit_code == 0
    if name == "xlsx":  # it holds the time at which it was made
        assert load_workbook(path).sheetnames == load_workbook(io.BytesIO(shown.stdout_bytes)).sheetnames
    else:
        assert path.read_bytes() == shown.stdout_bytes
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_options_of_a_view_are_heeded(book: str) -> None:
    shown = run(book, "-f", "csv", "--target", "Harris", "--basis", "own words", "--as-of", "2024-07")
    assert shown.stdout.count("Ada Ames,supports") == 2
    assert "Sanders," not in shown.stdout.replace("Sanders, Cheney", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-f", "xls"], "no format 'xls'; known are csv, xlsx"),
        (["-f", "csv", "-t", "Kamala Haris"], "did you mean Kamala Harris"),
        (["-f", "csv", "--contest", "1812 president"], "no contest '1812 president'; known are"),
        (["-f", "csv", "-o", "missing/x.csv"], "missing/x.csv: cannot be written"),
        (["-f", "csv", "-o", "file/x.csv"], "file/x.csv: cannot be written"),
        (["-f", "csv", "-o", "folder"], "folder: cannot be written"),
    ],
)
def test_errors_say_what_to_do_and_leave_nothing_behind(
    words: list[str], message: str, book: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    shown = run(book, *words)
    assert shown.exit_code == 1
    assert message in str(shown.exception)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_a_file_that_was_there_stays_when_an_export_fails(book: str, tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    path.write_text("before")
    assert run(book, "-f", "csv", "--contest", "1812 president", "-o", str(path)).exit_code == 1
    assert path.read_text() == "before"
