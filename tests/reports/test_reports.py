from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.entries import PollFigure, Stance, Tally
from onrecord.ledger import Ledger
from onrecord.reports import View, audits, board, courses, moves, people
from onrecord.reports.rosters import counted, roster_board
from tests.records import article, position, record


def say(
    ledger: Ledger, words: str, holder: str, stance: str, *, published: str, outlet: str = "", **fields: Any
) -> None:
    one = article(words, published=published, outlet=outlet)
    ledger.post(record(one, position(one, holder, stance, "Kamala Harris", **fields)))


def test_a_roster_shows_every_member_the_silent_ones_too(ledger: Ledger) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")
    say(ledger, "Bob Casey endorsed Harris.", "Bob Casey", "endorses", published="2024-07-30")
    view = View(as_of="2024-07-24")
    with ledger.reading() as connection:
        rows = roster_board(connection, "Democratic senators", target="Kamala Harris", view=view)
    assert len(rows) == 51
    assert [row["name"] for row in rows if row["stance"] == "endorses"] == ["Cory Booker"]
    counts = {one["party"]: (one["endorses"], one["silent"], one["seats"]) for one in counted(rows, "party")}
    assert counts == {"Democrat": (1, 46, 47), "Independent": (0, 4, 4)}
    assert len(counted(rows, "state")) == len({row["state"] for row in rows})


def test_a_board_of_one_holder(ledger: Ledger) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")
    say(ledger, "Bob Casey endorsed Harris.", "Bob Casey", "endorses", published="2024-07-30")
    with ledger.reading() as connection:
        assert [row["holder"] for row in board(connection, holder="Booker")] == ["Cory Booker"]
        assert board(connection, holder="Nobody") == []


def test_moves_tell_from_what_to_what_and_what_became_of_terms(ledger: Ledger) -> None:
    asks = "a plan for bakers"
    say(ledger, f"Ada Ames wants {asks} first.", "Ada Ames", "withholds", published="2024-07-20", terms=(asks,))
    with ledger.reading() as connection:
        assert moves.moves(connection, "2024-07-21") == []
        assert [row["state"] for row in moves.terms(connection, "2024-07-01")] == ["new"]
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses", published="2024-07-25")
    with ledger.reading() as connection:
        (move,) = moves.moves(connection, "2024-07-21")
        (term,) = moves.terms(connection, "2024-07-21")
        assert moves.moves(connection, "2024-07-21", view=View(as_of="2024-07-24")) == []
    assert (move["from"], move["to"], move["date"]) == (["withholds"], ["endorses"], "2024-07-25")
    assert (term["state"], term["asks"]) == ("met", asks)


def test_a_past_day_is_byte_identical_whatever_is_read_later(ledger: Ledger) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")

    def replay() -> str:
        with ledger.reading() as connection:
            return json.dumps(board(connection, target="Kamala Harris", view=View(as_of="2024-07-24")))

    before = replay()
    say(ledger, "Cory Booker opposed Harris.", "Cory Booker", "opposes", published="2024-08-01")
    say(ledger, "C. Booker withdrew.", "C. Booker", "withdraws", published="2024-08-02")
    assert replay() == before


@pytest.mark.parametrize(
    ("number", "verdict", "missing"),
    [(1, "agrees", 0), (3, "open", 2), (0, "contradicted", 0), (51, "open", 50), (52, "contradicted", 51)],
)
def test_tallies_are_held_against_the_named(ledger: Ledger, number: int, verdict: str, missing: int) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")
    one = article("Some Democratic senators have endorsed Harris.", published="2024-07-24", outlet="The Gazette")
    tally = Tally(
        count=str(number),
        number=number,
        group="Democratic senators",
        stance=Stance.ENDORSES,
        target="Kamala Harris",
        evidence=(one.span(0, 10),),
    )
    ledger.post(record(one, tally))
    with ledger.reading() as connection:
        (row,) = audits.check_tallies(connection)
    assert (row["named"], row["verdict"], row["missing"]) == (["Cory Booker"], verdict, missing)


GUESTS = "Kyrsten Sinema, Angus King, Bernie Sanders, Joe Manchin"


@pytest.mark.parametrize(
    ("group", "number", "reading", "named", "members", "verdict"),
    [
        ("Democratic senators", 2, f"with {GUESTS}, who caucus with them", 2, 51, "agrees"),
        ("Democratic senators", 51, f"with {GUESTS}, who caucus with them", 2, 51, "open"),
        ("Democratic senators", 1, f"without {GUESTS}", 1, 47, "agrees"),
        ("Democratic senators", 0, f"with {GUESTS}, who caucus with them", 2, 51, "contradicted"),
        ("registered Democratic senators", 2, "", 1, 47, "open"),
        ("Republican senators", 2, "", 0, 49, "open"),
        ("carpenters", 2, "", 0, None, "unknown group"),
    ],
)
def test_a_partys_tally_counts_those_who_sit_with_it_if_that_can_be_right(
    ledger: Ledger, group: str, number: int, reading: str, named: int, members: int | None, verdict: str
) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")
    say(ledger, "Bernie Sanders endorsed Harris.", "Bernie Sanders", "endorses", published="2024-07-22")
    one = article("Some have endorsed Harris.", published="2024-07-24", outlet="The Gazette")
    evidence = (one.span(0, 10),)
    ledger.post(
        record(
            one,
            Tally(
                count="some",
                number=number,
                group=group,
                stance=Stance.ENDORSES,
                target="Kamala Harris",
                evidence=evidence,
            ),
        )
    )
    with ledger.reading() as connection:
        (row,) = audits.check_tallies(connection)
    assert (row["reading"], len(row["named"]), row["members"], row["verdict"]) == (reading, named, members, verdict)


def test_on_the_day_of_leaving_a_party_one_still_belongs_to_it(ledger: Ledger) -> None:
    one = article("One has endorsed Harris.", published="2024-05-31", outlet="The Gazette")
    group, evidence = "Democratic senators from West Virginia", (one.span(0, 3),)
    tally = Tally(count="one", number=1, group=group, stance=Stance.ENDORSES, target="Kamala Harris", evidence=evidence)
    ledger.post(record(one, tally))
    with ledger.reading() as connection:
        (row,) = audits.check_tallies(connection)
    assert (row["reading"], row["members"], row["verdict"]) == ("", 1, "open")


def test_two_outlets_that_cannot_both_be_right(ledger: Ledger) -> None:
    say(ledger, "Ames backs Harris.", "Ada Ames", "endorses", published="2024-07-22", outlet="The Gazette")
    say(ledger, "Ames rejects Harris.", "Ada Ames", "opposes", published="2024-07-23", outlet="The Herald")
    say(ledger, "Ames rejects Harris again.", "Ada Ames", "opposes", published="2024-09-23", outlet="The Sun")
    with ledger.reading() as connection:
        (conflict,) = audits.conflicts(connection)
    assert [side["says"] for side in conflict["sides"]] == ["endorses", "opposes"]
    assert [side["outlet"] for side in conflict["sides"]] == ["The Gazette", "The Herald"]


@pytest.mark.parametrize(("target", "found"), [(None, 2), ("Bo Bell", 1), ("Cy Cole", 1), ("Ada Ames", 0)])
def test_polls_that_cannot_both_be_right_are_of_the_target(ledger: Ledger, target: str | None, found: int) -> None:
    for name in ("Bo Bell", "Cy Cole"):
        for value, outlet in ((41, "The Gazette"), (44, "The Herald")):
            one = article(f"{name} is at {value}. Ada Ames backs him.", published="2024-07-22", outlet=outlet)
            evidence = (one.span(0, len(one.text)),)
            poll = PollFigure(subject=name, value=value, place="Ohio", pollster="Emerson", evidence=evidence)
            ledger.post(record(one, poll, position(one, "Ada Ames", "endorses", name)))
    with ledger.reading() as connection:
        conflicts = audits.conflicts(connection, target=target)
    assert [one["kind"] for one in conflicts] == ["polls"] * found


def test_views_keep_what_is_asked_for(ledger: Ledger) -> None:
    say(ledger, "Cole backs Harris.", "Cy Cole", "endorses", published="2024-07-22", confidence=0.5)
    say(ledger, "“I back her,” Ames said.", "Ada Ames", "endorses", published="2024-07-22", basis="own words")
    with ledger.reading() as connection:
        for view, kept in (
            (View(), {"Ada Ames", "Cy Cole"}),
            (View(basis="own words"), {"Ada Ames"}),
            (View(min_confidence=0.9), {"Ada Ames"}),
            (View(reviewed=True), set()),
        ):
            assert {row["holder"] for row in board(connection, target="Harris", view=view)} == kept
        assert {row["holder"] for row in board(connection, contest="2024 president")} == {"Ada Ames", "Cy Cole"}
        assert board(connection, contest="2008 president") == []


def test_actors_as_rows(ledger: Ledger) -> None:
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", published="2024-07-22")
    with ledger.reading() as connection:
        assert people.find(connection, "Cory Booker")[0]["articles"] == 1
        shown = people.show(connection, "Booker")
    assert shown["id"] == "bioguide:B001288"
    assert shown["printed"] == [{"name": "Cory Booker", "actor_id": "bioguide:B001288", "articles": 1}]


def test_a_contest_begins_when_its_first_candidate_enters_and_ends_on_its_day(ledger: Ledger) -> None:
    say(ledger, "Ames backs Harris for the Senate.", "Ada Ames", "endorses", published="2016-07-22")
    say(ledger, "Cole backs Harris.", "Cy Cole", "endorses", published="2024-07-22")
    say(ledger, "Dean backs Harris for governor.", "Di Dean", "endorses", published="2025-07-22")
    with ledger.reading() as connection:
        assert [row["holder"] for row in board(connection, contest="2024 president")] == ["Cy Cole"]
        assert [row["date"] for row in courses.course(connection, contest="2024 president")] == ["2024-07-22"]
        assert len(board(connection, target="Kamala Harris")) == 3


def test_the_course_of_counts_and_of_one_holder(ledger: Ledger) -> None:
    say(ledger, "Ames is not ready.", "Ada Ames", "withholds", published="2024-07-20")
    say(ledger, "Cole backs Harris.", "Cy Cole", "endorses", published="2024-07-22")
    say(ledger, "Ames backs Harris.", "Ada Ames", "endorses", published="2024-07-25")
    say(ledger, "Ames backs Harris again.", "Ada Ames", "endorses", published="2024-07-26")
    with ledger.reading() as connection:
        told = courses.course(connection, target="Kamala Harris", view=View(as_of="2024-07-20"))
        stretches = courses.stretches(connection, "Ada Ames")
    assert [(row["date"][-2:], row["withholds"], row["endorses"]) for row in told] == [
        ("20", 1, 0),
        ("22", 1, 1),
        ("25", 0, 2),
    ]
    assert [(row["stance"], row["start"][-2:], row["end"][-2:]) for row in stretches] == [
        ("withholds", "20", "25"),
        ("endorses", "25", ""),
    ]


@pytest.mark.parametrize(
    ("id", "day", "title", "former"),
    [
        ("bioguide:S000033", "2024-07-23", "Senator", False),
        ("bioguide:R000570", "2016-05-05", "Speaker", False),
        ("bioguide:R000570", "2024-05-05", "Representative", True),  # nobody wrote down when he ceased to be Speaker
        (
            "bioguide:S000148",
            "2024-07-24",
            "Senate Majority Leader",
            False,
        ),  # nor when Minority Leader, for the first time
        ("bioguide:P000197", "2024-07-24", "Representative", False),  # nor she, who was Speaker next
        ("bioguide:O000167", "2024-07-24", "President", True),
        ("org:afl-cio", "2024-07-24", "", False),
        ("local:nobody", "2024-07-24", "", False),
    ],
)
def test_what_somebody_is_on_a_day(id: str, day: str, title: str, former: bool) -> None:
    office = people.office_on(id, day)
    assert (office["title"], office["former"]) == (title, former)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(), ""),
        (View(as_of="2024-07-23"), "as of July 23, 2024"),
        (View(known_at="2024-07-24T23:59:59.999999+00:00"), "as known on July 24, 2024"),
        (View(basis="reported", min_confidence=0.25), "only reported; confidence of 0.25 or more"),
        (View(as_of="2024-07-23", reviewed=True), "as of July 23, 2024; reviewed only"),
    ],
)
def test_a_view_says_what_it_asks_for(view: View, words: str) -> None:
    assert view.in_words() == words
