from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import Hints, open_source
from onrecord.intake.files import media_type, sniff
from onrecord.model import Document, Issue, IssueLevel


def documents(*paths: str | Path, **options: object) -> list[Document]:
    return [found for found in open_source(paths, **options) if isinstance(found, Document)]  # type: ignore[arg-type]


def issues(*paths: str | Path, **options: object) -> list[Issue]:
    return [found for found in open_source(paths, **options) if isinstance(found, Issue)]  # type: ignore[arg-type]


def test_a_file_is_one_document_as_it_came(tmp_path: Path) -> None:
    file = tmp_path / "ames.txt"
    file.write_bytes(b"Ames waits.\r\nBell leads.")
    (document,) = documents(file, hints=Hints(outlet="The Gazette", published="2024-07-23T10:00:00Z"))
    assert document == Document(
        source=str(file),
        media_type="text/plain",
        content=b"Ames waits.\r\nBell leads.",
        label="ames",
        outlet="The Gazette",
        published="2024-07-23",
    )
    assert [found.label for found in open_source(str(file)) if isinstance(found, Document)] == ["ames"]


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "deep/c.txt", ".hidden.txt", ".git/d.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ames waits.")
    assert [(found.label, found.media_type) for found in documents(tmp_path)] == [
        ("a", "text/html"),
        ("b", "text/plain"),
        ("c", "text/plain"),
    ]
    (issue,) = issues(tmp_path)
    assert issue.level is IssueLevel.WARNING
    assert ".png is no known format" in issue.message


def test_patterns_and_packed_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ames waits.")
    (tmp_path / "b.html").write_text("<p>Bell leads.")
    with gzip.open(tmp_path / "c.txt.gz", "wt") as file:
        file.write("Cole is out.")
    assert [found.label for found in documents(tmp_path / "*.txt*")] == ["a", "c"]
    assert documents(tmp_path / "c.txt.gz")[0].content == b"Cole is out."


def test_jsonl_keeps_its_ids_and_hints(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": "Ames waits.", "title": "Ames", "published": "2024-07-23", "author": ["A. Bell", "C. Cole"]},
        {"text": "Bell \ud800 leads.", "outlet": None, "words": 3},
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\ufeff" + "\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = documents(file, hints=Hints(outlet="The Gazette", title="Other"))
    assert (first.label, first.title, first.author, first.outlet) == ("7", "Ames", "A. Bell, C. Cole", "The Gazette")
    assert first.source == f"{file}:1"
    assert (second.label, second.content, second.title) == ("news:3", b"Bell ? leads.", "Other")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": ', "no JSON"),
        (b"[1]", "no text"),
        (b'{"id": "a"}', "no text"),
        (b'{"text": " "}', "no text"),
        (b'{"text": "\xff"}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_a_bad_line_is_an_issue_and_the_run_goes_on(tmp_path: Path, line: bytes, message: str) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(line + b'\n{"id": "b", "text": "Bell leads."}\n')
    found = list(open_source(file))
    assert [type(one) for one in found] == [Issue, Document]
    assert isinstance(found[0], Issue)
    assert found[0].source == f"{file}:1"
    assert message in found[0].message


def test_a_date_that_is_none_costs_the_date_alone(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"text": "Ames waits.", "published": "Tuesday"}')
    warning, document = open_source(file, hints=Hints(published="2024"))
    assert isinstance(warning, Issue)
    assert "'Tuesday' is no date; write YYYY-MM-DD" in warning.message
    assert isinstance(document, Document)
    assert document.published == "2024"


def test_what_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "torn.txt.gz").write_bytes(gzip.compress(b"Ames waits.")[:-9])
    (tmp_path / "unpacked.txt.gz").write_bytes(b"Ames waits.")
    assert [issue.level for issue in issues(tmp_path)] == [IssueLevel.ERROR] * 3
    assert documents(tmp_path) == []


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("missing.txt",), "no such file or folder"),
        (("https://example.org/story.html?id=1",), "nothing is fetched; save the page"),
        (("*.nothing",), "no file matches"),
        (("photo.png",), r"\.png is no known format; known are \.txt"),
        ((), "nothing to read"),
    ],
)
def test_an_argument_that_cannot_be_used_stops_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(IntakeError, match=message):
        open_source(paths)


def test_a_date_hint_that_is_none_stops_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="published: 'Tuesday' is no date"):
        open_source(tmp_path, hints=Hints(published="Tuesday"))


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (b"Ames waits.", ["text/plain"]),
        (b"\n<!DOCTYPE html><p>Ames waits.", ["text/html"]),
        (b'{"text": "Ames waits."}\n{"text": "Bell leads."}', ["text/plain", "text/plain"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, kinds: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
    assert [found.media_type for found in documents("-")] == kinds


def test_reading_is_lazy(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"text": "Ames waits."}\n' * 3)
    source = open_source([file, tmp_path])
    next(source)
    (tmp_path / "new.txt").write_text("Bell leads.")
    assert len(list(source)) == 2 + 3 + 1


@pytest.mark.parametrize(
    ("name", "kind"), [("a.TXT", "text/plain"), ("a.htm.gz", "text/html"), ("README", ""), ("a.pdf", ""), ("a.gz", "")]
)
def test_media_type(name: str, kind: str) -> None:
    assert media_type(Path(name)) == kind


def test_sniffing_nothing_is_plain_text() -> None:
    assert sniff(b"") == "text/plain"
