from __future__ import annotations

import pytest

from onrecord.ledger import Ledger, asof
from onrecord.reports import View, courses, moves, press, races
from tests.records import article, position, record, statement

LONG = (
    "Ada Ames endorsed Bo Bell on Monday at a meeting of bakers in the old town hall, which had been mended, painted and "
    "opened again only a week before, after a winter in which snow had broken the roof and the mayor had closed the doors."
)
SAID = "We will mend every road before the autumn comes"


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """One endorsement in a story, its copy, and a story of another day; one utterance in two stories."""
    for text, outlet, day in (
        (LONG, "The Gazette", "2024-07-22"),
        (LONG + " Share this.", "The Portal", "2024-07-23"),
        ("Ada Ames has endorsed Bo Bell, her office says.", "The Herald", "2024-07-20"),
    ):
        one = article(text, published=day, outlet=outlet)
        ledger.post(record(one, position(one, "Ada Ames", "endorses", "Bo Bell")))
    for text, day in ((f"“{SAID},” Ames said.", "2024-07-25"), (f"Ames told bakers: “{SAID}.”", "2024-07-26")):
        one = article(text, published=day, outlet="The Herald")
        ledger.post(record(one, statement(one, "Ada Ames", SAID)))
    return ledger


@pytest.mark.parametrize(
    ("kind", "outlets"),
    [("positions", ["The Herald", "The Gazette", "The Portal"]), ("statements", ["The Herald", "The Herald"])],
)
def test_who_told_it_first_and_who_copied(told: Ledger, kind: str, outlets: list[str]) -> None:
    with told.reading() as connection:
        row = asof.entries(connection, kind)[-1]
        rows = press.tellings(press.told_with(connection, row))
    assert [one["outlet"] for one in rows] == outlets
    assert [one["first"] for one in rows] == [True, *[False] * (len(rows) - 1)]
    assert [one["outlet"] for one in rows if one["again"]] == (["The Portal"] if kind == "positions" else [])


def test_copies_know_each_other(told: Ledger) -> None:
    with told.reading() as connection:
        by_outlet = {
            row["outlet"]: row["id"] for row in press.latest(connection, 10) if row["published"] < "2024-07-25"
        }
        for one, other in (("The Gazette", "The Portal"), ("The Portal", "The Gazette")):
            (copy,) = press.copies(connection, by_outlet[one])
            assert (copy["outlet"], copy["of"]) == (other, by_outlet["The Gazette"])
        assert press.copies(connection, by_outlet["The Herald"]) == []


def test_the_latest_articles_a_page_at_a_time(told: Ledger) -> None:
    with told.reading() as connection:
        days = [row["published"][-2:] for row in press.latest(connection, 3)]
        assert days == ["26", "25", "23"]
        assert [row["published"][-2:] for row in press.latest(connection, 3, after=3)] == ["22", "20"]
        assert [row["published"][-2:] for row in press.latest(connection, 9, outlet="The Gazette")] == ["22"]
        assert press.outlets(connection) == {"The Herald": 3, "The Gazette": 1, "The Portal": 1}
        assert press.outlets(connection, View(as_of="2024-07-24")) == {
            "The Gazette": 1,
            "The Herald": 1,
            "The Portal": 1,
        }
        assert [row["published"][-2:] for row in press.latest(connection, 1, view=View(as_of="2024-07-24"))] == ["23"]
        assert press.latest(connection, 9, view=View(known_at="2020-01-01")) == []
        assert press.size(connection) == {"articles": 5, "outlets": 3, "entries": 5}
        assert press.last_published(connection) == "2024-07-26"


def test_terms_are_open_until_they_are_met_or_dropped(ledger: Ledger) -> None:
    for holder, stance, day, words, terms in (
        ("Ada Ames", "withholds", "2024-07-20", "Ames wants a plan first.", ("a plan",)),
        ("Ada Ames", "endorses", "2024-07-25", "Ames backs Bell.", ()),
        ("Cy Cole", "withholds", "2024-07-20", "Cole wants a road first.", ("a road",)),
        ("Cy Cole", "opposes", "2024-07-26", "Cole is against Bell.", ()),
        ("Di Dean", "withholds", "2024-07-20", "Dean wants a word first.", ("a word",)),
    ):
        one = article(words, published=day)
        ledger.post(record(one, position(one, holder, stance, "Bo Bell", terms=terms)))
    with ledger.reading() as connection:
        told = {row["asks"]: (row["state"], row["answered"]) for row in moves.outcomes(connection)}
    assert told == {"a plan": ("met", "2024-07-25"), "a road": ("dropped", "2024-07-26"), "a word": ("open", "")}


def test_races_count_within_their_time(ledger: Ledger) -> None:
    for day, holder in (("2016-07-22", "Ada Ames"), ("2024-07-22", "Cy Cole"), ("2024-07-23", "Di Dean")):
        one = article(f"{holder} backs Harris.", published=day)
        ledger.post(record(one, position(one, holder, "endorses", "Kamala Harris")))
    with ledger.reading() as connection:
        (race,) = races.races(connection)
        assert courses.course(connection, contest=race["contest"])[-1]["endorses"] == 2
    assert (race["contest"], race["latest"]) == ("2024 president", "2024-07-23")
    assert [(row["target"], row["party"], row["holders"]) for row in race["targets"]] == [
        ("Kamala Harris", "Democrat", 2)
    ]


@pytest.mark.parametrize(
    ("articles", "until", "told"),
    [
        (3, None, [("2024-07-24", [("Kamala Harris", 2), ("Donald Trump", 1)])]),
        (2, None, [("2024-07-24", [("Kamala Harris", None), ("Donald Trump", 1)])]),
        (0, None, [("2024-07-24", [("Kamala Harris", None), ("Donald Trump", None)])]),
        (2, "2024-07-23", [("2024-07-23", [("Kamala Harris", None)])]),
        (2, "2020-01-01", []),
    ],
)
def test_candidates_of_whom_much_is_told_are_not_counted(
    ledger: Ledger, articles: int, until: str | None, told: list[tuple[str, list[tuple[str, int | None]]]]
) -> None:
    days = (("2016-07-22", "Harris"), ("2024-07-22", "Harris"), ("2024-07-23", "Harris"), ("2024-07-24", "Trump"))
    for number, (day, target) in enumerate(days):
        name = {"Harris": "Kamala Harris", "Trump": "Donald Trump"}[target]
        one = article(f"Holder{number} Ames backs {target}.", published=day)
        ledger.post(record(one, position(one, f"Holder{number} Ames", "endorses", name)))
    with ledger.reading() as connection:
        found = races.races(connection, view=View(as_of=until), articles=articles)
    shown = [(one["latest"], {(row["target"], row["holders"]) for row in one["targets"]}) for one in found]
    assert shown == [(latest, set(targets)) for latest, targets in told]
