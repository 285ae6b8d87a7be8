from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Phase, Stance
from onrecord.extraction.conditions import find_conditions
from onrecord.extraction.parties import Party, Stand
from onrecord.reading import Reading

Make = Callable[..., Reading]


def read_conditions(
    reading: Reading, stance: Stance, holder: str, target: str = "", phase: str = "current"
) -> list[str]:
    def party(name: str) -> Party | None:
        members = [at for at, member in enumerate(reading.cast.members) if member.name == name]
        return Party(name=name, member=members[0] if members else None, may_hold=True) if name else None

    whom = party(holder)
    assert whom is not None
    stand = Stand(holder=whom, target=party(target), stance=stance, phase=Phase(phase))
    found = find_conditions(reading, stand, reading.doc.sents)
    return [one.span.text for one in found]


@pytest.mark.parametrize(
    ("text", "stance", "phase", "asked"),
    [
        ("Ada Ames will not vote for Bo Bell unless he signs the pledge.", Stance.OPPOSES, "current", "he signs the pledge"),
        ("Ada Ames said she would vote for Bo Bell if he wins the nomination.", Stance.SUPPORTS, "expected", "he wins the nomination"),
        ("Ada Ames has not endorsed Bo Bell and wants to hear more from him first.", Stance.WITHHOLDS, "current", "hear more from him first"),
        ("Ada Ames will not endorse Bo Bell until he releases his taxes.", Stance.WITHHOLDS, "current", "he releases his taxes"),
    ],
)  # fmt: skip
def test_what_is_asked_for(text: str, stance: Stance, phase: str, asked: str, make_reading: Make) -> None:
    assert read_conditions(make_reading(text), stance, "Ada Ames", "Bo Bell", phase) == [asked]


@pytest.mark.parametrize(
    ("text", "stance", "holder"),
    [
        ("Ada Ames endorsed Bo Bell after the debate.", Stance.ENDORSES, "Ada Ames"),
        ("Ada Ames wants Bo Bell to win and will vote for him.", Stance.SUPPORTS, "Ada Ames"),
        ("Ada Ames opposes Bo Bell because he raised taxes.", Stance.OPPOSES, "Ada Ames"),
    ],
)
def test_a_reason_is_no_condition(text: str, stance: Stance, holder: str, make_reading: Make) -> None:
    assert read_conditions(make_reading(text), stance, holder, "Bo Bell") == []
