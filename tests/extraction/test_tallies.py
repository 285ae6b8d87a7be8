from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Stance
from onrecord.extraction.tallies import find_tallies
from onrecord.reading import Reading

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "count", "number", "stance", "target"),
    [
        (
            "Forty-eight Democratic senators have endorsed Kamala Harris.",
            "Forty-eight",
            48,
            Stance.ENDORSES,
            "Kamala Harris",
        ),
        ("Several governors have endorsed Joe Biden.", "Several", None, Stance.ENDORSES, "Joe Biden"),
        (
            "Multiple Republican lawmakers pulled their support for Roy Moore.",
            "Multiple",
            None,
            Stance.WITHDRAWS,
            "Roy Moore",
        ),
        ("Ada Ames was among seven mayors who endorsed Joe Biden.", "seven", 7, Stance.ENDORSES, "Joe Biden"),
        ("Nine mayors have said that they will vote for Joe Biden.", "Nine", 9, Stance.SUPPORTS, "Joe Biden"),
        ("Only 38 of the 46 senators have endorsed a candidate.", "Only 38", 38, Stance.ENDORSES, ""),
        (
            "Two of the six unions that backed Bernie Sanders have endorsed Joe Biden.",
            "Two",
            2,
            Stance.ENDORSES,
            "Joe Biden",
        ),
        (
            "At the convention 72 percent of delegates voted to endorse Joe Biden.",
            "72 percent",
            72,
            Stance.ENDORSES,
            "Joe Biden",
        ),
        (
            "John Kerry is the second Cabinet member to endorse Joe Biden.",
            "second",
            2,
            Stance.ENDORSES,
            "Joe Biden",
        ),
    ],
)
def test_a_tally(text: str, count: str, number: int | None, stance: Stance, target: str, make_reading: Make) -> None:
    (tally,) = find_tallies(make_reading(text, published="2024-07-24"))
    assert (tally.count, tally.number, tally.stance, tally.target) == (count, number, stance, target)
    assert tally.as_of == "2024-07-24"


def test_groups_that_are_joined_stand_together(make_reading: Make) -> None:
    text = (
        "Forty-eight Democratic senators have endorsed Kamala Harris, along with 175 House members,"
        " including Hakeem Jeffries."
    )
    found = find_tallies(make_reading(text, published="2024-07-24"))
    assert {(tally.number, tally.target) for tally in found} == {(48, "Kamala Harris"), (175, "Kamala Harris")}
    assert all(tally.named == ("Hakeem Jeffries",) for tally in found)


def test_the_same_is_told_of_counts_without_group_and_stance(make_reading: Make) -> None:
    text = "Eleven state senators have endorsed Joe Biden, compared with nine for Bernie Sanders."
    found = find_tallies(make_reading(text))
    assert {(one.number, one.group, one.stance, one.target) for one in found} == {
        (11, "state senators", Stance.ENDORSES, "Joe Biden"),
        (9, "state senators", Stance.ENDORSES, "Bernie Sanders"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kamala Harris won 81 endorsements.",
        "Two thirds of voters support Kamala Harris.",
        "Forty-eight senators met with Kamala Harris on Tuesday.",
        "Kamala Harris has 48 cousins in Ohio.",
        "Several senators could still endorse Kamala Harris.",
    ],
)
def test_no_tally(text: str, make_reading: Make) -> None:
    assert find_tallies(make_reading(text)) == []
