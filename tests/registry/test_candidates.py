from __future__ import annotations

import pytest

from onrecord.registry import load_registry, rank


@pytest.mark.parametrize(
    ("name", "day", "runs"),
    [
        ("Hillary Clinton", "2016-03-01", True),
        ("Hillary Clinton", "2018-03-01", False),
        ("Bernie Sanders", "2020-03-01", True),
        ("Bernie Sanders", "2020-06-01", False),
        ("Mitch McConnell", "2016-03-01", False),
        ("Hillary Clinton", "", False),
    ],
)
def test_who_runs_on_a_day(name: str, day: str, runs: bool) -> None:
    (actor,) = load_registry().by_name(name)[:1]
    assert actor.is_candidate(day) == runs


@pytest.mark.parametrize(
    ("title", "day", "name"),
    [
        ("Republican nominee", "2016-08-01", "Donald Trump"),
        ("Democratic nominee", "2016-08-01", "Hillary Clinton"),
        ("Democratic nominee", "2020-08-01", "Joe Biden"),
        ("Democratic nominee", "2024-09-01", "Kamala Harris"),
        ("Republican nominee", "2016-02-01", ""),
    ],
)
def test_who_is_a_partys_nominee(title: str, day: str, name: str) -> None:
    assert {actor.name for actor in load_registry().holders_of(title, day=day)} == ({name} if name else set())


@pytest.mark.parametrize(
    ("first_name", "day", "name"),
    [
        ("Hillary", "2015-10-01", "Hillary Clinton"),
        ("Bernie", "2020-02-01", "Bernie Sanders"),
        ("Kamala", "2024-09-01", "Kamala Harris"),
        ("John", "2020-02-01", ""),
        ("Bernie", "2005-02-01", ""),
    ],
)
def test_whom_a_first_name_brings_to_mind(first_name: str, day: str, name: str) -> None:
    actor = load_registry().known_by_first_name(first_name, day)
    assert (actor.name if actor is not None else "") == name


def test_a_race_that_is_over_counts_less_than_one_that_is_on() -> None:
    registry = load_registry()
    assert registry.known_as("Paul", "2015-09-01") == registry.by_name("Rand Paul")[0]
    (cain,) = registry.by_name("Herman Cain")
    assert rank(cain, "2011-08-01") > rank(cain, "2013-08-01") > rank(cain, "2019-08-01")
