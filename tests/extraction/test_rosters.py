from __future__ import annotations

from collections.abc import Callable

from onrecord.entries import Stance
from onrecord.extraction.positions import find_positions
from onrecord.extraction.rosters import find_rosters
from onrecord.reading import Reading

Make = Callable[..., Reading]
LIST = "The race is close.\nThese mayors have endorsed Bo Bell:\nAda Ames, Springfield\nCy Cole (D)\nDi Dunn -- Shelbyville\nThe vote is in May."


def test_a_list_and_its_items(make_reading: Make) -> None:
    (roster,) = find_rosters(make_reading(LIST))
    assert [one.holder.name for one in roster.names] == ["Ada Ames", "Cy Cole", "Di Dunn"]


def test_items_hold_what_the_sentence_before_them_says(make_reading: Make) -> None:
    reading = make_reading(LIST)
    found = {(one.holder, one.target): one for one in find_positions(reading) if one.stance is Stance.ENDORSES}
    assert {holder for holder, target in found if target.endswith("Bell")} == {"Ada Ames", "Cy Cole", "Di Dunn"}
    cole = next(one for (holder, _), one in found.items() if holder == "Cy Cole")
    assert [span.text for span in cole.evidence] == ["These mayors have endorsed Bo Bell:", "Cy Cole (D)"]


def test_sentences_are_no_items(make_reading: Make) -> None:
    text = "Here is what they said:\nAda Ames endorsed Bell.\nCy Cole waited a while.\nDi Dunn left the room."
    assert find_rosters(make_reading(text)) == []


def test_a_sentence_may_name_the_group_before_it(make_reading: Make) -> None:
    reading = make_reading(
        "Several mayors have endorsed Joe Biden. They include Muriel Bowser, Eric Garcetti and London Breed.",
        published="2020-03-10",
    )
    found = {(one.holder, one.target) for one in find_positions(reading) if one.stance is Stance.ENDORSES}
    assert {(name, "Joe Biden") for name in ("Muriel Bowser", "Eric Garcetti", "London Breed")} == found
