from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reading import Reading

Make = Callable[..., Reading]


def name_at(reading: Reading, words: str, last: bool = True) -> str:
    text = reading.article.text
    start = text.rindex(words) if last else text.index(words)
    mention = reading.cast.at(start, start + len(words))
    return reading.cast.name(mention) if mention is not None else ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ada Ames spoke in Ohio. Ames was late.", "Ames", "Ada Ames"),
        ("Elizabeth Warren spoke in Ohio. She was late.", "She", "Elizabeth Warren"),
        (
            "Bernie Sanders met Elizabeth Warren in Ohio. The Vermont senator was late.",
            "The Vermont senator",
            "Bernie Sanders",
        ),
        ("Tom Cole met Elizabeth Warren on Monday. He left early.", "He", "Tom Cole"),
        (
            "On Monday night the members of the Service Employees International Union (SEIU) met in a hall. SEIU has two million members.",
            "SEIU",
            "Service Employees International Union",
        ),
    ],
)
def test_who_is_meant(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text, published="2020-02-01"), words) == name


def test_two_people_of_one_surname_are_told_apart(make_reading: Make) -> None:
    reading = make_reading(
        "Bill Clinton met Hillary Clinton in Ohio. Hillary Clinton was early, and Bill Clinton was late."
    )
    assert name_at(reading, "Hillary Clinton") == "Hillary Clinton"
    assert name_at(reading, "Bill Clinton") == "Bill Clinton"


def test_a_pronoun_is_not_the_other_argument_of_its_verb(make_reading: Make) -> None:
    reading = make_reading("Joe Biden spoke first. Bernie Sanders endorsed him on Monday.", published="2020-04-14")
    assert name_at(reading, "him") == "Joe Biden"
