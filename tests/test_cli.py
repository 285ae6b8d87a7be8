"""The commands, on a ledger filled by hand: what is shown, and what is said when something is wrong."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner

from onrecord import cli, pipeline
from onrecord.entries import Basis, Event, PollFigure, Record, Stance, Tally
from onrecord.ledger import open_ledger
from onrecord.model import Document, Issue
from onrecord.pipeline import read_document
from tests.records import article, position, record, statement

WORDS = "I want to hear his plan for the schools before I decide,"
FIRST = article(
    f"“{WORDS}” Ada Ames told NBC News. She said she would vote for Bo Bell.",
    published="2024-07-23",
    outlet="NBC News",
    label="first",
    title="Ames waits",
)
COPY = article(f'Ada Ames told NBC News: "{WORDS[:-1]}."', published="2024-07-24", outlet="The Gazette", label="copy")
TALLY = article(
    "Forty-eight senators have endorsed Bo Bell, including Cy Cole. He is at 41 percent in Ohio.",
    published="2024-07-25",
    label="tally",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "campaign.db")
    whole = (TALLY.span(0, len(TALLY.text)),)
    with open_ledger(path) as ledger:
        ledger.post(
            record(
                FIRST,
                position(
                    FIRST,
                    "Ada Ames",
                    "withholds",
                    "Bo Bell",
                    terms=("hear his plan for the schools",),
                    basis="own words",
                    date="2024-07-22",
                ),
                position(FIRST, "Ada Ames", "supports", "Bo Bell", basis="own words"),
                statement(FIRST, "Ada Ames", WORDS, to="NBC News"),
            )
        )
        ledger.post(record(COPY, statement(COPY, "Ada Ames", WORDS[:-1] + ".", to="NBC News", via=("NBC News",))))
        ledger.post(
            record(
                TALLY,
                position(TALLY, "Cy Cole", "endorses", "Bo Bell"),
                Tally(
                    count="Forty-eight",
                    number=48,
                    group="senators",
                    stance=Stance.ENDORSES,
                    target="Bo Bell",
                    named=("Cy Cole",),
                    evidence=whole,
                ),
                PollFigure(subject="Bo Bell", value=41.0, place="Ohio", evidence=whole),
                PollFigure(subject="Bo Bell", lead=3.0, evidence=whole),
                Event(kind="rally", who=("Bo Bell",), place="Ohio", evidence=whole),
            )
        )
    return path


def run(*words: str) -> str:
    shown = CliRunner().invoke(cli.app, list(words))
    assert shown.exit_code == 0, shown.output
    return shown.output


def rows(*words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(*words, "--json"))
    return found


def test_board_shows_stances_terms_and_sources(book: str) -> None:
    shown = run("board", "--target", "Bell", "--ledger", book)
    for words in ("withholds", "supports", "endorses", "hear his plan", "1 article, 1 source"):
        assert words in " ".join(shown.split())


def test_board_filters(book: str) -> None:
    board = ("board", "--target", "Bo Bell", "--ledger", book)
    assert {row["holder"] for row in rows(*board)} == {"Ada Ames", "Cy Cole"}
    assert {row["holder"] for row in rows(*board, "--basis", Basis.OWN_WORDS)} == {"Ada Ames"}
    assert {row["holder"] for row in rows(*board, "--as-of", "2024-07-24")} == {"Ada Ames"}
    assert rows(*board, "--known-at", "2000-01-01") == []


@pytest.mark.parametrize(
    "command",
    [
        ["board", "-t", "Bell"],
        ["diff", "--since", "2000-01-01"],
        ["conflicts"],
        ["who", "Ames"],
        ["wants"],
        ["tallies"],
        ["polls"],
        ["events"],
    ],
)
def test_every_view_takes_the_clocks_and_the_filters(book: str, command: list[str]) -> None:
    told, asked = rows(*command, "--ledger", book), ("--reviewed", "--min-confidence", "0.5", "--as-of", "2024-12")
    # A day counts to its end: what was read today is known today.
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert rows(*command, "--known-at", today, "--ledger", book) == told
    left = rows(*command, *asked, "--ledger", book)
    assert left in ([], {"moves": [], "terms": []})


def test_board_without_a_target_counts_all(book: str) -> None:
    (row,) = rows("board", "--ledger", book)
    assert (row["target"], row["endorses"], row["withholds"]) == ("Bo Bell", 1, 1)


def test_who_ties_the_same_words_together(book: str) -> None:
    found = rows("who", "ames", "--ledger", book)
    (said,) = [row for row in found if row["kind"] == "statement"]
    assert len(said["reports"]) == 2  # type: ignore[arg-type]
    assert "one statement, 2 reports" in run("who", "Ames", "--ledger", book)


def test_wants_names_who_asks_what_of_whom(book: str) -> None:
    (row,) = rows("wants", "--target", "Bell", "--ledger", book)
    assert (row["holder"], row["asks"], row["of"]) == ("Ada Ames", "hear his plan for the schools", "Bo Bell")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("tallies", "Forty-eight"),
        ("polls", "41"),
        ("polls", "leads by 3"),
        ("events", "rally"),
        ("articles", "Ames waits"),
        ("issues", "No issues"),
    ],
)
def test_lists(book: str, command: str, words: str) -> None:
    assert words in run(command, "--ledger", book)
    json.loads(run(command, "--ledger", book, "--json"))


def test_show_marks_the_article_by_label_or_id(book: str) -> None:
    shown = run("show", "first", "--ledger", book)
    assert WORDS in " ".join(shown.split())
    assert "[1]" in shown
    assert run("show", FIRST.id[:9], "--ledger", book) == shown


def test_why_shows_the_exact_characters_and_who_found_them(book: str) -> None:
    entry = rows("board", "--target", "Bell", "--ledger", book)[0]["entries"][0]  # type: ignore[index]
    shown = run("why", entry[:8], "--ledger", book)
    assert shown.startswith("position ")
    assert "characters 0 to" in shown
    assert "[Forty-eight senators" in shown
    assert "found by reader 1" in shown


def test_who_stops_a_long_reading_is_told_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Ada Ames waits.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Cy Cole waits.", encoding="utf-8")

    def interrupted(document: Document, nlp: Language) -> Record | Issue:
        if document.source.endswith("b.txt"):
            raise KeyboardInterrupt
        return read_document(document, nlp)

    monkeypatch.setattr(pipeline, "read_document", interrupted)
    book = str(tmp_path / "kept.db")
    shown = CliRunner().invoke(cli.app, ["read", str(tmp_path), "--published", "2024-07-23", "--ledger", book])
    assert shown.exit_code == 130
    assert "1 article" in shown.output
    assert "what was read is kept" in shown.output
    assert [row["label"] for row in rows("articles", "--ledger", book)] == ["a"]


@pytest.mark.parametrize("command", [["board"], ["diff", "--since", "2024-01-01"], ["conflicts"], ["wants"]])
def test_a_target_that_nobody_has_is_no_empty_answer(
    book: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = fails(monkeypatch, capsys, *command, "--target", "Bo Bel", "--ledger", book)
    assert "nothing about 'Bo Bel' in this ledger; did you mean Bo Bell?" in told


def test_a_contest_shows_on_whom_everybody_stands(tmp_path: Path) -> None:
    words = article("Ada Ames endorsed Kamala Harris. Cy Cole endorsed Donald Trump.", published="2024-09-02")
    with open_ledger(str(tmp_path / "race.db")) as ledger:
        ames = position(words, "Ada Ames", "endorses", "Kamala Harris")
        ledger.post(record(words, ames, position(words, "Cy Cole", "endorses", "Donald Trump")))
    shown = run("board", "--contest", "2024 president", "--ledger", str(tmp_path / "race.db"))
    places = [shown.index(name) for name in ("Donald Trump", "Cy Cole", "Kamala Harris", "Ada Ames")]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("command", [["board", "-t", "Bell"], ["who", "Ames"], ["wants"], ["tallies"], ["polls"]])
def test_views_hold_at_a_width(book: str, command: list[str], width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run(*command, "--ledger", book)
    assert max(len(line) for line in shown.splitlines()) <= max(width, 100)


def fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["onrecord", *words])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code not in (0, None)
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return " ".join(told.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["board", "--ledger", "missing.db"], "no such ledger"),
        (["read", "missing.txt"], "no such file or folder"),
        (["read", ".", "--published", "Tuesday"], "is no date"),
        (["read", ".", "--manifest", "missing.csv"], "missing.csv"),
        (["evaluate", "missing"], "no such file or folder"),
        (["bord"], "No such command"),
        (["board", "--min-confidence", "7"], "0<=x<=1"),
        (["board", "--known-at", "never"], "is no moment"),
    ],
)
def test_errors_are_one_line_that_says_what_to_do(
    words: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text("Ames waits.")
    monkeypatch.chdir(tmp_path)
    assert message in fails(monkeypatch, capsys, *words)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_unknown_names_suggest_near_ones(
    book: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "did you mean Ada Ames" in fails(monkeypatch, capsys, "who", "Ada Aims", "--ledger", book)
    assert "did you mean Bo Bell" in fails(monkeypatch, capsys, "board", "-t", "Bo Ball", "--ledger", book)


@pytest.mark.parametrize("command", ["show", "why"])
def test_unknown_ids_say_so(
    command: str, book: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "in this ledger" in fails(monkeypatch, capsys, command, "zzzz", "--ledger", book)


def test_version() -> None:
    assert run("--version").startswith("onrecord ")


@pytest.fixture
def own(book: str, tmp_path: Path) -> str:
    """A copy of the ledger, to decide on."""
    path = str(tmp_path / "own.db")
    assert "entry" in run("ledger", "copy", book, path)
    return path


def entry_of(book: str, holder: str) -> str:
    rows = json.loads(run("board", "--target", "Bo Bell", "--ledger", book, "--json"))
    return str(next(row["entries"][0] for row in rows if row["holder"] == holder))


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (("board", "--target", "Bo Bell", "--roster", "Democratic senators", "--as-of", "2024-07-25"), "51 of 51"),
        (("board", "--contest", "2024 president"), "Nothing in this ledger"),
        (("diff", "--since", "2024-07-23"), "Cy Cole"),
        (("diff", "--since", "2025-01-01"), "Nobody moved"),
        (("tallies", "--check"), "senators"),
        (("conflicts",), "No two sources"),
        (("actors", "find", "Kamala Harris"), "bioguide:H001075"),
        (("actors", "show", "outlet:boston-globe"), "owner: Boston Globe Media Partners"),
        (("actors", "show", "Ada Ames"), "printed as Ada Ames in 2 articles"),
        (("actors", "doubts"), "Nobody is in doubt"),
        (("review", "queue"), "Cy Cole"),
        (("ledger", "check"), "every span stands"),
    ],
)
def test_what_is_who_and_where(book: str, call: tuple[str, ...], shown: str) -> None:
    where = (book,) if call[0] == "ledger" else ("--ledger", book)
    assert shown in run(*call, *where)


def test_contests_are_listed() -> None:
    assert "2016 president" in run("contests")


def test_an_editor_decides_and_takes_back(own: str) -> None:
    entry = entry_of(own, "Cy Cole")
    at = ("--ledger", own, "--by", "Eve")
    run("review", "amend", entry[:9], "stance=opposes", "--note", "misread", *at)
    assert "opposes" in run("board", "--target", "Bo Bell", "--ledger", own)
    shown = run("why", entry[:9], "--ledger", own)
    assert "amended by Eve" in shown
    assert "endorses" in shown
    assert json.loads(run("review", "export", "--ledger", own))["stance"] == "opposes"
    run("review", "undo", entry[:9], *at)
    run("review", "reject", entry[:9], *at)
    assert "Cy Cole" not in run("board", "--target", "Bo Bell", "--ledger", own)
    run("review", "undo", entry[:9], *at)
    assert "an empty note" in str(CliRunner().invoke(cli.app, ["review", "note", entry[:9], " ", *at]).exception)
    run("review", "note", entry[:9], "look again", *at)
    run("review", "accept", entry[:9], *at)
    assert "Cy Cole" in run("board", "--target", "Bo Bell", "--reviewed", "--ledger", own)


def test_an_editor_says_who_is_who(own: str) -> None:
    at = ("--ledger", own, "--by", "Eve")
    assert run("actors", "add", "Cyrus Cole", "--alias", "Cy", *at).strip() == "local:cyrus-cole"
    assert "merge 1" in run("actors", "merge", "Cyrus Cole", "Cy Cole", *at)
    assert "Cyrus Cole" in run("board", "--target", "Bo Bell", "--ledger", own)
    run("actors", "undo", "1", *at)
    run("actors", "split", "tally", "Cy Cole", "Ada Ames", *at)
    assert "Cy Cole" not in run("board", "--target", "Bo Bell", "--ledger", own)


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_needs_no_parser_loads_none(asked: str) -> None:
    program = (
        "import sys\nfrom onrecord.cli import main\n"
        f"sys.argv = ['onrecord', {asked!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    print('loaded:', *sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stderr.split("loaded: ", 1)[1].split()
    assert "onrecord" in done.stdout
    assert not {"spacy", "onnxruntime", "fastapi", "altair", "alembic"} & set(loaded)
