"""Names: folding, surnames, genders and short forms of first names, US states."""

from __future__ import annotations

import csv
import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset(
    {"de", "del", "della", "der", "den", "di", "da", "du", "la", "le", "van", "von", "bin", "al", "el"}
)

_DROP = {ord(char): None for char in '.,"“”'} | {ord("’"): "'", ord("‘"): "'", ord("-"): " ", ord("‑"): " "}


@functools.lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name for comparison: lower case, no accents, no full stops, hyphens as spaces.

    >>> fold("Raúl M. Grijalva"), fold("Alexandria Ocasio-Cortez")
    ('raul m grijalva', 'alexandria ocasio cortez')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_DROP))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).lower().split())


def surname_of(folded: str) -> str:
    """The surname of a folded full name, with its particles, without Jr. and the like.

    >>> surname_of("bill de blasio"), surname_of("robert kennedy jr"), surname_of("cher")
    ('de blasio', 'kennedy', 'cher')
    """
    words = folded.split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    start = max(len(words) - 1, 0)
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:])


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A US state or territory: "VT", "Vermont", the Associated Press's "Vt.", and "Vermonter" or ""."""

    postal: str
    name: str
    ap: str
    native: str


@functools.lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """States by postal code."""
    return {row["postal"]: State(**row) for row in csv.DictReader(_lines("states.csv"))}


@functools.lru_cache(maxsize=1)
def _state_forms() -> dict[str, str]:
    return {fold(form): state.postal for state in states().values() for form in (state.name, state.ap, state.postal)}


def state_code(text: str) -> str:
    """The postal code of a state named in any of its three forms, or "".

    >>> state_code("Vermont"), state_code("N.Y."), state_code("Narnia")
    ('VT', 'NY', '')
    """
    return _state_forms().get(fold(text), "")


@functools.lru_cache(maxsize=1)
def natives() -> dict[str, str]:
    """The states by what those from there are called, folded ("vermonter": "VT"), where that is one word."""
    return {fold(state.native): state.postal for state in states().values() if state.native}


@functools.lru_cache(maxsize=1)
def _first_names() -> dict[str, str]:
    genders: dict[str, str] = {}
    for line in _lines("first_names.txt"):
        gender, _, names = line.partition(":")
        genders.update((fold(name), gender) for name in names.split())
    return genders


def gender_of(first_name: str) -> str:
    """The gender that a first name tells: "F", "M", or "" where it is unknown or tells none.

    >>> gender_of("Elizabeth"), gender_of("Pat"), gender_of("Qqq")
    ('F', '', '')
    """
    gender = _first_names().get(fold(first_name), "")
    return gender if gender in ("F", "M") else ""


def is_first_name(word: str) -> bool:
    """Whether the word is a first name, be it for either gender."""
    return fold(word) in _first_names()


@functools.lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    short: dict[str, frozenset[str]] = {}
    for line in _lines("nicknames.txt"):
        formal, _, forms = line.partition(":")
        names = frozenset({fold(formal), *(fold(form) for form in forms.split())})
        for name in names:
            short[name] = short.get(name, frozenset()) | names
    return short


def same_first_name(left: str, right: str) -> bool:
    """Whether two first names can be one person's: equal, a short form, or an initial.

    >>> same_first_name("Bernie", "Bernard"), same_first_name("J", "John"), same_first_name("Bill", "Hillary")
    (True, True, False)
    """
    left, right = fold(left), fold(right)
    if not left or not right or left == right:
        return left == right and bool(left)
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return right in _nicknames().get(left, ())


def _lines(file: str) -> Iterator[str]:
    text = files("onrecord.registry").joinpath("data", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
