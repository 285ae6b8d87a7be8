from __future__ import annotations

import pytest

from onrecord.entries import Stance
from onrecord.looks import LOOKS
from tests.web.test_pages_palette import contrast, token


@pytest.mark.parametrize("stance", Stance)
def test_colours_are_those_of_the_pages_on_paper(stance: Stance) -> None:
    assert LOOKS[stance].colour == token(stance, "light")


@pytest.mark.parametrize("stance", Stance)
def test_what_is_written_on_a_colour_can_be_read(stance: Stance) -> None:
    assert contrast(LOOKS[stance].ink, LOOKS[stance].colour) >= 4.5


@pytest.mark.parametrize("told_by", ["sign", "shape", "colour"])
def test_no_two_stances_look_alike(told_by: str) -> None:
    assert len({getattr(look, told_by) for look in LOOKS.values()}) == len(Stance)
