"""Contests: the race that a position belongs to, where the article lets one tell."""

from __future__ import annotations

import re

from onrecord.entries import Phase
from onrecord.reading import Reading

_OFFICES = {
    "president": re.compile(r"\bpresident(?:ial)?\b|\bWhite House\b", re.IGNORECASE),
    "senate": re.compile(
        r"\bsenate (?:race|seat|bid|campaign|primary|candidate|nomin\w+)|\bfor (?:the )?(?:u\.?s\.? )?senate\b", re.I
    ),
    "governor": re.compile(r"\bgubernatorial\b|\bfor governor\b|\bgovernor['’]s race\b", re.IGNORECASE),
    "house": re.compile(
        r"\bcongressional (?:race|seat|district|primary|candidate)|\bfor (?:congress|the house)\b", re.I
    ),
    "mayor": re.compile(r"\bmayoral\b|\bfor mayor\b", re.IGNORECASE),
}
_STAGE = re.compile(r"\b(?:primary|primaries|caucus(?:es)?|nomination|nominee|nominating)\b", re.IGNORECASE)


def find_contest(reading: Reading, target: str, phase: Phase) -> str:
    """Year, office and stage ("2024 president, nomination"), or "" where they cannot be told.

    The office is the one that the article names most; a past position's year is not told by the article's date.
    """
    if not target or not reading.article.published or phase is Phase.PAST:
        return ""
    text = reading.article.text
    named = {office: len(pattern.findall(text)) for office, pattern in _OFFICES.items()}
    office = max(named, key=lambda one: named[one])
    if named[office] < 2:
        return ""
    year = int(reading.article.published[:4])
    cycle = year + (-year % 4 if office == "president" else year % 2)
    stage = ", nomination" if len(_STAGE.findall(text)) >= 3 else ""
    return f"{cycle} {office}{stage}"
