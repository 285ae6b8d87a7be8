"""Pictures as lengths."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.entries import Stance
from onrecord.web.pages.drawing import Axis, Mark, course, lane, seats, spaced, strip

BLANK = dict.fromkeys(map(str, Stance), 0)


def test_a_strip_fills_its_width_in_order_of_stance() -> None:
    bars = strip({"opposes": 1, "endorses": 3})
    assert [bar.stance for bar in bars] == ["endorses", "opposes"]
    assert (bars[0].x, bars[1].x) == (0, 75)
    assert all(one.x + one.width < other.x for one, other in pairwise(bars))
    assert strip({"endorses": 1}, whole=4)[0].width < 25
    assert strip({}) == []


def test_a_course_holds_each_count_until_the_next() -> None:
    changes = [
        {"date": "2024-01-01", **BLANK, "endorses": 1},
        {"date": "2024-01-06", **BLANK, "endorses": 1, "opposes": 1},
    ]
    bands = course(changes, Axis(start="2024-01-01", end="2024-01-11"), height=100)
    assert [(band.stance, band.path) for band in bands] == [
        ("opposes", "M0 100H0V50H50V0H100V100z"),
        ("endorses", "M0 100H0V50H100V100z"),
    ]
    assert course([], Axis(start="2024-01-01", end="2024-01-11"), height=100) == []


def test_two_stances_at_once_share_a_lane() -> None:
    axis = Axis(start="2024-01-01", end="2024-01-11")
    told = [
        ("supports", "2024-01-01", "2024-01-06"),
        ("withholds", "2024-01-01", "2024-01-06"),
        ("endorses", "2024-01-06", "2024-01-11"),
    ]
    assert [(bar.stance, bar.x, bar.y, bar.height > 90) for bar in lane(told, axis)] == [
        ("supports", 0, 0, False),
        ("withholds", 0, 50, False),
        ("endorses", 50, 0, True),
    ]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-07-21", "2024-11-05", ["Aug", "Sep", "Oct", "Nov"]),
        ("2016-01-01", "2024-12-31", ["2016", "2018", "2020", "2022", "2024"]),
        ("2024-07-21", "2024-07-21", []),
    ],
)
def test_ticks(start: str, end: str, words: list[str]) -> None:
    assert [tick.words for tick in Axis(start=start, end=end).ticks()] == words


@pytest.mark.parametrize("number", [15, 50, 100, 435, 541])
def test_everybody_has_a_seat_of_their_own(number: int) -> None:
    size, seated = seats([("silent", str(one)) for one in range(number)])
    assert [seat.words for seat in seated] == [str(one) for one in range(number)]
    assert all(0 <= seat.x <= 200 and 0 <= seat.y <= 104 for seat in seated)
    near = min(
        (one.x - other.x) ** 2 + (one.y - other.y) ** 2 for at, one in enumerate(seated) for other in seated[:at]
    )
    assert near**0.5 > 1.6 * size
    assert seated[0].x < 50 < 150 < seated[-1].x


def test_words_that_would_run_into_others_are_left_out() -> None:
    marks = [Mark(x=x, day="", words=str(x)) for x in (1.0, 4.0, 30.0)]
    assert [mark.words for mark in spaced(marks)] == ["1.0", "", "30.0"]
