"""Who is meant by the same name: full names, surnames, first names, nicknames, acronyms, short forms of bodies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.reading.cast import Member, MemberKind
from onrecord.reading.descriptions import Description
from onrecord.reading.name import Name, before_for, first_name_gender
from onrecord.registry import Actor, Registry, fold, gender_of, rank, same_first_name
from onrecord.registry.names import SUFFIXES

_MINOR = frozenset({"of", "the", "for", "and", "a", "an", "on", "in", "to"})
_PAPERS = frozenset(
    "times post journal register globe tribune herald gazette dispatch review sun observer examiner inquirer leader "
    "chronicle news courier caucus chamber club teamsters".split()
)
_EVERYBODY_KNOWS = 16  # rank of a president
_NEAR = 60  # tokens: a namesake named in full so near takes the bare surname


@dataclass(slots=True)
class Figure:
    """A member in the making: folded words of its names, its titles, where it is named, what else is said of it."""

    name: str
    kind: MemberKind
    words: list[str]
    gender: str = ""
    actor: Actor | None = None
    titles: set[str] = field(default_factory=set)
    full_at: list[int] = field(default_factory=list)
    told: list[Description] = field(default_factory=list)

    def as_member(self) -> Member:
        """The finished member."""
        return Member(name=self.name, kind=self.kind, gender=self.gender, actor=self.actor.id if self.actor else "")


@dataclass(slots=True, kw_only=True)
class Named:
    """A name and the figure that it names."""

    name: Name
    figure: int
    acronym: bool = False


def group(names: list[Name], registry: Registry, day: str) -> tuple[list[Figure], list[Named]]:
    """The figures of an article and which name names whom; both lists in order of first appearance."""
    figures: list[Figure] = []
    owner: dict[int, int] = {}
    persons = [name for name in names if name.kind is MemberKind.PERSON]
    _group_full(persons, figures, owner, registry, day)
    _group_short(persons, figures, owner, registry, day)
    _group_bodies([name for name in names if name.kind is not MemberKind.PERSON], figures, owner)
    named = [
        Named(
            name=name, figure=owner[id(name)], acronym=_is_acronym(name.text) and name.kind is MemberKind.ORGANISATION
        )
        for name in names
        if id(name) in owner
    ]
    return figures, named


def _words(text: str) -> list[str]:
    words = [word.strip("'") for word in fold(text).split() if word not in "&/–"]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words


def _group_full(
    persons: Iterable[Name], figures: list[Figure], owner: dict[int, int], registry: Registry, day: str
) -> None:
    by_last: dict[str, list[int]] = defaultdict(list)
    for name in persons:
        words = _words(name.text)
        if len(words) < 2:
            continue
        found = next((i for i in by_last[words[-1]] if _same_person(figures[i], words)), None)
        if found is None:
            found = len(figures)
            actor = next(iter(registry.by_name(name.text, day)), None)
            gender = name.gender or (actor.gender if actor else "") or gender_of(words[0])
            figures.append(Figure(name.text, MemberKind.PERSON, words, gender, actor))
            by_last[words[-1]].append(found)
        figure = figures[found]
        if len(words) > len(figure.words) and name.sure:
            figure.name, figure.words = name.text, words
        figure.gender = figure.gender or first_name_gender(name)
        figure.actor = figure.actor or next(iter(registry.by_name(name.text, day)), None)
        figure.titles.update(name.title.split())
        figure.full_at.append(name.first)
        owner[id(name)] = found


def _same_person(figure: Figure, words: list[str]) -> bool:
    short, long = sorted((figure.words, words), key=len)
    if long[-len(short) :] == short or short == [long[0], long[-1]]:
        return True
    if not same_first_name(short[0], long[0]):
        return False
    inner = [{word[0] for word in part[1:-1]} for part in (short, long)]
    return not inner[0] or not inner[1] or bool(inner[0] & inner[1])


def _group_short(
    persons: list[Name], figures: list[Figure], owner: dict[int, int], registry: Registry, day: str
) -> None:
    short = [name for name in persons if id(name) not in owner]
    figures += _known_by_parts(short, figures, registry, day)
    tails: dict[str, list[int]] = defaultdict(list)
    firsts: dict[str, list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        for start in range(1, len(figure.words)):
            tails[" ".join(figure.words[start:])].append(i)
        firsts[figure.words[0]].append(i)
    for name in short:
        key = " ".join(_words(name.text))
        found = _best(tails.get(key, ()), figures, name, day) if key in tails else None
        if found is None and (known := registry.by_name(name.text, day)):
            found = next((i for i, figure in enumerate(figures) if figure.actor == known[0]), None)
        if found is None and not name.title:
            found = _by_first_name(name, key, figures, firsts, day)
        if found is None:
            found = len(figures)
            figures.append(_lone(name, key, registry, day))
            tails[key].append(found)
        figures[found].titles.update(name.title.split())
        figures[found].gender = figures[found].gender or name.gender
        owner[id(name)] = found


def _known_by_parts(short: list[Name], figures: list[Figure], registry: Registry, day: str) -> Iterator[Figure]:
    """Candidates of the day whom the article never names in full.

    Either their first name and their surname stand apart ("Hillary", "Clinton"), or the surname stands in the text
    before any namesake is introduced.
    """
    keys = {" ".join(_words(name.text)) for name in short}
    named_at: dict[str, int] = {}
    for figure in figures:
        named_at[figure.words[-1]] = min(figure.full_at[0], named_at.get(figure.words[-1], figure.full_at[0]))
    known = {figure.actor.id for figure in figures if figure.actor}
    for name in short:
        key = " ".join(_words(name.text))
        actor = registry.known_by_first_name(key, day)
        if actor is None or _words(actor.name)[-1] not in keys:
            actor = registry.known_as(key, day) if name.sure and name.first < named_at.get(key, 0) else None
            if actor is None or not (actor.is_candidate(day) or rank(actor, day) >= _EVERYBODY_KNOWS):
                continue
        if actor.id not in known:
            known.add(actor.id)
            yield Figure(actor.name, MemberKind.PERSON, _words(actor.name), actor.gender, actor)


def _best(candidates: Iterable[int], figures: list[Figure], name: Name, day: str) -> int | None:
    """Of namesakes, the one of the right gender who is just named in full or runs, else the one named most."""
    fit = [i for i in candidates if not (name.gender and figures[i].gender and figures[i].gender != name.gender)]
    if len(fit) < 2:
        return fit[0] if fit else None

    def weight(i: int) -> tuple[float, int]:
        figure = figures[i]
        before = [at for at in figure.full_at if at <= name.first]
        near = bool(before) and name.first - before[-1] < _NEAR
        titled = bool(name.title) and bool(figure.titles & set(name.title.split()))
        runs = figure.actor is not None and figure.actor.is_candidate(day)
        return (len(figure.full_at) + 2.5 * near + 3 * titled + 2 * runs, before[-1] if before else -1)

    return max(fit, key=weight)


def _by_first_name(name: Name, key: str, figures: list[Figure], firsts: dict[str, list[int]], day: str) -> int | None:
    found = firsts.get(key) or [
        i for i, f in enumerate(figures) if len(f.words) > 1 and same_first_name(key, f.words[0])
    ]
    return _best(found, figures, name, day) if len(key) > 1 else None


def _lone(name: Name, key: str, registry: Registry, day: str) -> Figure:
    """A person whom the article names by surname alone; the registry tells who clearly is meant."""
    actor = registry.known_as(name.text, day)
    if actor is not None and (
        (rank(actor, day) < 10 and not name.title) or (name.gender and actor.gender not in ("", name.gender))
    ):
        actor = None
    gender = name.gender or (actor.gender if actor else "") or gender_of(key)
    return Figure(name.text, MemberKind.PERSON, [key], gender, actor, set(name.title.split()))


def _is_acronym(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z&\-.]{1,7}s?", text))


def _group_bodies(names: list[Name], figures: list[Figure], owner: dict[int, int]) -> None:
    counts = Counter(name.text for name in names)
    exact: dict[tuple[str, MemberKind], int] = {}
    tails: dict[str, int] = {}
    heads: dict[str, int] = {}
    letters: dict[str, int] = {}
    for name in sorted(names, key=lambda n: (-len(n.text.split()), n.first)):
        kind = name.kind or MemberKind.ORGANISATION
        words = [word for word in _words(name.text) if word != "the"] or ["the"]
        key = " ".join(words)
        found = exact.get((key, kind))
        if found is None and name.kind is not MemberKind.PLACE:
            bare = re.sub(r"[^A-Z]", "", name.text)
            if _is_acronym(name.text) and bare in letters:
                found = letters[bare]
            elif name.text in heads:
                found = heads[name.text]
            elif (
                (len(words) > 1 or key in _PAPERS or name.definite)
                and key in tails
                and figures[tails[key]].kind is name.kind
            ):
                found = tails[key]
        if found is None:
            found = len(figures)
            figures.append(Figure(name.text, kind, words))
            for start in range(1, len(words)):
                tails.setdefault(" ".join(words[start:]), found)
            if kind is MemberKind.ORGANISATION and (head := before_for(name.text)):
                heads.setdefault(head, found)
            if len(words) > 1 and name.kind is not MemberKind.PLACE:
                initials = "".join(
                    part[0] for part in re.split(r"[\s\-]+", name.text) if part and part.lower() not in _MINOR
                )
                letters.setdefault(initials.upper(), found)
        exact[(key, kind)] = found
        owner[id(name)] = found
    for name in names:
        figure = figures[owner[id(name)]]
        figure.full_at.append(name.first)
        if counts[name.text] > counts[figure.name] and " ".join(_words(name.text)) == " ".join(_words(figure.name)):
            figure.name = name.text
