from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Stance
from onrecord.extraction.rollcalls import find_roll_calls
from onrecord.reading import Reading

Make = Callable[..., Reading]


def read_votes(reading: Reading) -> list[tuple[str, Stance, str, str]]:
    found = (one for sentence in reading.doc.sents for one in find_roll_calls(reading, sentence))
    return [(one.count, one.stance, one.target, one.group) for one in found]


@pytest.mark.parametrize(
    ("text", "yes", "no", "target"),
    [
        ("The Senate voted 52-48 to confirm Neil Gorsuch.", "52", "48", "Neil Gorsuch"),
        ("The committee voted 14-11 to advance Chuck Hagel's nomination.", "14", "11", "Chuck Hagel"),
        ("Chuck Hagel was confirmed by the Senate, 58 to 41.", "58", "41", "Chuck Hagel"),
        ("The Senate rejected Robert Bork 58-42.", "42", "58", "Robert Bork"),
        ("Proposition 12 passed the Senate 61-39 last fall.", "61", "39", "Proposition 12"),
        ("The Senate confirmed Neil Gorsuch on Friday. The vote was 54-45.", "54", "45", "Neil Gorsuch"),
    ],
)
def test_both_sides_of_a_vote(text: str, yes: str, no: str, target: str, make_reading: Make) -> None:
    sides = {stance: (count, whom) for count, stance, whom, _ in read_votes(make_reading(text))}
    assert sides == {Stance.SUPPORTS: (yes, target), Stance.OPPOSES: (no, target)}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The council voted 31-12 to back Neil Gorsuch.", ("31", Stance.ENDORSES, "Neil Gorsuch")),
        ("The board voted 7-2 to make no endorsement.", ("7", Stance.DECLINES, "")),
        ("The board voted 7-2 not to endorse Neil Gorsuch.", ("7", Stance.DECLINES, "")),
        ("The council voted 9-4 to stay neutral.", ("9", Stance.DECLINES, "")),
    ],
)
def test_who_is_outvoted_on_an_endorsement_opposes_nobody(
    text: str, side: tuple[str, Stance, str], make_reading: Make
) -> None:
    assert [vote[:3] for vote in read_votes(make_reading(text))] == [side]


@pytest.mark.parametrize(
    "text",
    [
        "Neil Gorsuch, 49-50 years old, met the Senate.",
        "The Patriots beat the Falcons 34-28.",
        "The Senate voted on Neil Gorsuch from 10 to 12 o'clock.",
        "Hillary Clinton leads Donald Trump 46-43 in the poll.",
    ],
)
def test_no_vote(text: str, make_reading: Make) -> None:
    assert read_votes(make_reading(text)) == []
