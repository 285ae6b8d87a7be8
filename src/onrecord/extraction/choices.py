"""Choices: what those may have chosen who chose no candidate; they are undecided, or for or against a measure."""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:\s+of\s+(?:[\w-]+\s+){0,4}?(?:voters|caucus-?goers|respondents|residents|adults|democrats|republicans|them)"
    r"(?: in the \w+)?)?"
)
_SAY = r"(?:\s+(?:(?:said|say) they (?:are|were)|are|were|was|is|remain(?:ed|s)?|still|also))*"
#: Words behind a share, by the choice that they mean.
_CHOICE = re.compile(
    rf"^{_PEOPLE}{_SAY}\s+(?:(?P<undecided>undecided|unsure)|(?P<favor>in (?:favor|support)(?! of))|(?P<opposed>opposed|against(?! \w)))\b",
    re.IGNORECASE,
)
#: "The yes side had 55 percent".
_SIDE = re.compile(r"\b(?:(?P<favor>yes)|(?P<opposed>no)) (?:side|vote|campaign)\b[^.;:%]{0,25}$", re.IGNORECASE)
UNDECIDED = "undecided"
_CHOICES = {"undecided": UNDECIDED, "favor": "in favor", "opposed": "opposed"}


def choice_of(before: str, after: str) -> str:
    """The choice that the words before and behind a share tell ("undecided", "in favor", "opposed"), or ""."""
    found = _CHOICE.match(after) or _SIDE.search(before)
    return _CHOICES[found.lastgroup] if found and found.lastgroup else ""
