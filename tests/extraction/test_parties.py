from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.extraction.parties import Party, find_party
from onrecord.reading import Reading
from onrecord.reading.mentions import find_mentions

Make = Callable[..., Reading]


def parties_at(reading: Reading, words: str) -> list[Party]:
    """Whom the mentions that end with `words` mean."""
    mentions = [reading.doc[start:end] for start, end in find_mentions(reading.doc)]
    found = [find_party(reading, one) for one in mentions if one.text.endswith(words)]
    return [party for party in found if party is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Ames endorsed Bo Bell in October.", "October"),
        ("Ada Ames, R-Ky., endorsed Bo Bell.", "R-Ky."),
        ("Ada Ames endorsed Bo Bell in Ohio.", "Ohio"),
    ],
)
def test_days_tags_and_places_are_nobody(text: str, words: str, make_reading: Make) -> None:
    parties = parties_at(make_reading(text), words)
    assert not any(party.may_hold or party.may_be_target for party in parties)


def test_a_name_that_the_cast_does_not_know_is_somebody(make_reading: Make) -> None:
    (party,) = parties_at(make_reading("On Tuesday, Zyx endorsed Bo Bell."), "Zyx")
    assert (party.name, party.may_hold) == ("Zyx", True)


def test_a_title_is_whom_it_stands_before(make_reading: Make) -> None:
    reading = make_reading("Ada Ames spoke first. On Tuesday, Mayor Ames endorsed Bo Bell.")
    assert {party.name for party in parties_at(reading, "Mayor")} <= {"Ada Ames"}


@pytest.mark.parametrize(
    ("text", "words", "may_hold"),
    [
        ("Democrats back Bo Bell for governor.", "Democrats", False),
        ("Bo Bell thanked Republicans in Ohio on Monday.", "Republicans", False),
        ("The Democratic Party endorsed Bo Bell.", "Democratic Party", True),
    ],
)
def test_a_partys_people_are_a_crowd(text: str, words: str, may_hold: bool, make_reading: Make) -> None:
    parties = parties_at(make_reading(text), words)
    assert parties
    assert all(party.may_hold is may_hold for party in parties)
