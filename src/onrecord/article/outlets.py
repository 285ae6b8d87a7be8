"""Outlets: names, short forms, domains and owners of newspapers, magazines, broadcasters and wires (outlets.csv).

A file of this form in the folder that ONRECORD_REGISTRY names goes before the packaged one: its outlets replace those of
the same name, and its forms and domains are theirs.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import datafiles

FIELDS = ("name", "other", "domains", "owner")

#: Forms that are also everyday words or too short to tell: known when asked for, but not looked for in prose.
_EVERYDAY = frozenset(
    "time,people,nature,vice,slate,salon,reason,fortune,wired,variety,deadline,essence,ebony,vogue,insider,fox,stuff,"
    "abc,bi,ap,ft,dw,yahoo,pbs,spiegel,guardian,spectator,economist,sinclair,newshour,intelligencer,stateline,daily news,"
    "the state,the age,the national,the herald,the spectrum,the times,the sun,the forum,the observer,the nation,the week,"
    "the free press,the stranger,the root,the forward,the federalist,the dispatch,the advocate,the blade,the mirror,"
    "the independent,the record,the spectator,daily herald,the republican of springfield".split(",")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet: its full name, the other forms in which it is cited, its web domains, its owner or group ("" is not known)."""

    name: str
    other: tuple[str, ...]
    domains: tuple[str, ...]
    owner: str = ""


@functools.cache
def known_outlets() -> tuple[Outlet, ...]:
    """All outlets of outlets.csv, the user's before the packaged ones."""
    found: dict[str, Outlet] = {}
    for source, text in reversed([*datafiles.texts(__package__, "outlets.csv")]):
        for row in datafiles.rows(text, source, FIELDS):
            other, domains = datafiles.listed(row["other"]), datafiles.listed(row["domains"])
            found.setdefault(row["name"], Outlet(name=row["name"], other=other, domains=domains, owner=row["owner"]))
    return tuple(found.values())


@functools.cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for outlet in known_outlets():
        for form in (outlet.name, *outlet.other):
            forms.setdefault(form.lower(), outlet.name)
            forms.setdefault(form.lower().removeprefix("the "), outlet.name)
    return forms


def named(form: str) -> str:
    """The full name of the outlet called `form`; `form` itself if it is not known."""
    return _forms().get(form.strip().lower().removeprefix("the "), _forms().get(form.strip().lower(), form.strip()))


def is_outlet(form: str) -> bool:
    """Whether `form` names a known outlet."""
    key = form.strip().lower()
    return key in _forms() or key.removeprefix("the ") in _forms()


def by_domain(domain: str) -> str:
    """The outlet that publishes at a domain ("edition.cnn.com"), or ""."""
    domain = domain.lower().removeprefix("www.")
    domains = _domains()
    while domain:
        if domain in domains:
            return domains[domain]
        domain = domain.partition(".")[2]
    return ""


@functools.cache
def _domains() -> dict[str, str]:
    return {domain: outlet.name for outlet in reversed(known_outlets()) for domain in outlet.domains}


@functools.cache
def _pattern() -> re.Pattern[str]:
    forms = {
        form for outlet in known_outlets() for form in (outlet.name, *outlet.other) if form.lower() not in _EVERYDAY
    }
    bare = {form[4:] for form in forms if form.startswith("The ") and " " in form[4:]}
    return re.compile(
        r"\b(?:" + "|".join(re.escape(form) for form in sorted(forms | bare, key=len, reverse=True)) + r")\b"
    )


def owner_of(name: str) -> str:
    """The owner or group of the outlet called `name`, or ""."""
    return _owners().get(named(name), "")


@functools.cache
def _owners() -> dict[str, str]:
    return {outlet.name: outlet.owner for outlet in known_outlets()}


def find_outlets(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Outlets named in text[start:end]: (start, end, full name), the article "The" inside where it is printed."""
    for match in _pattern().finditer(text, start, end):
        yield match.start(), match.end(), named(match.group())
