"""Pictures that a page draws itself, as lengths: strips of counts, courses over time, lanes of one person.

Widths and places along time are percentages, so that one drawing fits a phone and a wall without scaling its type.
No styles are written into the page (its policy forbids them): a template gives each shape the class of its stance.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from onrecord import dates
from onrecord.entries import Stance
from onrecord.reports.rosters import SILENT

#: The order in which stances are stacked and listed, from for to against.
ORDER = (*map(str, Stance), SILENT)
_GAP = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle of a stance: `x` and `width` in percent; `y` and `height` in units of the picture."""

    stance: str
    x: float
    width: float
    y: float = 0.0
    height: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place along time in percent, with its words; `day` is ISO."""

    x: float
    day: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The days from `start` to `end`, both ISO and both shown."""

    start: str
    end: str

    @property
    def days(self) -> int:
        """How many days lie between both ends; at least one."""
        return max(1, (dt.date.fromisoformat(self.end) - dt.date.fromisoformat(self.start)).days)

    def at(self, day: str) -> float:
        """Where a day stands, in percent; days beyond an end stand at that end."""
        day = min(max(dates.first_day(day), self.start), self.end)
        return 100 * (dt.date.fromisoformat(day) - dt.date.fromisoformat(self.start)).days / self.days

    def ticks(self, most: int = 8) -> list[Mark]:
        """Years, or months of a short time, as marks: no more than `most`."""
        first, last = dt.date.fromisoformat(self.start), dt.date.fromisoformat(self.end)
        months = [
            dt.date(first.year + (first.month + n) // 12, (first.month + n) % 12 + 1, 1)
            for n in range(-1, (last.year - first.year) * 12 + last.month - first.month)
        ]
        months = [one for one in months if first <= one <= last]
        for step in (1, 2, 3, 6, 12, 24, 48, 96):
            chosen = [one for one in months if (one.year * 12 + one.month - 1) % step == 0]
            if len(chosen) <= most:
                break
        name = "%Y" if step >= 12 else "%b %Y" if first.year != last.year else "%b"
        return [Mark(x=self.at(one.isoformat()), day=one.isoformat(), words=one.strftime(name)) for one in chosen]


def strip(counts: Mapping[str, int], whole: int | None = None) -> list[Bar]:
    """Counts by stance as one bar, with gaps between; `whole` is what the full width stands for."""
    told = [(stance, counts[stance]) for stance in ORDER if counts.get(stance)]
    total = whole or sum(number for _, number in told)
    bars, x = [], 0.0
    for stance, number in told:
        width = 100 * number / total
        bars.append(
            Bar(stance=stance, x=round(x, 3), width=round(max(width - _GAP, 0.3), 3), words=f"{number} {stance}")
        )
        x += width
    return bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What lies under the upper edge of a stance in a course, as a path: 100 wide, and as high as the picture."""

    stance: str
    path: str


def course(changes: Sequence[Mapping[str, Any]], axis: Axis, height: float) -> list[Band]:
    """Counts over time as stacked steps: each change holds until the next, the most at once fill `height`.

    Bands reach down to the ground; each is drawn over the one before. One path a stance is far less than a rectangle for
    each of thousands of days.
    """
    stacks = [list(accumulate(row[stance] for stance in Stance)) for row in changes]
    most = max((stack[-1] for stack in stacks), default=0)
    places = [f"H{axis.at(row['date']):.5g}V" for row in changes]
    bands = []
    for level, stance in reversed(list(enumerate(Stance))):
        if most and any(row[stance] for row in changes):
            tops = [f"{height * (1 - stack[level] / most):.5g}" for stack in stacks]
            steps = "".join(
                place + top for place, top, before in zip(places, tops, ["", *tops], strict=False) if top != before
            )
            bands.append(Band(stance=stance, path=f"M0 {height:g}{steps}H100V{height:g}z"))
    return bands


def lane(stretches: Iterable[tuple[str, str, str]], axis: Axis) -> list[Bar]:
    """One holder on one target over time, from (stance, from, until); two stances at once share the height."""
    told = [(stance, axis.at(start), axis.at(end)) for stance, start, end in stretches]
    bars = []
    for stance, x, end in told:
        beside = [other for other, start, until in told if start < end and x < until] or [stance]
        height = 100 / len(beside)
        y = beside.index(stance) * height
        bars.append(
            Bar(
                stance=stance,
                x=round(x, 3),
                width=round(max(end - x, 0.6), 3),
                y=round(y, 1),
                height=round(height - (4 if len(beside) > 1 else 0), 1),
            )
        )
    return bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member in a half circle, in units of a picture 200 wide and 104 high."""

    stance: str
    x: float
    y: float
    words: str


def seats(members: Sequence[tuple[str, str]]) -> tuple[float, list[Seat]]:
    """The radius of a seat, and members (stance, words) seated in a half circle from left to right in their order."""
    rows = max(2, round(math.sqrt(len(members) / 4.5)))
    inner, outer = 38.0, 98.0
    radii = [inner + (outer - inner) * n / (rows - 1) for n in range(rows)]
    share = len(members) / sum(radii)
    places: list[tuple[float, float, float]] = []
    for n, radius in enumerate(radii):
        number = round(radius * share) if n < rows - 1 else len(members) - len(places)
        for k in range(number):
            angle = math.pi * (1 - (k + 0.5) / number)
            places.append((-angle, 100 + radius * math.cos(angle), 101 - radius * math.sin(angle)))
    size = min((outer - inner) / (rows - 1), math.pi * sum(radii) / max(1, len(members))) * 0.42
    seated = [
        Seat(stance=stance, x=round(x, 1), y=round(y, 1), words=words)
        for (stance, words), (_, x, y) in zip(members, sorted(places), strict=True)
    ]
    return round(size, 2), seated


def spaced(marks: Iterable[Mark], least: float = 9.0) -> list[Mark]:
    """Marks whose words would run into the last ones keep their place and lose their words."""
    kept: list[Mark] = []
    at = -least
    for mark in marks:
        near = mark.x - at < least
        at = at if near else mark.x
        kept.append(Mark(x=round(mark.x, 2), day=mark.day, words="" if near else mark.words))
    return kept
