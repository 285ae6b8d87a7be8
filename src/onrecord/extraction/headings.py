"""Headings of lists: what "Backing Hale:", "UNDECIDED" or "No on Measure 4: ..." says of the names that it heads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.entries import Stance

#: Last words of lines that only sort the names below them ("U.S. senators").
GROUPS = frozenset(
    "senators representatives congressmen congresswomen governors mayors legislators lawmakers officials officeholders"
    " leaders members delegates candidates organizations organisations groups unions newspapers papers individuals"
    " celebrities businesses activists judges sheriffs others".split()
)
_CUES = {
    Stance.WITHHOLDS: (
        r"undecided|uncommitted|unclear|on the fence|still deciding|(?:not yet|yet to|ha(?:s|ve)(?: not|n['’]t)) \w+"
        r"|no (?:position|decision|endorsement|answer)(?: so far| yet)|no (?:position|decision|answer)"
    ),
    Stance.DECLINES: (
        r"no endorsements?|(?:stay(?:ing|s|ed) )?neutral|(?:stay|sitt)ing (?:it |this one )?out|not endorsing"
        r"|(?:will not|won['’]t) endorse|declin(?:es|ed|ing) to endorse"
    ),
    Stance.OPPOSES: (
        r"(?:vot(?:e|ing) |leaning )?no(?: on)?|(?:voting )?against|noes|nays?|oppos(?:e|es|ed|ing)(?: to)?"
        r"|opponents(?: of)?"
    ),
    Stance.ENDORSES: (
        r"endors(?:e|es|ed|ing)(?: by)?|endorse(?:ments?|rs)(?: of| for)?|back(?:s|ed|ing)(?: by)?|backers(?: of)?"
    ),
    Stance.SUPPORTS: (
        r"(?:vot(?:e|ing) |leaning )?yes(?: on)?|(?:voting )?for|ayes?|yeas?|in favou?r(?: of)?"
        r"|support(?:s|ed|ing)?(?: by| for)?|supporters(?: of)?"
    ),
}
_HEADING = re.compile(
    r"[\W_]*+(?P<group>(?:also|others?|those|(?:[\w.'’-]+ ){0,3}[\w'’-]+s)(?: (?:who|that)(?: are| have)?)? )??"
    rf"(?:{'|'.join(f'(?P<{stance.value}>{cue})' for stance, cue in _CUES.items())})"
    r"(?P<whom> [^:(]{1,60}?)?(?: ?\(\d+\))?\s*(?P<colon>:|$)",
    re.IGNORECASE,
)
_DEEDS = {
    "endors": Stance.ENDORSES,
    "back": Stance.ENDORSES,
    "support": Stance.SUPPORTS,
    "oppo": Stance.OPPOSES,
}
#: A clause that leads to a list of those who stand somewhere on the one whom it names first.
_NAMED_FIRST = re.compile(
    r"(?P<whom>[^:,;]{2,50}?)(?:"
    r"(?:['’]s?|(?<=\bher)|(?<=\bhis)|(?<=\btheir)) (?:[\w-]+ ){0,2}?(?P<deed>endors|back|support|oppo)(?:ements|ers|nents)"
    r"(?: (?:so far )?(?:also )?(?:include|included|are|come from))?"
    r"| (?:has been|have been|is|was|are) (?:also )?(?P<done>endors|back|support|oppo)s?ed by"
    r")(?: the following)?\s*:$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at the start of a line: the stance, the characters [start, end) of whom it is on, where it ends.

    Without a name, `start` equals `end`. `group` is where the words for those who hold the stance end.
    """

    stance: Stance
    start: int
    end: int
    group: int
    behind: int


def read_heading(line: str) -> Heading | None:
    """The heading that a line is or begins with, or None."""
    named = _NAMED_FIRST.match(line.rstrip())
    if named is not None and all(word[0].isupper() or word[0].isdigit() for word in named["whom"].split()):
        stance = _DEEDS[(named["deed"] or named["done"]).lower()]
        return Heading(stance=stance, start=named.start("whom"), end=named.end("whom"), group=0, behind=named.end())
    found = _HEADING.match(line.rstrip())
    if found is None or not line.lstrip(" \t•*-–—·").lstrip()[:1].isupper():
        return None
    stance = next(stance for stance in _CUES if found[stance.value])
    start, end = found.span("whom") if found["whom"] else (found.end(), found.end())
    return Heading(stance=stance, start=start, end=end, group=max(found.end("group"), 0), behind=found.end())
