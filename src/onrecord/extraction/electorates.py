"""Electorates: the states and cities that decide the races which an article is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.model import Article
from onrecord.registry import state_code, states

#: Words of a race that the nation decides, ...
_NATIONAL = re.compile(r"\bpresidential\b|\bWhite House\b|\bfor president\b|\bOval Office\b", re.IGNORECASE)
#: ... of one that a state does, ...
_STATEWIDE = re.compile(
    r"\bgubernatorial\b|\b(?:for|elect|choose|next|new) (?:a )?governor\b|\bgovernor['’]s race\b"
    r"|\bsenate (?:race|seat|bid|campaign|primar(?:y|ies)|runoff|candida(?:te|cy)|nomin\w+|contest|election|hopeful|field)"
    r"|\b(?:for|to) (?:the |a )?(?:u\.?s\.? )?senate\b|\bfor (?:lieutenant governor|attorney general|secretary of state)\b"
    r"|\b(?:proposition|initiative|measure|question|amendment|issue) \d+\b|\bballot (?:measure|initiative|question)\b",
    re.IGNORECASE,
)
#: ... and of one that a city does.
_CITYWIDE = re.compile(r"\bmayoral\b|\bfor mayor\b|\bmayor['’]s race\b", re.IGNORECASE)
_NAME = r"(?!(?:The|In|A|For)\b)[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
_CITY = re.compile(rf"\b({_NAME})(?:['’]s?)? (?:[Mm]ayoral\b|[Mm]ayor['’]s [Rr]ace)|\b[Mm]ayor of ({_NAME})")
#: A state, where its name is not part of a newspaper's, a school's or a city's.
_STATE = re.compile(
    rf"\b({'|'.join(sorted((state.name for state in states().values()), key=len, reverse=True))})\b"
    r"(?! (?:City|Times|Post|Daily|University|Journal|Tribune|Register|Star|Herald)\b)"
)
#: Without these words Washington is the capital.
_WASHINGTON_STATE = re.compile(r"\bWash\.|\bWashington (?:state|voters)\b|\bWashingtonians?\b")
#: A contest that a state holds, though it be for a race of the nation or of a district, ...
_CONTEST = re.compile(r"\b(?:primary|caucus(?:es)?|caucus-?goers|special election)\b", re.IGNORECASE)
#: ... and what makes the state of a headline only the one where somebody is from ("Ohio governor wins primary").
_FROM = re.compile(
    r"['’]?s? (?:Sen|Gov|Rep|congress|senator|governor|mayor|lawmaker|legislat|attorney|Republican|Democrat|delegat)",
    re.IGNORECASE,
)
#: What a headline names counts so many times more than what the text does.
_HEADLINE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorates:
    """The place that decides an article's race, `home`, or "" if the nation does or several do.

    `named` are the states that the article names, in order of text; `several` says that it goes from one race to another.
    """

    home: str
    several: bool
    named: tuple[tuple[int, str], ...]

    def at(self, start: int) -> str:
        """The place that decides the race of which the article speaks at the character `start`, or ""."""
        return self.home or (self.last_before(start) if self.several else "")

    def last_before(self, start: int) -> str:
        """ "The state": the one named last before the character `start`, or ""."""
        return next((name for at, name in reversed(self.named) if at < start), "")


def find_electorates(article: Article) -> Electorates:
    """Whose race the article is about. Words of office tell whether it is the nation's, a state's or a city's."""
    text = article.readable()
    national, statewide, citywide = (len(words.findall(text)) for words in (_NATIONAL, _STATEWIDE, _CITYWIDE))
    named = tuple(_named(_STATE, text))
    home = ""
    if (local := max(statewide, citywide)) >= max(national, 1):
        names = _CITY if citywide > statewide else _STATE
        home = _most([*_named(names, text), *_HEADLINE * list(_named(names, article.title))])
    elif _CONTEST.search(text):
        home = _headlined(article.title, [name for _, name in named])
    if not home and not national:
        home = _filed_from(article.dateline, [name for _, name in named], city=citywide > statewide)
    return Electorates(home=home, several=not home and local > national, named=named)


def _named(names: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    known = _WASHINGTON_STATE.search(text)
    found = ((match.start(), match[match.lastindex or 0]) for match in names.finditer(text))
    return [(at, name) for at, name in found if known or name != "Washington"]


def _headlined(title: str, named: list[str]) -> str:
    """The one state that a headline names as a place, if the article names none more often, or ""."""
    places = {name for at, name in _named(_STATE, title) if not _FROM.match(title[at + len(name) :])}
    counts = Counter(named)
    return next((name for name in places if len(places) == 1 and counts[name] == max(counts.values(), default=0)), "")


def _filed_from(dateline: str, named: list[str], *, city: bool) -> str:
    """The city or the state of a dateline ("DULUTH, Minn."), if the article names no other state more often, or ""."""
    place, _, region = dateline.partition(", ")
    state = states().get(state_code(region)) if region else None
    if state is None or any(named.count(name) > named.count(state.name) + 1 for name in set(named)):
        return ""
    return place.title() if city else state.name


def _most(named: list[tuple[int, str]]) -> str:
    """The name that is named twice or more, and at least twice as often as any other, or ""."""
    (name, times), (_, second) = (*Counter(name for _, name in named).most_common(2), ("", 0), ("", 0))[:2]
    return name if times >= max(2, 2 * second) else ""
