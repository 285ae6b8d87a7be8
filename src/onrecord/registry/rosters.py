"""Rosters: who belongs to a body on a day. "Democratic senators" is a query over the registry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.errors import ConfigError
from onrecord.registry.actors import Actor, Office, Registry
from onrecord.registry.names import states

_TITLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"members? of congress|lawmakers|congressional|delegation", ("Senator", "Representative")),
    (r"senators?|senate", ("Senator",)),
    (r"representatives?|house members|congress(?:wo)?m[ae]n|house", ("Representative",)),
    (r"lieutenant governors?", ("Lieutenant Governor",)),
    (r"governors?|gubernatorial", ("Governor",)),
    (r"attorneys? general", ("Attorney General",)),
    (r"secretar(?:y|ies) of state", ("Secretary of State",)),
    (r"mayors?", ("Mayor",)),
)
_PARTIES = (
    (r"democrats?|democratic", "Democrat"),
    (r"republicans?|gop", "Republican"),
    (r"independents?", "Independent"),
)
#: Words that say of a party's roster who belongs to it.
_REGISTERED = re.compile(r"\bregistered\b", re.IGNORECASE)
_CAUCUS = re.compile(r"\bcaucus\b", re.IGNORECASE)
#: Words that a roster may have besides its party, its office and its state.
_EMPTY = re.compile(r"\b(?:the|all|of|in|from|sitting|current|u\.?s\.?|american|state|members?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The holders of some offices, of one party and state if those are given.

    To a party belongs who sits with it (caucuses.csv), as newspapers count; with `registered` its own members alone.
    """

    titles: tuple[str, ...]
    party: str = ""
    state: str = ""
    registered: bool = False

    def alone(self) -> Roster:
        """The party's own members alone."""
        return replace(self, registered=True)

    def members(self, registry: Registry, day: str) -> list[tuple[Actor, Office]]:
        """Everybody who belongs to it on a day (ISO), with the office held, by state and name."""
        found = [
            (actor, office)
            for actor in registry.actors
            for office in actor.offices
            if office.title in self.titles
            and self.state in ("", office.state)
            and office.held_on(day)
            and self._counts(actor, office, day)
        ]
        return sorted({actor.id: (actor, office) for actor, office in found}.values(), key=_by_state)

    def _counts(self, actor: Actor, office: Office, day: str) -> bool:
        sits = not self.registered and self.party == actor.sits_with(office, day)
        return sits or self.party in ("", office.party)


def _by_state(member: tuple[Actor, Office]) -> tuple[str, str]:
    return member[1].state, member[0].name


def find_roster(words: str) -> Roster | None:
    """The roster that some words name, or None if they name none or say more than the registry knows.

    >>> find_roster("Democratic senators")
    Roster(titles=('Senator',), party='Democrat', state='', registered=False)
    >>> find_roster("House Republicans from Texas").state, find_roster("undecided voters")
    ('TX', None)
    """
    rest, state = f" {words} ", ""
    for one in sorted(states().values(), key=lambda one: -len(one.name)):
        if found := re.search(rf"\b(?:{re.escape(one.name)}|{one.postal})\b(?:['’]s)?", rest):
            rest, state = rest[: found.start()] + rest[found.end() :], one.postal
            break
    titles: tuple[str, ...] = ()
    party = ""
    for pattern, name in _PARTIES:
        if found := re.search(rf"\b(?:{pattern})\b", rest, re.IGNORECASE):
            rest, party = rest[: found.start()] + rest[found.end() :], name
            break
    for pattern, named in _TITLES:
        if found := re.search(rf"\b(?:{pattern})\b", rest, re.IGNORECASE):
            rest, titles = rest[: found.start()] + rest[found.end() :], named
            break
    registered = False
    if party:
        rest, count = _REGISTERED.subn("", rest)
        registered, rest = count > 0, _CAUCUS.sub("", rest)
    if not titles or _EMPTY.sub("", rest).strip(" ,.'’"):
        return None
    return Roster(titles=titles, party=party, state=state, registered=registered)


def roster_called(words: str) -> Roster:
    """The roster that a user asks for; `ConfigError` says which can be asked for."""
    roster = find_roster(words)
    if roster is None:
        raise ConfigError(
            f"no roster {words!r}; say a party if you like, an office and a state if you like:"
            " 'Democratic senators', 'House Republicans from Texas', 'governors', 'mayors';"
            " 'registered Democratic senators' are those without the independents who sit with them"
        )
    return roster
