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
        ("Democratic caucus senators", Roster(titles=("Senator",), party="Democrat")),
        ("members of the Senate Democratic caucus", Roster(titles=("Senator",), party="Democrat")),
        ("registered Democratic senators", Roster(titles=("Senator",), party="Democrat", registered=True)),
        ("House Freedom Caucus", None),
        ("registered voters in the House", None),
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
        ("Democratic senators", "2024-07-24", 51),
        ("registered Democratic senators", "2024-07-24", 47),
        ("registered Democratic senators", "2024-05-01", 48),
        ("independent senators", "2024-07-24", 4),
        ("Democratic senators", "2021-02-01", 50),
        ("registered Democratic senators", "2021-02-01", 48),
        ("Democratic senators from Vermont", "2020-01-01", 2),
        ("Republican senators", "2024-07-24", 49),
        ("senators", "2024-07-24", 100),
        ("senators", "2021-02-01", 100),
        ("senators", "2017-03-01", 100),
        ("senators from Vermont", "2020-01-01", 2),
        ("Democratic governors", "2024-07-22", 23),
        ("Republican governors", "2024-07-22", 27),
    ],
)
def test_rosters_have_the_members_of_their_day(words: str, day: str, count: int) -> None:
    assert len(roster_called(words).members(load_registry(), day)) == count


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2001-05-01", set()),
        ("2003-01-10", {"Jim Jeffords"}),
        ("2010-01-10", {"Bernie Sanders", "Joe Lieberman"}),
        ("2019-01-10", {"Bernie Sanders", "Angus King"}),
        ("2022-12-08", {"Bernie Sanders", "Angus King"}),
        ("2022-12-10", {"Bernie Sanders", "Angus King", "Kyrsten Sinema"}),
        ("2024-06-01", {"Bernie Sanders", "Angus King", "Kyrsten Sinema", "Joe Manchin"}),
        ("2025-02-01", {"Bernie Sanders", "Angus King"}),
    ],
)
def test_who_sits_with_the_democrats_without_belonging_to_them(day: str, names: set[str]) -> None:
    members = roster_called("Democratic senators").members(load_registry(), day)
    assert {actor.name for actor, office in members if office.party == "Independent"} == names
    assert {office.party for _, office in members} <= {"Democrat", "Independent"}


def test_a_user_says_who_sits_with_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    head = "name,title,state,caucus,start,end\n"
    (tmp_path / "figures.csv").write_text(
        "name,gender,title,body,state,party,start,end,aliases\nAda Ames,F,Senator,US Senate,VT,Green,2019-01-03,,\n"
    )
    (tmp_path / "caucuses.csv").write_text(head + "Ada Ames,Senator,VT,Republican,2020-01-01\n")
    with_her = registry.load_registry.__wrapped__()
    for day, sits in (("2019-06-01", False), ("2020-06-01", True)):
        members = roster_called("GOP senators from Vermont").members(with_her, day)
        assert [actor.name for actor, _ in members] == ["Ada Ames"] * sits
    (tmp_path / "caucuses.csv").write_text(head + "Ada Ames,Senator,NH,Republican,2020-01-01,\n")
    with pytest.raises(ConfigError, match=r"Ada Ames is no Senator of NH that is known; add a row to figures\.csv"):
        registry.load_registry.__wrapped__()


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


def test_a_users_contest_takes_the_place_of_the_packaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    (tmp_path / "contests.toml").write_text(
        '[[contest]]\nid = "2028 President"\noffice = "President"\nday = 2028-11-07\n'
        'candidates = [["Ada Ames", "Independent", 2027-01-02, ""]]\n'
    )
    found = registry.load_contests.__wrapped__()
    assert len(found) == len(load_contests())
    contest = contest_called("2028 president", found)
    assert (contest.day, contest.state, contest.opens, contest.dates) == ("2028-11-07", "", "2027-01-02", ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[contest", "no contests: Expected .* see the head of contests.toml"),
        ('[contest]\nid = "x"', r"begin each contest with a line \[\[contest\]\]; \[contest\] is none"),
        ('[[contests]]\nid = "x"', r"begin each contest with a line \[\[contest\]\]; contests is none"),
        ('[[contest]]\noffice = "Mayor"', "contest 1 has no day and has no id; it needs day, id, office and may have"),
        (
            '[[contest]]\nid = "x"\noffice = "Mayor"\nday = "3 November"',
            "contest 'x': '3 November' is no day; write YYYY-",
        ),
        (
            '[[contest]]\nid = "x"\noffice = "Mayor"\nday = "2026-11-03"\ncandidate = []',
            "contest 'x' has candidate, which is unknown; .* may have candidates, dates, state",
        ),
        (
            '[[contest]]\nid = "x"\noffice = "Mayor"\nday = "2026-11-03"\ncandidates = [["Ada Ames", "2026-01-01"]]',
            r"\['Ada Ames', '2026-01-01'\] in candidates is not \[name, party, day of entering, .*\]; write all 4",
        ),
        (
            '[[contest]]\nid = "x"\noffice = "Mayor"\nday = "2026-11-03"\ncandidates = [["A", "B", "", ""]]',
            "contest 'x': '' is no day; write YYYY-MM-DD",
        ),
        ('[[contest]]\nid = "x"\noffice = "Mayor"\nday = "2026-11-03"\ndates = [["Vote"]]', "write all 2"),
    ],
)
def test_a_contest_that_is_not_understood_says_what_to_write(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contests.toml").write_text(text)
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    with pytest.raises(ConfigError, match=rf"{tmp_path}/contests\.toml: .*{says}"):
        registry.load_contests.__wrapped__()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Ada Ames,F,Mayor,,VT,Democrat,Spring 2022,,", "Ada Ames: start: 'Spring 2022' is no date; write YYYY-MM-DD"),
        ("Ada Ames,F,Mayor,,VT,Democrat,2022,2023-02-30,", "Ada Ames: end: '2023-02-30' is no date"),
        (",F,Mayor,,VT,Democrat,2022,,", r"a row has no name \(F, Mayor, VT, Democrat, 2022\); write one"),
    ],
)
def test_an_office_that_is_not_understood_says_what_to_write(
    row: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "figures.csv").write_text(f"{','.join(registry.FIELDS)}\n{row}\n")
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    with pytest.raises(ConfigError, match=rf"figures\.csv: {says}"):
        registry.load_registry.__wrapped__()
