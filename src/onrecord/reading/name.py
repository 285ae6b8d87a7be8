"""A name as it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.reading.cast import MemberKind
from onrecord.reading.lexicon import LINKED_HEADS
from onrecord.registry import gender_of

POSSESSIVE = frozenset({"'s", "’s", "'", "’", "'S", "’S", "s’"})
QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’"})


@dataclass(slots=True, kw_only=True)
class Name:
    """A name as it stands: tokens [first, last], characters [start, end), the title and whether an article before it."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: MemberKind | None
    gender: str = ""
    title: str = ""
    sure: bool = True
    definite: bool = False


def name_over(doc: Doc, first: int, last: int, kind: MemberKind | None) -> Name | None:
    """The name over these tokens, without article, quotation marks, possessive and the full stop of the sentence."""
    while last >= first and (doc[last].text in POSSESSIVE or doc[last].text in QUOTES):
        last -= 1
    while first <= last and (doc[first].text in QUOTES or (doc[first].lower_ == "the" and first < last)):
        first += 1
    if last < first:
        return None
    text = doc[first : last + 1].text
    for suffix in ("’s", "'s", "’S", "'S", "’", "'"):
        text = text.removesuffix(suffix)
    if len(text) == 2 and text[1] == ".":
        text = text[0]
    if not any(char.isalpha() for char in text):
        return None
    start = doc[first].idx
    return Name(first=first, last=last, start=start, end=start + len(text), text=text, kind=kind)


def first_name_gender(name: Name) -> str:
    """The gender that title or first name tell, or ""."""
    return name.gender or (gender_of(name.text.split()[0]) if " " in name.text else "")


def before_for(text: str) -> str:
    """What a body "X for Y" may be called for short, or "": no crowd ("Americans for Prosperity").

    >>> before_for("Everytown for Gun Safety")
    'Everytown'
    """
    head, _, goal = text.partition(" for ")
    return head if goal and not head.endswith("s") and head.lower() not in LINKED_HEADS else ""
