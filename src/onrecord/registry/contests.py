"""Contests: who runs for what, from when to when, with the days that matter (contests.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import ConfigError
from onrecord.registry.names import fold


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
    """The contests of one file; `ConfigError` says what is wrong with it."""
    try:
        for row in tomllib.loads(text).get("contest", ()):
            yield Contest(
                id=row["id"],
                office=row["office"],
                state=row.get("state", ""),
                day=row["day"],
                dates=tuple((what, day) for what, day in row.get("dates", ())),
                candidates=tuple(
                    Candidate(name=name, party=party, entered=entered, left=left)
                    for name, party, entered, left in row.get("candidates", ())
                ),
            )
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise ConfigError(f"{source}: no contests: {error}; see the head of contests.toml for their form") from None


def contest_called(asked: str, contests: Iterable[Contest]) -> Contest:
    """The contest with this id ("2024 president"); `ConfigError` lists those that are known."""
    known = {fold(one.id): one for one in contests}
    if fold(asked) not in known:
        raise ConfigError(f"no contest {asked!r}; known are {', '.join(one.id for one in known.values())}")
    return known[fold(asked)]
