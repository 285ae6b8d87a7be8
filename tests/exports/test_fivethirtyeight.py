"""FiveThirtyEight's table: its columns, its words for offices, and a notebook's questions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.exports.endorsers import GROUPS, endorser
from onrecord.exports.fivethirtyeight import COLUMNS, Place, place_of
from onrecord.registry import load_registry
from tests.exports.conftest import Exported

#: Of the endorsers of the 2020 table whom the registry knows: how many get its position, and its points.
FLOOR = 0.88


def place(name: str, day: str) -> Place:
    return place_of(load_registry().by_name(name, day)[0], day)


@pytest.mark.parametrize(
    ("name", "day", "position", "category", "points"),
    [
        ("Amy Klobuchar", "2020-03-02", "senator", "Senators", 6),
        ("Gretchen Whitmer", "2024-07-22", "governor", "Governors", 8),
        ("Andy Kim", "2020-02-06", "representative", "Representatives", 3),
        ("Eleanor Holmes Norton", "2020-02-06", "delegate", "Representatives", 3),
        ("Nancy Pelosi", "2020-02-10", "U.S. House speaker", "Current party leaders", 10),
        ("Nancy Pelosi", "2024-07-22", "former U.S. House speaker", "Former party leaders", 5),
        ("Jim Clyburn", "2020-02-26", "U.S. House Democratic whip", "Current party leaders", 10),
        ("Chuck Schumer", "2024-07-23", "U.S. Senate majority leader", "Current party leaders", 10),
        ("Paul Ryan", "2020-01-01", "former U.S. House speaker", "Former party leaders", 5),
        ("Tom Perez", "2020-02-10", "DNC chair", "Current party leaders", 10),
        ("Joe Biden", "2020-08-18", "past vice president", "Past presidents and vice presidents", 10),
        ("Joe Biden", "2024-07-21", "U.S. president", "Current party leaders", 10),
        ("Pete Buttigieg", "2020-03-02", "Former 2020 candidate", "Candidates who have dropped out", 5),
        ("Pete Buttigieg", "2024-07-22", "former presidential candidate", "", None),
        ("Liz Cheney", "2024-10-03", "former representative", "", None),
    ],
)
def test_offices_have_its_words_and_points(
    name: str, day: str, position: str, category: str, points: int | None
) -> None:
    found = place(name, day)
    assert (found.position, found.category, found.points) == (position, category, points)


@pytest.mark.parametrize("day", ["", "2016-05-05", "2024-07-22"])
def test_everybody_of_the_registry_has_a_place(day: str) -> None:
    for actor in load_registry().actors:
        found = place_of(actor, day)
        assert (found.points is None) == (found.category == "")
        assert endorser(actor.id, actor.name, "person", day).group in GROUPS


def test_without_a_day_nobody_is_a_former_one() -> None:
    for actor in load_registry().actors:
        assert not place_of(actor, "").position.casefold().startswith(("former ", "past "))
    cheney = load_registry().by_name("Liz Cheney", "2020-02-10")[0]
    assert (place_of(cheney, "").position, place_of(cheney, "").points) == ("representative", None)


def test_mayors_have_their_city() -> None:
    found = place("Karen Bass", "2024-07-22")
    assert (found.position, found.city, found.state, found.party) == ("mayor", "Los Angeles", "CA", "D")


def test_columns_are_those_of_the_file(shared: Path, exported: Exported) -> None:
    with (shared / "tables" / "endorsements-2020.csv").open(encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
    assert exported("fivethirtyeight").decode().splitlines()[0].split(",") == list(COLUMNS)


def test_places_agree_with_the_file(shared: Path) -> None:
    registry = load_registry()
    with (shared / "tables" / "endorsements-2020.csv").open(encoding="utf-8") as file:
        rows = [(row, registry.by_name(row["endorser"], "2020-02-10")) for row in csv.DictReader(file)]
    known = [(row, place_of(actors[0], row["date"] or "2020-02-10")) for row, actors in rows if actors]
    assert len(known) > 400
    assert sum(found.position == row["position"] for row, found in known) / len(known) > FLOOR
    assert sum(str(found.points) == row["points"] for row, found in known) / len(known) > FLOOR
    assert sum(found.state == row["state"] for row, found in known) / len(known) > FLOOR


def test_a_notebook_finds_what_it_asks_for(exported: Exported) -> None:
    frame = pd.read_csv(io.BytesIO(exported("fivethirtyeight")))
    frame["date"] = pd.to_datetime(frame["date"])
    backed = frame[frame["endorsee"].notna()]
    assert backed.groupby("endorsee")["points"].sum().to_dict() == {"Kamala Harris": 6}
    assert list(backed["endorser"]) == ["Liz Cheney", "Bernie Sanders", "AFL-CIO"]
    assert list(backed["endorser party"].fillna("")) == ["R", "I", ""]
    assert set(frame[frame["endorsee"].isna()]["endorser"]) == {"Joe Manchin", "Ada Ames"}


def test_a_month_is_no_day(exported: Exported) -> None:
    (union,) = [
        row for row in csv.DictReader(io.StringIO(exported("fivethirtyeight").decode())) if row["endorser"] == "AFL-CIO"
    ]
    assert (union["date"], union["endorsee"], union["position"], union["points"]) == ("", "Kamala Harris", "", "")


def test_the_demo_has_one_row_for_each_endorsement(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["fivethirtyeight"].write(demo, out, contest="2020 president")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    backed = {(row["endorser"], row["endorsee"], row["position"]) for row in rows if row["endorsee"] == "Joe Biden"}
    assert ("Amy Klobuchar", "Joe Biden", "senator") in backed
    assert ("Jim Clyburn", "Joe Biden", "U.S. House Democratic whip") in backed
    assert len({(row["endorser"], row["endorsee"]) for row in rows}) == len(rows)
