"""Tallies, poll figures and events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Stance
from onrecord.extraction.events import find_events
from onrecord.extraction.polls import find_polls
from onrecord.extraction.tallies import find_tallies
from onrecord.reading import Reading

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "count", "number", "target"),
    [
        ("Forty-eight Democratic senators have endorsed Kamala Harris.", "Forty-eight", 48, "Kamala Harris"),
        ("Kamala Harris spoke. At least 175 House members have endorsed her.", "175", 175, "Kamala Harris"),
        ("Several governors have endorsed Joe Biden.", "Several", None, "Joe Biden"),
    ],
)
def test_a_tally(text: str, count: str, number: int | None, target: str, make_reading: Make) -> None:
    (tally,) = find_tallies(make_reading(text, published="2024-07-24"))
    assert count in tally.count
    assert (tally.number, tally.target, tally.stance) == (number, target, Stance.ENDORSES)
    assert tally.as_of == "2024-07-24"


@pytest.mark.parametrize(
    "text",
    [
        "Kamala Harris won 81 endorsements.",
        "Two thirds of voters support Kamala Harris.",
        "She has 48 cousins in Ohio.",
    ],
)
def test_no_tally(text: str, make_reading: Make) -> None:
    assert find_tallies(make_reading(text)) == []


def test_poll_figures(make_reading: Make) -> None:
    found = find_polls(
        make_reading(
            "A Quinnipiac University poll of Ohio voters shows Hillary Clinton at 46 percent and Donald Trump at 41 percent."
        )
    )
    assert {(one.subject, one.value) for one in found} == {("Hillary Clinton", 46), ("Donald Trump", 41)}


def test_an_event_ahead(make_reading: Make) -> None:
    found = find_events(
        make_reading(
            "Bernie Sanders will hold a rally for Hillary Clinton in Raleigh on Thursday.", published="2016-11-02"
        )
    )
    assert [(one.who, one.place, one.date) for one in found] == [(("Bernie Sanders",), "Raleigh", "2016-11-03")]
