from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import EventPhase
from onrecord.extraction.events import find_events
from onrecord.reading import Reading

Make = Callable[..., Reading]
DAY = "2016-11-02"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "kind", "place", "date", "phase"),
    [
        ("Ada Ames will hold a rally in Raleigh on Thursday.", "rally", "Raleigh", "2016-11-03", EventPhase.PLANNED),
        ("Ada Ames appeared at a rally in Raleigh on Tuesday.", "rally", "Raleigh", "2016-11-01", EventPhase.HELD),
        ("Ada Ames told supporters in Raleigh on Tuesday.", "stop", "Raleigh", "2016-11-01", EventPhase.HELD),
        ("Bo Bell recalled a campaign stop he made with Ada Ames in Raleigh.", "stop", "Raleigh", "", EventPhase.HELD),
        ("Ada Ames won the Iowa caucuses.", "caucus", "Iowa", "", EventPhase.HELD),
        ("Ada Ames lost the debate on Tuesday.", "debate", "", "2016-11-01", EventPhase.HELD),
        ("The Senate voted on the bill on Tuesday.", "vote", "", "2016-11-01", EventPhase.HELD),
        ("The Ohio primary is on Friday.", "primary", "Ohio", "2016-11-04", EventPhase.PLANNED),
        (
            "Ada Ames said at a parade in Raleigh on Tuesday.",
            "campaign event",
            "Raleigh",
            "2016-11-01",
            EventPhase.HELD,
        ),
        ("Ada Ames spoke at a union hall in Raleigh on Tuesday.", "stop", "Raleigh", "2016-11-01", EventPhase.HELD),
        ("Ada Ames appeared with Bo Bell in Raleigh.", "campaign event", "Raleigh", "", EventPhase.HELD),
        ("Ada Ames will campaign with Bo Bell on Friday.", "campaign event", "", "2016-11-04", EventPhase.PLANNED),
        (
            "Ada Ames will campaign in Dallas and Houston on Friday.",
            "campaign event",
            "Dallas and Houston",
            "2016-11-04",
            EventPhase.PLANNED,
        ),
        (
            "Ada Ames and Bo Bell will meet Friday in Raleigh for the last of three debates.",
            "debate",
            "Raleigh",
            "2016-11-04",
            EventPhase.PLANNED,
        ),
        ("Ada Ames lost a debate in Raleigh.", "debate", "Raleigh", "", EventPhase.HELD),
        ("Ada Ames will meet Bo Bell in a run-off on Friday.", "election", "", "2016-11-04", EventPhase.PLANNED),
        ("Ada Ames beat Bo Bell on Tuesday.", "election", "", "2016-11-01", EventPhase.HELD),
        ("Ada Ames will face Bo Bell on Nov. 8.", "election", "", "2016-11-08", EventPhase.PLANNED),
        ("Ada Ames won Ohio.", "election", "Ohio", "", EventPhase.HELD),
        ("Ada Ames spoke of her victory in Ohio.", "election", "Ohio", "", EventPhase.HELD),
        ("Ohio will vote on Friday.", "election", "Ohio", "2016-11-04", EventPhase.PLANNED),
        ("Iowans will caucus on Friday.", "caucus", "Iowa", "2016-11-04", EventPhase.PLANNED),
        ("Ohio voters go to the polls on Friday.", "election", "Ohio", "2016-11-04", EventPhase.PLANNED),
        ("Sen. Ada Ames of Ohio joined Bo Bell at a rally in Reno.", "rally", "Reno", "", EventPhase.HELD),
        ("Election Day is Friday.", "election", "", "2016-11-04", EventPhase.PLANNED),
        (
            "Ada Ames quit on Tuesday, 12 days before the Ohio primary.",
            "primary",
            "Ohio",
            "2016-11-13",
            EventPhase.PLANNED,
        ),
        ("Ada Ames will knock on doors in Raleigh.", "campaign event", "Raleigh", "", EventPhase.PLANNED),
        ("Ada Ames will make five stops Friday, starting in Reno.", "stop", "Reno", "2016-11-04", EventPhase.PLANNED),
        ("Ada Ames spoke at a church in Raleigh before leaving for Iraq.", "stop", "Raleigh", "", EventPhase.HELD),
        (
            "Ada Ames held a rally in Toledo's Bell Field on Tuesday.",
            "rally",
            "Toledo's Bell Field",
            "2016-11-01",
            EventPhase.HELD,
        ),
        ("Ada Ames endorsed Bo Bell on Tuesday in the Ohio primary.", "primary", "Ohio", "", EventPhase.HELD),
    ],
)
def test_an_event(text: str, kind: str, place: str, date: str, phase: EventPhase, make_reading: Make) -> None:
    (event,) = find_events(make_reading(text, published=DAY))
    assert (event.kind, event.place, event.date, event.phase) == (kind, place, date, phase)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Ames won her re-election in Ohio.",
        "Ada Ames cast the 34th vote on Tuesday.",
        "The debate over taxes in Syria goes on.",
        "Ada Ames held a private event in Raleigh on Tuesday.",
        "Ada Ames waits until a week after Election Day.",
        "The Freedom Caucus met Ada Ames.",
        "Her primary concern is the economy.",
        "Ada Ames urged her caucus on Tuesday to hold out.",
        "Ada Ames has voted in every election since 1976.",
        "Ada Ames won 41 percent of the vote on Tuesday.",
        "Ada Ames did two tours in Iraq.",
        "The group's address is a mailbox in Raleigh.",
        "Ada Ames was held at a traffic stop in Raleigh.",
        "Ada Ames will not campaign in Ohio.",
        "The vote would have been decided at a convention in Ohio.",
        "The Business Roundtable endorsed Ada Ames on Tuesday.",
        "Ada Ames faces a backlash on Tuesday.",
        "The debate of its board in Raleigh went on.",
        "The immigration debate in Ohio went on.",
        "Ada Ames cancelled a rally in Ohio.",
        "Ada Ames could win Ohio.",
        "Ada Ames won last week's contest.",
    ],
)
def test_no_event(text: str, make_reading: Make) -> None:
    assert find_events(make_reading(text, published=DAY)) == []


def test_two_mentions_of_one_event_are_one(make_reading: Make) -> None:
    text = "Ada Ames runs in the special election in Alabama. It was too late to leave the Nov. 8 election."
    (event,) = find_events(make_reading(text, published=DAY))
    assert (event.place, event.date, len(event.evidence)) == ("Alabama", "2016-11-08", 2)


def test_a_place_of_something_else_is_not_the_events(make_reading: Make) -> None:
    text = "Ada Ames met a man whose son died in Iraq at the convention in Philadelphia on Tuesday."
    assert [event.place for event in find_events(make_reading(text, published=DAY))] == ["Philadelphia"]


def test_events_in_two_places_are_two(make_reading: Make) -> None:
    text = "Ada Ames won the primary in New York. Bo Bell won the primary in New Hampshire."
    assert {event.place for event in find_events(make_reading(text, published=DAY))} == {"New York", "New Hampshire"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Senate voted on the bill on Tuesday.", "Senate"),
        ("The House passed the bill on Tuesday, 224-203.", "House"),
        ("The Hardware Workers Union met. Its board voted on Tuesday.", "Hardware Workers Union"),
        ("The Senate Rules Committee met. The vote is on Friday.", "Senate Rules Committee"),
        ("The Senate Rules Committee met. The committee will vote on Friday.", "Senate Rules Committee"),
    ],
)
def test_a_vote_is_a_bodys(text: str, who: str, make_reading: Make) -> None:
    assert [event.who for event in find_events(make_reading(text, published=DAY))] == [(who,)]


def test_one_persons_vote_is_no_event(make_reading: Make) -> None:
    assert find_events(make_reading("Ada Ames voted for the bill on Tuesday.", published=DAY)) == []


def test_votes_of_two_bodies_are_two(make_reading: Make) -> None:
    text = "The Senate Rules Committee voted on Tuesday. The House voted on Tuesday."
    events = find_events(make_reading(text, published=DAY))
    assert [event.who for event in events] == [("Senate Rules Committee",), ("House",)]


def test_a_contest_told_by_its_outcome_is_the_one_that_is_named(make_reading: Make) -> None:
    text = "The primary was on Aug. 4. Ada Ames beat Bo Bell on Aug. 4."
    (event,) = find_events(make_reading(text, published=DAY))
    assert (event.kind, event.who) == ("primary", ("Ada Ames", "Bo Bell"))


@pytest.mark.parametrize("who", ["Ada Ames of Ohio", "Ada Ames, 23, of Toledo,", "Ohio Sen. Ada Ames"])
def test_where_somebody_is_from_is_no_place_of_an_event(who: str, make_reading: Make) -> None:
    (event,) = find_events(make_reading(f"{who} held a rally on Tuesday.", published=DAY))
    assert event.place == ""


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ada Ames won the Ohio primary in June.", "2016-06"),
        ("Ada Ames lost the June primary in Ohio.", "2016-06"),
        ("Ada Ames leads before February's primary in Ohio.", "2017-02"),
        ("The Ohio primary was held Tuesday, Nov. 1.", "2016-11-01"),
        ("Nov. 8 — Ohio primary.", "2016-11-08"),
        ("On Tuesday Ada Ames spoke of the Ohio primary.", ""),
        ("Ada Ames skipped the Republican National Convention in Cleveland.", "2016-07-18"),
    ],
)
def test_the_day_of_a_contest(text: str, date: str, make_reading: Make) -> None:
    assert [event.date for event in find_events(make_reading(text, published=DAY))] == [date]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Ohio Teachers Union convention was held in Raleigh.", "Ohio Teachers Union"),
        ("Last week's Democratic National Convention was held in Raleigh.", "Democratic National Convention"),
    ],
)
def test_a_convention_is_somebodys(text: str, who: str, make_reading: Make) -> None:
    (event,) = find_events(make_reading(text, published=DAY))
    assert who in event.who


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ada Ames said at a rally in Ohio that she would win.", "2016-11-01"),
        ("Ada Ames, who held a rally in Ohio, quit.", ""),
        ("Ada Ames quit after she held a rally in Ohio.", ""),
        ("It was in August, when Ada Ames held a rally in Ohio.", "2016-08"),
    ],
)
def test_only_news_is_of_the_news_day(text: str, date: str, make_reading: Make) -> None:
    (event,) = find_events(make_reading(f"{text}\nBo Bell quit on Tuesday.", published=DAY))
    assert event.date == date
