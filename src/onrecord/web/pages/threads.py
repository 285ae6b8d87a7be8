"""The network of who backs whom: targets down the middle, holders by party on both sides, a thread for each stance."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reports import ReportRow
from onrecord.web.pages.drawing import ORDER

#: The picture's measures: its width, where names end and begin, and the height of a row and of a party's name.
WIDTH, LEFT, RIGHT, MIDDLE = 1120.0, 300.0, 820.0, 560.0
_ROW, _HEADING, _SIGN = 20.0, 34.0, 14.0
#: Names on one side; further holders are in the table alone.
MOST = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A target: a disc whose area is the number of its holders."""

    name: str
    y: float
    radius: float
    holders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One stance of a holder on a hub: its curve, and where its sign stands."""

    stance: str
    hub: str
    path: str
    sign: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A name at one side (`left` or not) with its threads."""

    id: str
    name: str
    left: bool
    y: float
    threads: list[Thread]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All of it; `headings` are (party, is it left, y); `hidden` holders had no room."""

    height: float
    hubs: list[Hub]
    holders: list[Holder]
    headings: list[tuple[str, bool, float]]
    hidden: int


def lay_out(rows: Sequence[ReportRow], targets: Sequence[str]) -> Network:
    """The network of board rows with `party`; `targets` are the hubs from top to bottom."""
    by_holder: defaultdict[str, list[ReportRow]] = defaultdict(list)
    for row in rows:
        by_holder[row["holder_id"]].append(row)
    sides, hidden = _sides(list(by_holder.values()), targets)
    height = max(*(_height(side) for side in sides), 120.0 * len(targets))
    sizes = Counter(row["target"] for row in rows)
    hubs = [
        Hub(
            name=name,
            y=round(height * (number + 0.5) / len(targets), 1),
            radius=round(8 + 3.2 * math.sqrt(sizes[name]), 1),
            holders=sizes[name],
        )
        for number, name in enumerate(targets)
    ]
    headings: list[tuple[str, bool, float]] = []
    places: list[tuple[list[ReportRow], bool, float]] = []
    for left, side in zip((True, False), sides, strict=True):
        y = (height - _height(side)) / 2
        for party, group in side:
            headings.append((party, left, round(y + _HEADING - 10, 1)))
            y += _HEADING
            for held in group:
                places.append((held, left, y + _ROW / 2))
                y += _ROW
    return Network(height=height, hubs=hubs, holders=_tied(places, hubs), headings=headings, hidden=hidden)


Side = list[tuple[str, list[list[ReportRow]]]]


def _sides(holders: list[list[ReportRow]], targets: Sequence[str]) -> tuple[tuple[Side, Side], int]:
    """Holders by party, Democrats left, Republicans right, each other group where there is more room."""

    def order(held: list[ReportRow]) -> tuple[float, int, str]:
        at = sum(targets.index(row["target"]) for row in held) / len(held)
        return at, min(ORDER.index(row["stance"]) for row in held), held[0]["holder"]

    groups: defaultdict[str, list[list[ReportRow]]] = defaultdict(list)
    for held in sorted(holders, key=order):
        groups[
            held[0]["party"] or ("Organisations" if held[0]["kind"] not in ("", "person") else "No party told")
        ].append(held)
    left: Side = []
    right: Side = []
    hidden = 0
    for party in sorted(groups, key=lambda name: (name not in ("Democrat", "Republican"), -len(groups[name]))):
        free = {True: MOST - _names(left), False: MOST - _names(right)}
        to_left = {"Democrat": True, "Republican": False}.get(party, free[True] > free[False])
        room = free[to_left]
        # Who stands on several targets is what a network shows best: they stay when room is short.
        kept = sorted(groups[party], key=lambda held: -len(held))[:room]
        hidden += len(groups[party]) - len(kept)
        if kept:
            (left if to_left else right).append((party, [held for held in groups[party] if held in kept]))
    return (left, right), hidden


def _names(side: Side) -> int:
    return sum(len(group) for _, group in side)


def _height(side: Side) -> float:
    return _HEADING * len(side) + _ROW * _names(side)


def _tied(places: list[tuple[list[ReportRow], bool, float]], hubs: list[Hub]) -> list[Holder]:
    """Holders with their threads, which end along the near edge of each hub in the order of their names."""
    by_name = {hub.name: hub for hub in hubs}
    ends = Counter((row["target"], left) for held, left, _ in places for row in held)
    used: Counter[tuple[str, bool]] = Counter()
    holders = []
    for held, left, y in places:
        toward = 1 if left else -1
        start = LEFT if left else RIGHT
        threads = []
        for number, row in enumerate(held):
            hub, key = by_name[row["target"]], (row["target"], left)
            share = (used[key] + 0.5) / ends[key] - 0.5
            used[key] += 1
            x, end = start + toward * (8 + _SIGN * len(held)), hub.y + 1.3 * share * hub.radius
            edge = MIDDLE - toward * math.sqrt(hub.radius**2 - (end - hub.y) ** 2)
            bend = toward * 110
            threads.append(
                Thread(
                    stance=row["stance"],
                    hub=hub.name,
                    path=f"M{x:.0f} {y:.1f}C{x + bend:.0f} {y:.1f} {edge - bend:.0f} {end:.1f} {edge:.1f} {end:.1f}",
                    sign=start + toward * (8 + _SIGN * number) - (0 if left else 10),
                )
            )
        holders.append(
            Holder(id=held[0]["holder_id"], name=held[0]["holder"], left=left, y=round(y, 1), threads=threads)
        )
    return holders
