from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import registry
from onrecord.errors import ConfigError
from onrecord.registry import Roster, contest_called, find_roster, load_contests, load_registry, roster_called


@pytest.mark.parametrize(
    ("words", "roster"),
    [
        ("Democratic senators", Roster(titles=("Senator",), party="Democrat")),
        ("Senate Democrats", Roster(titles=("Senator",), party="Democrat")),
        ("House Republicans", Roster(titles=("Representative",), party="Republican")),
        ("the Republican governors", Roster(titles=("Governor",), party="Republican")),
        ("Vermont's senators", Roster(titles=("Senator",), state="VT")),
        ("GOP lawmakers", Roster(titles=("Senator", "Representative"), party="Republican")),
        ("House members", Roster(titles=("Representative",))),
        ("Democrats", None),
        ("undecided voters", None),
        ("senators who have not endorsed him", None),
    ],
)
def test_rosters_by_their_words(words: str, roster: Roster | None) -> None:
    assert find_roster(words) == roster


@pytest.mark.parametrize(
    ("words", "day", "count"),
    [
        ("Democratic senators", "2024-07-24", 47),
        ("Republican senators", "2024-07-24", 49),
        ("senators", "2024-07-24", 100),
        ("senators", "2021-02-01", 100),
        ("senators", "2017-03-01", 100),
        ("senators from Vermont", "2020-01-01", 2),
    ],
)
def test_rosters_have_the_members_of_their_day(words: str, day: str, count: int) -> None:
    assert len(roster_called(words).members(load_registry(), day)) == count


def test_what_is_no_roster_says_what_is() -> None:
    with pytest.raises(ConfigError, match="Democratic senators"):
        roster_called("friends of Bo")


def test_contests_have_candidates_and_days() -> None:
    contest = contest_called("2024 President", load_contests())
    assert (contest.day, contest.opens) == ("2024-11-05", "2022-11-15")
    running = {one.name for one in contest.candidates if one.runs_on("2024-07-22")}
    assert "Kamala Harris" in running
    assert "Joe Biden" not in running
    with pytest.raises(ConfigError, match="2016 president"):
        contest_called("2017 president", load_contests())


def test_a_user_adds_a_race_without_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "contests.toml").write_text(
        '[[contest]]\nid = "2026 Utopia governor"\noffice = "Governor"\nstate = "UT"\nday = "2026-11-03"\n'
        'candidates = [["Ada Ames", "Independent", "2026-01-02", ""]]\n'
    )
    (tmp_path / "organisations.csv").write_text("name,kind,aliases\nGuild of Bakers,union,GOB\n")
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    assert registry.load_contests.__wrapped__()[-1].candidates[0].name == "Ada Ames"
    assert registry.load_organisations.__wrapped__().by_name("GOB")[0].kind == "union"
    (tmp_path / "contests.toml").write_text("[[contest]]\nid = 3")
    with pytest.raises(ConfigError, match="no contests"):
        registry.load_contests.__wrapped__()
