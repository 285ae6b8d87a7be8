"""Pollsters: who conducts the poll of which a sentence tells."""

from __future__ import annotations

import re

from onrecord.article import find_outlets
from onrecord.dates import MONTHS
from onrecord.registry import state_code

_MONTH = "|".join(MONTHS)
_WORD = r"[A-Z][\w.&’'/-]*"
_NAME = rf"{_WORD}(?: (?:(?:of|and|&) )?{_WORD}){{0,7}}"
#: "A Marist College poll", "CNN's December poll", "the Cumberland Poll".
_BEFORE = re.compile(
    rf"\b(?P<name>{_NAME})(?: (?:new|latest|recent|national|nationwide|statewide|tracking|opinion))* (?:[Pp]oll|[Ss]urvey)s?\b"
    r"(?! (?:numbers|results|workers|watchers|ratings?|standing))"
)
#: "A poll released by", "conducted Oct. 6-9 by"; not "a poll shows him beaten by".
_BEHIND = re.compile(
    r"\b(?:[Pp]olls?|[Ss]urveys?|conducted|commissioned|fielded)\b"
    r"(?:(?!\b(?:show|find|found|lead|led|trail|has|had|put|give|gave|beat)\w*)[^;]){0,60}?"
    rf"\b(?:by|from) (?:[Tt]he |an? )?(?P<name>{_NAME})"
)
#: Words at the beginning of such a name that are none of it, and words at its end that tell what the poll asks.
_OPENING = re.compile(
    rf"^(?:(?:A|An|The|This|That|One|Another|In|And|But|New(?! (?:England|Hampshire|Jersey|Mexico|Orleans|York))|Recent|Every|Most|Last|{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\w+-based|(?:Republican|Democrat|GOP)[a-z-]*)(?:['’]s)?(?: |$))+"
)
_ASKED = re.compile(rf"\b(?:Senate|House|Republican|Democratic|Democrats?|GOP|U\.S\.|American|Exit|Straw|{_MONTH})$")
#: Pollsters that are named apart from the poll: "Gallup has her ahead".
_KNOWN = re.compile(
    r"\b(?:Gallup|Quinnipiac(?: University)?|Monmouth(?: University)?|Marist(?: College)?|Rasmussen(?: Reports)?|Pew(?: Research Center)?"
    r"|Public Policy Polling|PPP|Ipsos|YouGov|Suffolk(?: University)?|Emerson(?: College)?|Siena(?: College)?|Marquette(?: Law School)?"
    r"|Harris (?:Poll|Interactive)|Zogby|SurveyUSA|Selzer|Morning Consult|Mason-Dixon|Elon University|Roanoke College|Field Poll|EPIC-MRA|Data for Progress|GfK)\b"
)
_FIRST_NAME = re.compile(r"[A-Z][a-z]+ $")
_POLLING = re.compile(r"\b(?:poll|survey)", re.IGNORECASE)


def find_pollster(text: str) -> str:
    """Who conducts the poll of which a sentence tells, as printed (an outlet by its full name), or ""."""
    for named in (_BEFORE, _BEHIND):
        for match in named.finditer(text):
            name = re.sub(rf"(?: (?:{_MONTH}))?$", "", _OPENING.sub("", match["name"]))
            name = re.sub(r"['’]s?$|[.,]$", "", name)
            if name and not state_code(name) and not _ASKED.search(name):
                return next(
                    (full for start, end, full in find_outlets(name, 0, len(name)) if end - start == len(name)), name
                )
    if known := _KNOWN.search(text):
        return known.group()
    if not _POLLING.search(text):
        return ""
    # "Mike Bloomberg" is no outlet.
    return next((full for at, _, full in find_outlets(text, 0, len(text)) if not _FIRST_NAME.search(text[:at])), "")
