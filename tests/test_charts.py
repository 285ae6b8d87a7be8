from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy.engine import Connection
from typer.testing import CliRunner

from onrecord.charts import CHARTS, KINDS, Question, draw, render
from onrecord.charts.boards import NAMES
from onrecord.charts.courses import CANDIDATES
from onrecord.charts.lanes import LANES
from onrecord.cli import app
from onrecord.errors import ConfigError, LedgerError, MissingError, RefusedError
from onrecord.ledger import Ledger, open_ledger
from onrecord.looks import LOOKS
from onrecord.reports import View
from tests.records import article, position, record

DOCS = Path(__file__).resolve().parents[1] / "docs"
HARRIS, TRUMP = "Kamala Harris", "Donald Trump"
LONG = "The Grand International Brotherhood of Bakers, Confectioners and Millers of America"
TOLD = (
    ("Cory Booker", "endorses", HARRIS, "2024-07-22"),
    ("Liz Cheney", "supports", HARRIS, "2024-09"),
    ("Bernie Sanders", "withholds", HARRIS, "2024-07-23"),
    ("Bernie Sanders", "supports", HARRIS, "2024-07-24"),
    ("Joe Manchin", "declines", HARRIS, "2024-09-24"),
    ("Kelly Ayotte", "endorses", TRUMP, "2016-05-01"),
    ("Kelly Ayotte", "withdraws", TRUMP, "2016-10-08"),
    ("Mitt Romney", "opposes", TRUMP, "2024-05-01"),
    (LONG, "opposes", HARRIS, "2024-08-01"),
    ("O’Neil <Bo> & Sons", "withdraws", HARRIS, "2024-08-02"),
)
#: What each chart is asked for here.
ASKED: dict[str, dict[str, str]] = {
    "board": {"target": HARRIS},
    "course": {"target": HARRIS},
    "person": {"name": "Bernie Sanders"},
    "moves": {"since": "2024-07-01"},
}


def fill(ledger: Ledger, told: tuple[tuple[str, str, str, str], ...]) -> None:
    for number, (holder, stance, target, day) in enumerate(told):
        one = article(f"{number}: {holder} {stance} {target}.", published=(day + "-28")[:10])
        ledger.post(record(one, position(one, holder, stance, target, date=day)))


def invented(first: str, number: int) -> list[str]:
    """So many names that no register has."""
    return [f"{first} Q{chr(97 + n // 26)}{chr(97 + n % 26)}xander" for n in range(number)]


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    """A small ledger, with every stance on one target."""
    with open_ledger(":memory:") as ledger:
        fill(ledger, TOLD)
        with ledger.reading() as reading:
            yield reading


@pytest.fixture(scope="module")
def crowd() -> Iterator[Connection]:
    """A ledger in which many endorse one, and one endorses many."""
    with open_ledger(":memory:") as ledger:
        fill(ledger, tuple((name, "endorses", HARRIS, "2024-07-22") for name in invented("Zed", NAMES + 12)))
        fill(ledger, tuple(("Bo Bell", "endorses", name, "2024-07-23") for name in invented("Vic", LANES + 5)))
        names = (
            "Cory Booker",
            "Julián Castro",
            "Amy Klobuchar",
            "Elizabeth Warren",
            "Joe Biden",
            "Bernie Sanders",
            TRUMP,
        )
        fill(ledger, tuple(("Di Dunn", "endorses", name, "2020-02-03") for name in names))
        with ledger.reading() as reading:
            yield reading


def drawn(connection: Connection, chart: str, **asked: Any) -> tuple[set[str], set[str]]:
    """The lines of words and the colours of a chart's SVG."""
    root = ElementTree.fromstring(render(draw(connection, chart, Question(**asked)), "svg"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = {line for node in root.iter() if node.tag.endswith("}text") for line in node.itertext()}
    return words, {value for node in root.iter() for name in ("fill", "stroke") if (value := node.get(name))}


@pytest.mark.parametrize("chart", CHARTS)
def test_each_chart_is_drawn_and_documented(connection: Connection, chart: str) -> None:
    words, _ = drawn(connection, chart, **ASKED[chart])
    assert words
    page = (DOCS / "charts.md").read_text(encoding="utf-8")
    assert f"\n## {chart.capitalize()}\n" in page
    assert f"(charts/{chart}.svg)" in page


@pytest.mark.parametrize("chart", CHARTS)
def test_kept_pictures_are_small_and_fetch_nothing(chart: str) -> None:
    kept = (DOCS / "charts" / f"{chart}.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(kept)
    assert len(kept) < 60_000
    assert set(re.findall(r"https?://[^\"' )]+", kept)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_a_board_names_everybody_in_the_colours_of_all_stances(connection: Connection) -> None:
    words, colours = drawn(connection, "board", target=HARRIS)
    assert words >= {"Cory Booker", "Liz Cheney", "Bernie Sanders", "Joe Manchin", "O’Neil <Bo> & Sons"}
    assert words >= {"endorses 1", "supports 2", "withholds 1", "declines 1", "opposes 1", "withdraws 1"}
    assert colours >= {look.colour for look in LOOKS.values()}


def test_a_name_too_long_for_its_column_is_cut(connection: Connection) -> None:
    words, _ = drawn(connection, "board", target=HARRIS)
    cut = next(text for text in words if text.startswith("The Grand"))
    assert cut.endswith("…")
    assert LONG.startswith(cut[:-1])


def test_a_contest_has_a_block_for_each_candidate(connection: Connection) -> None:
    words, _ = drawn(connection, "board", contest="2024 president")
    assert words >= {HARRIS, TRUMP, "Mitt Romney", "Where they stand: 2024 president"}
    assert "Kelly Ayotte" not in words


def test_a_crowded_board_counts_the_rest(crowd: Connection) -> None:
    words, _ = drawn(crowd, "board", target=HARRIS)
    assert f"endorses {NAMES + 12}" in words
    assert "and 12 more" in words
    assert sum(text.startswith("Zed Q") for text in words) == NAMES


def test_a_day_before_shows_the_board_of_then(connection: Connection) -> None:
    words, _ = drawn(connection, "board", target=HARRIS, view=View(as_of="2024-07-23"))
    assert words >= {"Cory Booker", "Bernie Sanders", "As of July 23, 2024"}
    assert "Joe Manchin" not in words


def test_a_picture_says_what_it_leaves_out(connection: Connection) -> None:
    words, _ = drawn(connection, "board", target=HARRIS, view=View(basis="reported", min_confidence=0.5))
    assert "From articles up to September 28, 2024; only reported; confidence of 0.5 or more" in words


def test_a_course_begins_on_the_first_day_that_is_told(connection: Connection) -> None:
    spec = draw(connection, "course", Question(target=HARRIS))
    layer = spec["vconcat"][0]["layer"][0]
    assert layer["encoding"]["x"]["scale"]["domain"][0] == {"year": 2024, "month": 7, "date": 22, "utc": True}
    _, colours = drawn(connection, "course", target=HARRIS)
    assert colours >= {look.colour for look in LOOKS.values()}


def test_a_contest_ends_on_its_day_with_its_stages(connection: Connection) -> None:
    words, _ = drawn(connection, "course", contest="2024 president")
    assert words >= {HARRIS, TRUMP, "Democratic convention", "Election"}
    spec = draw(connection, "course", Question(contest="2024 president"))
    ends = [one["layer"][0]["encoding"]["x"]["scale"]["domain"][1] for one in spec["vconcat"]]
    assert ends == [{"year": 2024, "month": 11, "date": 5, "utc": True}] * 2


def test_a_crowded_contest_shows_the_first_candidates_and_says_so(crowd: Connection) -> None:
    words, _ = drawn(crowd, "course", contest="2020 president")
    assert f"The {CANDIDATES} of {CANDIDATES + 1} candidates on whom the most stood somewhere" in words


def test_two_stances_at_once_have_two_lanes(connection: Connection) -> None:
    spec = draw(connection, "person", Question(name="Sanders"))
    assert spec["title"]["text"] == "Where Bernie Sanders stood, from when to when"
    rows = next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]
    assert {(row["stance"], row["lane"]) for row in rows} == {("withholds", f"0\t{HARRIS}"), ("supports", "1\t")}


def test_many_lanes_are_cut_to_the_last_ones(crowd: Connection) -> None:
    words, _ = drawn(crowd, "person", name="Bo Bell")
    assert f"The last {LANES} of {LANES + 5}" in words
    assert sum(text.startswith("Vic Q") for text in words) == LANES


def test_moves_say_from_what_to_what_and_how_well_the_day_is_known(connection: Connection) -> None:
    words, _ = drawn(connection, "moves", since="2016-06-01", target=TRUMP)
    assert words >= {"Who moved on Donald Trump since June 1, 2016", "endorses → withdraws", "Kelly Ayotte"}
    words, _ = drawn(connection, "moves", since="2024-07-01")
    assert words >= {f"Liz Cheney on {HARRIS}", "supports (Sep 2024)"}


def test_a_png_has_twice_the_size_of_the_svg(connection: Connection) -> None:
    spec = draw(connection, "board", Question(target=HARRIS))
    png, svg = render(spec, "png"), ElementTree.fromstring(render(spec, "svg"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert width > height > 200


def test_a_picture_comes_out_the_same_each_time(connection: Connection) -> None:
    spec = draw(connection, "moves", Question(since="2024-07-01"))
    assert render(spec, "svg") == render(spec, "svg")


@pytest.mark.parametrize(
    ("chart", "asked", "error", "says"),
    [
        ("pie", {}, RefusedError, "no chart 'pie'; there are board, course, person, moves"),
        ("board", {}, RefusedError, "a board needs a target or a contest"),
        ("course", {}, RefusedError, "a course needs a target or a contest"),
        ("person", {}, RefusedError, "needs a name"),
        ("moves", {}, RefusedError, "needs the day since when"),
        ("board", {"target": "Kamela Haris"}, MissingError, "nothing about 'Kamela Haris'.*did you mean Kamala Harris"),
        ("person", {"name": "Nobody Atall"}, MissingError, "nothing about 'Nobody Atall'"),
        ("board", {"contest": "1848 king"}, ConfigError, "1848 king"),
        ("board", {"contest": "2008 president"}, RefusedError, "nothing to draw"),
        ("board", {"target": "Cory Booker"}, RefusedError, "nothing to draw"),
        ("course", {"target": HARRIS, "view": View(as_of="2001-01-01")}, RefusedError, "nothing to draw"),
        ("person", {"name": HARRIS}, RefusedError, "nothing to draw"),
        ("moves", {"since": "2025-01-01"}, RefusedError, "nothing to draw"),
    ],
)
def test_refusals_say_what_to_do(
    connection: Connection, chart: str, asked: dict[str, Any], error: type[LedgerError], says: str
) -> None:
    with pytest.raises(error, match=says):
        draw(connection, chart, Question(**asked))


def test_an_unknown_kind_of_file_is_refused(connection: Connection) -> None:
    with pytest.raises(RefusedError, match=f"no picture of the kind 'gif'; there are {', '.join(KINDS)}"):
        render(draw(connection, "board", Question(target=HARRIS)), "gif")


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    where, picture = tmp_path / "ledger.db", tmp_path / "board.svg"
    with open_ledger(where) as ledger:
        fill(ledger, TOLD)
    asked = ["chart", "board", "--target", HARRIS, "--ledger", str(where), "--output"]
    done = CliRunner().invoke(app, [*asked, str(picture)])
    assert done.output.startswith(f"{picture} (")
    assert ElementTree.fromstring(picture.read_bytes()).tag.endswith("svg")
    missing = CliRunner().invoke(app, [*asked, str(tmp_path / "nowhere" / "board.svg")])
    assert "cannot be written" in str(missing.exception)
