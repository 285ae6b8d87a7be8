"""Listed: whom the lines of a list name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extraction.headings import GROUPS
from onrecord.extraction.parties import Party
from onrecord.model import Block
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind, Mention

#: Names of one line from which it is a list of its own.
_SEVERAL = 3
#: What may stand before a name.
BULLET = re.compile(r"^(?:[\W_]+|\d{1,3}[.)]\s+)?(?:the\s+)?", re.IGNORECASE)
#: What a line says of its holder behind the name ("Press-Telegram -- Long Beach, Calif.", "Ada Ames (D-Ohio)").
_BEHIND = re.compile(r"(?<=\w)(?:\W?\s+(?:--?|[–—])\s+|\W?\s*[(,:;])")
#: A full stop that ends a line, not a short form ("Jr.").
_STOP = re.compile(r"(?<!\bJr)(?<!\bSr)(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\bLtd)(?<!\b[A-Z])\.$")
#: Whom a line's person belongs to ("Mayor Cy Cole of Dayton").
_OF = re.compile(r"\s+(?:of|from)\s")
#: Between the names of one line; what is a name, if the cast knows none there.
_PARTED = re.compile(r"\s*(?:[;•]|,(?:\s+and\b)?|\band\b)\s*")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ )+[A-Z][\w'’-]+(?:\s*\(.*\))?\.?\s*$")
#: Kinds of members that hold positions.
HOLDING = frozenset({MemberKind.PERSON, MemberKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A holder on a list, and the characters [start, end) of the line or sentence that names it."""

    start: int
    end: int
    holder: Party


def names_of(reading: Reading, block: Block) -> list[Listed]:
    """Whom a line names: one holder, several with commas between them, or none, if it only sorts those below it."""
    several = names_beside(reading, block.start, block.end)
    if len(several) >= _SEVERAL:
        return several
    one = name_of(reading, block)
    return [] if one.holder.member is None and one.holder.name.split()[-1].lower() in GROUPS else [one]


def names_beside(reading: Reading, start: int, end: int) -> list[Listed]:
    """The holders that a line names beside each other: parts between commas that are names, and no place or office."""
    text = reading.article.text
    end = start + len(text[start:end].rstrip(" ."))
    names, at = [], start
    for found in (*_PARTED.finditer(text, start, end), None):
        stop = found.start() if found is not None else end
        within = reading.cast.at(stop, stop + 1) if found is not None else None
        if within is not None and within.start < stop < within.end:
            continue
        part = text[at:stop]
        low = at + len(part) - len(BULLET.sub("", part.lstrip()))
        mention = reading.cast.at(low, stop)
        if (_NAME.match(text[low:stop]) if mention is None else text[low:stop][:1].isupper()) and (
            mention is None or reading.cast.members[mention.member].kind in HOLDING
        ):
            names.append(Listed(start=start, end=end, holder=_holder(reading, low, stop)))
        at = found.end() if found is not None else end
    return names


def of_person(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is of a person."""
    return reading.cast.members[mention.member].kind is MemberKind.PERSON


def name_of(reading: Reading, block: Block) -> Listed:
    """Whom a line names before what it says of its holder."""
    line = reading.article.text[block.start : block.end]
    start = block.start + len(line) - len(BULLET.sub("", line.lstrip()).rstrip()) if line.strip() else block.start
    return Listed(start=block.start, end=block.end, holder=_holder(reading, start, block.end))


def _holder(reading: Reading, start: int, end: int) -> Party:
    """Whom the characters begin with: a member of the cast, or the name as it is printed."""
    name = _STOP.sub("", _BEHIND.split(reading.article.text[start:end], maxsplit=1)[0].strip())
    end = start + len(name)
    # Before a person's name only a title is left, behind it whom he belongs to; part of an organisation's name may be
    # another organisation's.
    people = (one for one in reading.cast.within(start, end) if of_person(reading, one))
    mention = next((one for one in people if one.end >= end or _OF.match(reading.article.text[one.end : end])), None)
    whole = reading.cast.at(start, end)
    if mention is None and whole is not None and whole.start <= start and whole.end >= end:
        mention = whole
    if mention is None:
        return Party(name=name, member=None, may_hold=True)
    return Party(name=reading.cast.name(mention), member=mention.member, may_hold=True)
