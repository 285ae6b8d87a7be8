"""Actors and the registry that knows them: pure, in memory, without any text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord import dates
from onrecord.registry.names import fold, surname_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office held from `start` to `end` (ISO prefixes; "" is not known). `state` is a postal code or ""."""

    title: str
    body: str = ""
    state: str = ""
    party: str = ""
    start: str = ""
    end: str = ""

    def held_on(self, day: str) -> bool:
        """Whether the office is known to have been held on a day; an undated office never is."""
        return _lasts(self.start, self.end, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caucus:
    """The party with which somebody sits in an office without belonging to it, from `start` to `end` (ISO prefixes)."""

    title: str
    party: str
    start: str
    end: str = ""


def _lasts(start: str, end: str, day: str) -> bool:
    if not (start or end):
        return False
    return dates.first_day(start) <= day and (not end or day <= dates.last_day(end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who is known beforehand. `gender` is "F", "M" or ""."""

    id: str
    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    gender: str = ""
    offices: tuple[Office, ...] = ()
    caucuses: tuple[Caucus, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual one first."""
        return (self.name, *self.aliases)

    def sits_with(self, office: Office, day: str) -> str:
        """The party that counts the actor as its own in an office on a day: that of the caucus, else that of the office."""
        for one in self.caucuses:
            if one.title == office.title and _lasts(one.start, one.end, day):
                return one.party
        return office.party

    def is_candidate(self, day: str) -> bool:
        """Whether the actor runs for president on a day."""
        return any(office.title in _RUNNING and office.held_on(day) for office in self.offices)


# How widely known the holder of an office is: a name alone is taken for the one who clearly leads.
_RANKS = {
    "President": 9,
    "Republican nominee": 9,
    "Democratic nominee": 9,
    "Vice President": 8,
    "Presidential candidate": 7,
    "Vice presidential nominee": 7,
    "Speaker": 7,
    "Speaker of the House": 7,
    "Senator": 5,
    "Governor": 5,
    "Secretary of State": 5,
    "First Lady": 6,
    "Justice": 5,
    "Candidate": 4,
    "Representative": 3,
    "Mayor": 1,
}
_LEADERS = ("Leader", "Whip")
_RUNNING = frozenset({"Presidential candidate", "Democratic nominee", "Republican nominee"})
_CANDIDACIES = ("andidate", "nominee")
_YEARS_REMEMBERED = 3
#: `rank` from which a first name may do.
_KNOWN_BY_FIRST_NAME = 13


def rank(actor: Actor, day: str) -> int:
    """How widely known the actor is on a day (0 to 18).

    Offices held then, or shortly before or after, count double; a candidacy shortly before or after half as much again.
    """
    best = 0
    for office in actor.offices:
        score = 6 if office.title.endswith(_LEADERS) else _RANKS.get(office.title, 2)
        if office.title == "Secretary of State" and office.state:
            score = 2
        if not day or _near(office, day):
            passing = bool(day) and office.title.endswith(_CANDIDACIES) and not office.held_on(day)
            score = score * 3 // 2 if passing else score * 2
        best = max(best, score)
    return best


def _near(office: Office, day: str) -> bool:
    year = int(day[:4])
    first = int((office.start or office.end or "0")[:4])
    last = int((office.end or "9999")[:4])
    return bool(office.start or office.end) and first - _YEARS_REMEMBERED <= year <= last + _YEARS_REMEMBERED


@dataclass(frozen=True, slots=True)
class Registry:
    """Who is who. Names are compared without case, accents and full stops."""

    actors: tuple[Actor, ...]
    _by_id: dict[str, Actor] = field(default_factory=dict, repr=False)
    _by_name: dict[str, tuple[Actor, ...]] = field(default_factory=dict, repr=False)
    _by_surname: dict[str, tuple[Actor, ...]] = field(default_factory=dict, repr=False)
    _by_first_name: dict[str, tuple[Actor, ...]] = field(default_factory=dict, repr=False)
    _by_title: dict[str, tuple[tuple[Actor, Office], ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, actors: Iterable[Actor]) -> Registry:
        """A registry of these actors, indexed."""
        registry = cls(tuple(actors))
        names: dict[str, list[Actor]] = {}
        surnames: dict[str, list[Actor]] = {}
        firsts: dict[str, list[Actor]] = {}
        titles: dict[str, list[tuple[Actor, Office]]] = {}
        for actor in registry.actors:
            registry._by_id[actor.id] = actor
            for name in dict.fromkeys(fold(name) for name in actor.names):
                names.setdefault(name, []).append(actor)
            for surname in dict.fromkeys(surname_of(fold(name)) for name in actor.names):
                surnames.setdefault(surname, []).append(actor)
            firsts.setdefault(fold(actor.name).split()[0], []).append(actor)
            for office in actor.offices:
                titles.setdefault(office.title, []).append((actor, office))
        registry._by_name.update((name, tuple(found)) for name, found in names.items())
        registry._by_surname.update((name, tuple(found)) for name, found in surnames.items())
        registry._by_first_name.update((first, tuple(found)) for first, found in firsts.items())
        registry._by_title.update((title, tuple(found)) for title, found in titles.items())
        return registry

    def by_id(self, id: str) -> Actor | None:
        """The actor with this id."""
        return self._by_id.get(id)

    def by_name(self, name: str, day: str = "") -> tuple[Actor, ...]:
        """Actors of this full name, the best known on the day first."""
        return _ranked(self._by_name.get(fold(name), ()), day)

    def by_surname(self, surname: str, day: str = "", title: str = "", state: str = "") -> tuple[Actor, ...]:
        """Actors of this surname, with this office (ever) and state if given; the best known on the day first."""
        found = self._by_surname.get(fold(surname), ())
        if title or state:
            found = tuple(a for a in found if any(_fits(office, title, state) for office in a.offices))
        return _ranked(found, day)

    def known_as(self, surname: str, day: str = "", title: str = "", state: str = "") -> Actor | None:
        """The one whom a surname alone brings to mind on that day: clearly better known than the next."""
        return _leading(self.by_surname(surname, day, title, state), day)

    def known_by_first_name(self, first_name: str, day: str = "") -> Actor | None:
        """The one whom a first name alone brings to mind on that day ("Hillary"): as known as a candidate for president."""
        actor = _leading(_ranked(self._by_first_name.get(fold(first_name), ()), day), day)
        return actor if actor is not None and rank(actor, day) >= _KNOWN_BY_FIRST_NAME else None

    def holders_of(self, title: str, state: str = "", day: str = "") -> tuple[Actor, ...]:
        """Who holds an office on a day; without a day, who ever held it."""
        found = {
            actor.id: actor
            for actor, office in self._by_title.get(title, ())
            if _fits(office, title, state) and (not day or office.held_on(day))
        }
        return tuple(found.values())

    def has_surname(self, surname: str) -> bool:
        """Whether anybody is known by this surname."""
        return fold(surname) in self._by_surname


def _fits(office: Office, title: str, state: str) -> bool:
    return title in ("", office.title) and state in ("", office.state)


def _leading(ranked: tuple[Actor, ...], day: str) -> Actor | None:
    """The first, if he is clearly better known than the next."""
    if len(ranked) > 1 and rank(ranked[0], day) - rank(ranked[1], day) < 3:
        return None
    return ranked[0] if ranked else None


def _ranked(actors: tuple[Actor, ...], day: str) -> tuple[Actor, ...]:
    if len(actors) < 2:
        return actors
    return tuple(sorted(actors, key=lambda actor: -rank(actor, day)))
