"""Colour means stance: the colours stay apart for every eye, on paper and in the dark, and text stays legible."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import onrecord.web
from onrecord.web.pages.drawing import ORDER

STYLES = Path(onrecord.web.__file__).parent / "static"
#: Simulation of colour blindness: G. Machado et al., "A physiologically-based model for simulation of color vision
#: deficiency", 2009, severity 1.
SIGHT = {
    "usual": np.eye(3),
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: The least difference between two stances in Oklab, times 100. (Four or so can just be told apart side by side.)
LEAST = 10.0


Triple = npt.NDArray[np.float64]


def linear(colour: str) -> Triple:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.asarray(np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4))


def oklab(light: Triple) -> Triple:
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    mixed = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return np.asarray(mixed @ np.cbrt(cones @ np.clip(light, 0, 1)))


def contrast(one: str, other: str) -> float:
    bright = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return bright[1] / bright[0]


def token(name: str, theme: str) -> str:
    """The colour of a token of base.css in a theme."""
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", (STYLES / "base.css").read_text(encoding="utf-8"))
    assert found is not None, name
    return {"light": found[1], "dark": found[2]}[theme]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_stances_are_told_apart(theme: str, sight: str) -> None:
    seen = {stance: oklab(np.array(SIGHT[sight]) @ linear(token(stance, theme))) for stance in ORDER}
    for one, other in itertools.combinations(ORDER, 2):
        assert 100 * np.linalg.norm(seen[one] - seen[other]) >= LEAST, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("stance", ORDER)
def test_each_stance_stands_out_from_the_paper(theme: str, stance: str) -> None:
    assert contrast(token(stance, theme), token("paper", theme)) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk", "marked"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3"])
def test_text_is_legible(theme: str, ground: str, ink: str) -> None:
    if (ink, ground) == ("ink-3", "marked"):
        pytest.skip("the quietest ink is not used on marked words")
    assert contrast(token(ink, theme), token(ground, theme)) >= 4.5


@pytest.mark.parametrize("stance", ORDER)
def test_each_stance_has_a_sign_of_its_own(stance: str) -> None:
    signs = (STYLES / "signs.svg").read_text(encoding="utf-8")
    shapes = dict(re.findall(r'<symbol id="(\w+)"[^>]*>(.*?)</symbol>', signs))
    assert stance in shapes
    assert list(shapes.values()).count(shapes[stance]) == 1
