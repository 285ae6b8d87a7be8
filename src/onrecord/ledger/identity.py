"""Identity: who a printed name in an article is. A judgement, kept as a row beside the entry, never in it.

The machine's judgement rests on the name and its short forms, the office held on the day of publication, the title,
state and party that the article prints near the name, and the article's other names. Who is not known gets a local
identity; a match in doubt gets one too and waits for an editor (`doubts`).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.article.outlets import is_outlet, known_outlets, named
from onrecord.ledger import schema
from onrecord.ledger.among import among
from onrecord.registry import (
    SUFFIXES,
    Actor,
    fold,
    is_first_name,
    load_organisations,
    load_registry,
    rank,
    same_first_name,
    state_code,
    states,
    surname_of,
)

#: A match that gets less is left for an editor.
SURE = 0.6
#: Points by which a candidate must lead the next.
_LEAD = 1.5
#: How widely known somebody must be to be meant by a surname that stands alone in an article.
_KNOWN_BY_SURNAME = 6
#: How widely known an office makes its holder for good (`rank` without a day).
_STAYS_KNOWN = 14
#: Years before and after an office in which its holder still goes by its fame.
_REMEMBERED = 8
_TITLES = tuple(
    (re.compile(rf"\b(?:{words})\s*$", re.IGNORECASE), title)
    for words, title in (
        (r"sens?(?:ator)?s?\b\.?|senators?", "Senator"),
        (r"reps?\b\.?|representatives?|congress(?:wo)?man|u\.?s\.? reps?\.?", "Representative"),
        (r"govs?\b\.?|governors?", "Governor"),
        (r"mayors?", "Mayor"),
        (r"president", "President"),
        (r"vice president", "Vice President"),
        (r"attorney general", "Attorney General"),
    )
)
_WORD = re.compile(r"\w")
_LOCAL = "local:"
_PARTIES = {"d": "Democrat", "r": "Republican", "i": "Independent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Who a name is: an actor's id, how sure (0 to 1), and why."""

    actor_id: str
    confidence: float
    reason: str


def identify(names: Iterable[str], text: str, published: str) -> dict[str, Identified]:
    """Who each printed name of an article is.

    `text` is the article's, `published` its day ("" if unknown).

    >>> identify(["Bernard Sanders", "Zoe Zander"], "", "2020-02-01")["Zoe Zander"].actor_id
    'local:zoe-zander'
    """
    printed = sorted({name for name in names if name})
    full = [name for name in printed if " " in name]
    return {name: _identify(_completed(name, full, text), text, published) for name in printed}


def _completed(name: str, full: Sequence[str], text: str) -> str:
    """A surname alone stands for the article's only full name that ends with it, "@AdaAmes" for "Ada Ames"."""
    if name.startswith("@"):
        return " ".join(re.findall("[A-Z][a-z]+", name)) or name
    if " " in name:
        return name
    if not any(surname_of(fold(one)) == fold(name) for one in full):
        firsts = {first for first in re.findall(rf"\b([A-Z][a-z]+) {re.escape(name)}\b", text) if is_first_name(first)}
        full = [f"{first} {name}" for first in sorted(firsts)]
    bearers = [one for one in full if surname_of(fold(one)) == fold(name)]
    alike = bearers and all(same_first_name(one.split()[0], bearers[0].split()[0]) for one in bearers)
    return max(bearers, key=len) if alike else name


def known_actor(actor_id: str) -> Actor | None:
    """The actor with this id who is known beforehand: a person, an organisation, or an outlet (its editorial board)."""
    known = load_registry().by_id(actor_id) or load_organisations().by_id(actor_id)
    return known or _outlets().get(actor_id)


@functools.lru_cache(maxsize=20_000)
def organisation_called(name: str) -> Actor | None:
    """The organisation, newspapers among them, that goes by this name."""
    bare = name.removeprefix("the ")
    found = load_organisations().by_name(name) or load_organisations().by_name(bare)
    if found:
        return found[0]
    return _outlets().get(_outlet_id(named(bare))) if is_outlet(bare) else None


def _outlet_id(name: str) -> str:
    return "outlet:" + fold(name.removeprefix("The ")).replace(" ", "-")


@functools.lru_cache(maxsize=1)
def _outlets() -> dict[str, Actor]:
    return {
        _outlet_id(one.name): Actor(id=_outlet_id(one.name), name=one.name, kind="newspaper", aliases=one.other)
        for one in known_outlets()
    }


def local_id(name: str) -> str:
    """The identity of somebody whom nobody knows by more than a name."""
    return _LOCAL + fold(name).replace(" ", "-")


def _identify(name: str, text: str, published: str) -> Identified:
    if found := organisation_called(name):
        return Identified(actor_id=found.id, confidence=0.95, reason=f"{found.kind}: {found.name}")
    local = Identified(actor_id=local_id(name), confidence=1.0, reason="not in the registry")
    candidates = [] if name.islower() else _candidates(name, published)
    if not candidates:
        return local
    near = _near(name, text)
    scored = sorted(
        ((_points(one, near, published) + _likeness(name, one), one) for one in candidates), key=lambda pair: -pair[0]
    )
    best, actor = scored[0]
    lead = best - scored[1][0] if len(scored) > 1 else best + _LEAD
    if best > 0 and lead >= _LEAD:
        return Identified(
            actor_id=actor.id, confidence=min(0.99, 0.7 + 0.05 * best), reason=f"{actor.name}, {_office(actor)}"
        )
    others = ", ".join(f"{one.name} ({one.id})" for _, one in scored[:3])
    return Identified(actor_id=local.actor_id, confidence=0.5, reason=f"in doubt: {others}")


def _office(actor: Actor) -> str:
    last = max(actor.offices, key=lambda office: office.end or "9999", default=None)
    return " ".join(part for part in (last.title, last.state) if part) if last else actor.kind


def _candidates(name: str, day: str) -> list[Actor]:
    """Everybody of this name, or of this surname and a form of this first name."""
    registry = load_registry()
    words = fold(name).split()
    if len(words) == 1:
        known = registry.known_as(name, day)
        if known is None or rank(known, day) < _KNOWN_BY_SURNAME:
            known = registry.known_by_first_name(name, day)
        return [known] if known else []
    if exact := registry.by_name(name):
        return list(exact)
    return [actor for actor in registry.by_surname(surname_of(fold(name))) if _is_called(words, actor)]


def _is_called(words: list[str], actor: Actor) -> bool:
    """Whether an actor of the same surname goes by a form of this first name, and by no other middle initial."""
    forms = [fold(one).split() for one in actor.names]
    middles = {form[1][0] for form in forms if len(form) > 2}
    other_middle = len(words) > 2 and len(words[1]) == 1 and bool(middles) and words[1] not in middles
    if len(words[0]) == 1 and len(words) > 2 and len(words[1]) > 1:  # "T. Michael Davis" is no Tom
        return False
    younger = words[-1] in SUFFIXES and not any(words[-1] in form for form in forms)
    return not other_middle and not younger and any(same_first_name(words[0], form[0]) for form in forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """What the article prints near a name."""

    titles: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]


def _near(name: str, text: str) -> _Near:
    titles, places, parties = set(), set(), set()
    spots = list(islice(_spots(name, text), 3)) or list(islice(_spots(name.split()[-1], text), 3))
    for start, end in spots:
        before, behind = text[max(0, start - 40) : start], text[end : end + 50]
        before = re.split(r"[\n;,]| and ", before)[-1]
        titles |= {title for pattern, title in _TITLES if pattern.search(before.rstrip() + " ")}
        if party := re.match(r"\s*[(,]\s*([DRI])(?:[-–]\s?([A-Z][A-Za-z. ]{1,14}?))?[).,]", behind):
            parties.add(_PARTIES[party.group(1).lower()])
            if party.group(2) and state_code(party.group(2)):
                places.add(state_code(party.group(2)))
        if place := re.match(r",? (?:of|from) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)", behind):
            places |= {state_code(place.group(1)), state_code(place.group(1).split()[0])} - {""}
        places |= {state_code(found) for found in _state_names().findall(before)}
    return _Near(titles=frozenset(titles), states=frozenset(places), parties=frozenset(parties))


def _spots(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text as whole words. (Far faster than a pattern made for each name.)"""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_WORD.match(text[start - 1 : start]) or _WORD.match(text[end : end + 1])):
            yield start, end
        start = text.find(name, end)


@functools.lru_cache(maxsize=1)
def _state_names() -> re.Pattern[str]:
    longest_first = sorted((state.name for state in states().values()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _likeness(name: str, actor: Actor) -> float:
    """Points for the name itself: the usual name in full says most, a surname alone nothing."""
    if " " not in name:
        return 0.0
    if fold(name) == fold(actor.name):
        # Whoever is kept by hand is widely known, in office or not.
        return 4.0 if actor.id.startswith("figure:") else 2.0
    return 1.5 if fold(name) in {fold(one) for one in actor.names} else 0.0


def _points(actor: Actor, near: _Near, day: str) -> float:
    """How well an actor fits what the article prints and its day."""
    points = min(rank(actor, day), 18) / 3
    in_time = [office for office in actor.offices if not day or _remembered(office.start, office.end, day)]
    points += 1.0 if any(office.held_on(day) for office in actor.offices if day) else 0.0
    if not in_time and not _famous_before(actor, day):
        points -= 6.0
    if near.titles:
        points += 3.0 if near.titles & {office.title for office in actor.offices} else -1.0
    homes = {office.state for office in actor.offices} - {""}
    if near.states and homes:
        points += 3.0 if near.states & homes else -4.0
    if near.parties:
        points += 1.5 if near.parties & {office.party for office in actor.offices} else -1.5
    return points


def _famous_before(actor: Actor, day: str) -> bool:
    """Whether an actor had held an office by then whose holders stay known; whoever is kept by hand is."""
    if actor.id.startswith("figure:"):
        return True
    return rank(actor, "") >= _STAYS_KNOWN and any(office.start <= day for office in actor.offices)


def _remembered(start: str, end: str, day: str) -> bool:
    year = int(day[:4])
    first, last = int((start or end or "0")[:4]), int((end or start or "9999")[:4])
    return (not start and not end) or first - _REMEMBERED <= year <= last + _REMEMBERED


def same_name(asked: str, name: str) -> bool:
    """Whether somebody who asks for `asked` means `name`: all its words are in it, and the surname is shared."""
    short, long = fold(asked).split(), fold(name).split()
    return bool(short) and set(short) <= set(long) and (short[-1] == long[-1] or surname_of(fold(name)) == fold(asked))


class Actors:
    """Who is who in a ledger at a moment: registry, added and local actors, and the editors' merges.

    Reads the ledger once; `known_at` is a moment of the second clock, None for now.
    """

    def __init__(self, connection: Connection, known_at: str | None = None) -> None:
        self._merged = _merges(connection, known_at)
        self._connection = connection
        self._names: dict[str, str] = {}
        self._families: defaultdict[str, set[str]] = defaultdict(set)
        for id in self._merged:
            self._families[self.usual(id)].add(id)

    def usual(self, actor_id: str) -> str:
        """The id under which an actor stands after merges."""
        if actor_id not in self._merged:
            return actor_id
        seen = {actor_id}
        while (to := self._merged.get(actor_id)) and to not in seen:
            actor_id = to
            seen.add(to)
        return actor_id

    def learn(self, actor_ids: Iterable[str]) -> None:
        """Look up many names at once."""
        wanted = sorted({self.usual(id) for id in set(actor_ids) if id} - self._names.keys())
        for id in wanted:
            known = None if id.startswith(_LOCAL) else known_actor(id)
            self._names[id] = known.name if known else ""
        if local := [id for id in wanted if not self._names[id]]:
            query = sa.select(schema.actor.c.id, schema.actor.c.name).where(among(schema.actor.c.id, local))
            self._names |= {row.id: row.name for row in self._connection.execute(query).all()}

    def bearer(self, actor_id: str | None, printed: str) -> tuple[str, str]:
        """The usual id and name of an actor; "" and the name as printed where none is told."""
        if not actor_id:
            return "", printed
        id = self.usual(actor_id)
        return id, self._names.get(id) or self.name(id, printed)

    def name(self, actor_id: str, printed: str = "") -> str:
        """The usual name of an actor, after merges; `printed` for one whom nobody has entered."""
        actor_id = self.usual(actor_id)
        if actor_id not in self._names:
            self.learn([actor_id])
        return self._names[actor_id] or printed or actor_id

    def family(self, actor_id: str) -> set[str]:
        """Every id that stands for the same actor."""
        root = self.usual(actor_id)
        return {root, *self._families.get(root, ())}


def _merges(connection: Connection, known_at: str | None) -> dict[str, str]:
    query = sa.select(schema.judgement).order_by(schema.judgement.c.id)
    if known_at:
        query = query.where(schema.judgement.c.recorded_at <= known_at)
    rows = connection.execute(query).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    return {row.right: row.left for row in rows if row.undoes is None and row.id not in undone}
