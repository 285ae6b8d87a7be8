"""Contests: who runs for what, from when to when, with the days that matter (contests.toml)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import ConfigError
from onrecord.registry.names import fold

_NEEDED, _OPTIONAL = frozenset({"id", "office", "day"}), frozenset({"state", "dates", "candidates"})
_CANDIDATE = ("name", "party", "day of entering", 'day of leaving or ""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who ran from `entered` to `left` (ISO days; "" is to the end)."""

    name: str
    party: str
    entered: str
    left: str = ""

    def runs_on(self, day: str) -> bool:
        """Whether the candidate was in the race on a day."""
        return self.entered <= day and (not self.left or day <= self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A race for an office, decided on `day`; `dates` are its stages and the days on which they began."""

    id: str
    office: str
    state: str
    day: str
    dates: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]

    @property
    def opens(self) -> str:
        """The day on which the first candidate entered, or "" if nobody has."""
        return min((one.entered for one in self.candidates), default="")

    def nominated(self, candidate: Candidate) -> str:
        """The day since which nobody of the candidate's party runs beside, or "" if that day never came."""
        rivals = [one for one in self.candidates if one.party == candidate.party and one != candidate]
        if candidate.left or candidate.party == "Independent" or not all(one.left for one in rivals):
            return ""
        return max((candidate.entered, *(one.left for one in rivals)))


def read_contests(text: str, source: str) -> Iterator[Contest]:
    """The contests of one file; `ConfigError` says what is wrong with it, where, and what to write."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source}: no contests: {error}; see the head of contests.toml for their form") from None
    rows = table.pop("contest", [])
    if table or not isinstance(rows, list):
        raise ConfigError(
            f"{source}: begin each contest with a line [[contest]]; {', '.join(table) or '[contest]'} is none"
        )
    for number, row in enumerate(rows, 1):
        yield _contest(row, f"{source}: contest {row.get('id', number)!r}")


def _contest(row: dict[str, Any], where: str) -> Contest:
    missing, unknown = sorted(_NEEDED - set(row)), sorted(set(row) - _NEEDED - _OPTIONAL)
    if missing or unknown:
        faults = [f"has no {name}" for name in missing] + [f"has {name}, which is unknown" for name in unknown]
        raise ConfigError(
            f"{where} {' and '.join(faults)}; it needs {', '.join(sorted(_NEEDED))} and may have"
            f" {', '.join(sorted(_OPTIONAL))}"
        )
    return Contest(
        id=str(row["id"]),
        office=str(row["office"]),
        state=str(row.get("state", "")),
        day=_day(row["day"], where),
        dates=tuple(
            (what, _day(day, where)) for what, day in _lists(row, "dates", ("what", "day on which it began"), where)
        ),
        candidates=tuple(
            Candidate(name=name, party=party, entered=_day(entered, where), left=left and _day(left, where))
            for name, party, entered, left in _lists(row, "candidates", _CANDIDATE, where)
        ),
    )


def _lists(row: dict[str, Any], field: str, columns: tuple[str, ...], where: str) -> list[list[Any]]:
    """The rows of a field, each of which has a cell for every column."""
    rows: list[list[Any]] = row.get(field, [])
    for one in rows:
        if not isinstance(one, list) or len(one) != len(columns) or one[0] == "":
            raise ConfigError(f"{where}: {one!r} in {field} is not [{', '.join(columns)}]; write all {len(columns)}")
    return rows


def _day(told: object, where: str) -> str:
    """An ISO day, in quotation marks or without."""
    try:
        return dt.date.fromisoformat(str(told)).isoformat()
    except ValueError:
        raise ConfigError(f"{where}: {str(told)!r} is no day; write YYYY-MM-DD") from None


def contest_called(asked: str, contests: Iterable[Contest]) -> Contest:
    """The contest with this id ("2024 president"); `ConfigError` lists those that are known."""
    known = {fold(one.id): one for one in contests}
    if fold(asked) not in known:
        raise ConfigError(f"no contest {asked!r}; known are {', '.join(one.id for one in known.values())}")
    return known[fold(asked)]
