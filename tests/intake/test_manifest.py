from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import Hints, open_source
from onrecord.model import Document, Issue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "news" / name).write_text("Ames waits.")
    return tmp_path


def split(found: object) -> tuple[list[Document], list[Issue]]:
    rows = list(found)  # type: ignore[call-overload]
    return [row for row in rows if isinstance(row, Document)], [row for row in rows if isinstance(row, Issue)]


CSV = "path,outlet,published\nnews/b.txt,The Gazette,2024-07-23\nnews/a.txt,,\n"
JSONL = '{"path": "news/b.txt", "outlet": "The Gazette", "published": "2024-07-23"}\n{"path": "news/a.txt"}\n'


@pytest.mark.parametrize(("name", "table"), [("list.csv", CSV), ("list.jsonl", JSONL), ("list.csv", "\ufeff" + CSV)])
def test_a_manifest_gives_hints_by_path(folder: Path, name: str, table: str) -> None:
    manifest = folder / name
    manifest.write_text(table, encoding="utf-8")
    found, issues = split(open_source(folder, manifest=manifest, hints=Hints(outlet="Other", author="A. Bell")))
    assert [(one.label, one.outlet, one.published, one.author) for one in found] == [
        ("a", "Other", "", "A. Bell"),
        ("b", "The Gazette", "2024-07-23", "A. Bell"),
    ]
    assert issues == []


def test_without_paths_the_files_of_the_manifest_are_read_in_its_order(folder: Path) -> None:
    (folder / "list.csv").write_text(CSV)
    found, _ = split(open_source((), manifest=folder / "list.csv"))
    assert [one.label for one in found] == ["b", "a"]


def test_paths_may_be_relative_to_the_folder_that_is_read(folder: Path) -> None:
    (folder / "list.csv").write_text("path,title\nb.txt,Ames waits\n")
    found, issues = split(open_source(folder / "news", manifest=folder / "list.csv"))
    assert [one.title for one in found] == ["", "Ames waits"]
    assert issues == []


def test_a_row_that_cannot_be_used_is_an_issue(folder: Path) -> None:
    (folder / "list.csv").write_text("path,published\nnews/c.txt,2024\nnews/a.txt,Tuesday\n,2024\n")
    found, issues = split(open_source(folder / "news", manifest=folder / "list.csv"))
    assert len(found) == 2
    assert [(issue.source[-1], issue.message.split(";")[0]) for issue in issues] == [
        ("2", "no file 'news/c.txt'"),
        ("3", "published: 'Tuesday' is no date"),
        ("4", "no file ''"),
    ]


@pytest.mark.parametrize(
    ("name", "table", "message"),
    [
        ("list.csv", "path,date\nnews/a.txt,2024\n", "unknown column date; known are path, url, outlet, published"),
        ("list.csv", "file\nnews/a.txt\n", "no column 'path'"),
        ("list.csv", "", "no column 'path'"),
        ("list.csv", "path,url\nnews/a.txt,x,y\n", "unknown column"),
        ("list.jsonl", '{"path": "news/a.txt", "date": ""}', "unknown column date"),
        ("list.jsonl", "news/a.txt", ":1: no JSON object"),
        ("list.csv", "path\n\udcff\n", "no manifest that can be read"),
    ],
)
def test_a_manifest_that_cannot_be_used_stops_before_the_run(folder: Path, name: str, table: str, message: str) -> None:
    (folder / name).write_text(table, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(IntakeError, match=message):
        open_source(folder / "news", manifest=folder / name)


def test_a_missing_manifest_is_told(folder: Path) -> None:
    with pytest.raises(IntakeError, match=r"none.csv: no manifest that can be read: No such file"):
        open_source(folder, manifest=folder / "none.csv")
