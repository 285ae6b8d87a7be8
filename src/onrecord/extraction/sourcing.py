"""Sourcing: on whose word a position rests, and the chain from the article back to the one who knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.article.outlets import is_outlet
from onrecord.entries import Basis, StatementKind
from onrecord.extraction.parties import Party
from onrecord.reading import Attribution, Reading

_FOR_HOLDER = re.compile(
    r"\b(?:spokes\w+|campaign|aides?|adviser|advisor|office|manager|press secretary)\b", re.IGNORECASE
)


#: Words of saying make own words; plain acts (endorsed, refused, voted) are the article's report of them (rule 13).
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|announc\w+|pledg\w+|vow\w*|urg\w+|writ\w+|wrote|tweet\w*|post(?:ed|ing)"
    r"|declar\w+|add(?:ed|s|ing)?|ask\w*|call(?:ed|s|ing)|argu\w+|insist\w*|stat(?:e|es|ed|ing)|statement|explain\w*|warn\w*"
    r"|claim\w*|suggest\w*|not(?:ed|es|ing)|promis\w+|reveal\w*|confirm\w*|acknowledg\w+|admit\w*|describ\w+|according"
    r"|respond\w*|repl(?:y|ied|ies)|answer\w*|interview|express\w*|reiterat\w+|indicat\w+|hint\w*|signal\w*|conced\w+"
    r"|concluded?|continu(?:ed|es)|testif\w+|swear\w*|swore|comment\w*|remark\w*|report(?:ed|s|edly)?|hop(?:e|es|ed|ing)"
    r"|want(?:s|ed)?|think(?:s)?|thought|believ\w+|encourag\w+|maintain\w*|deni\w+|assert\w*|made (?:it )?clear|made clear)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Basis and chain of one sentence."""

    basis: Basis
    via: tuple[str, ...] = ()


def find_sourcing(reading: Reading, holder: Party, at: tuple[int, int], on: tuple[int, int]) -> Sourcing:
    """Whose words tell that the holder, mentioned at `at`, stands so on the target, mentioned at `on`."""
    told = [
        one
        for one in reading.attributions
        if _is_said(one) and _holds(one, on) and (_holds(one, at) or _speaks(one, holder))
    ]
    if not told:
        return Sourcing(basis=Basis.REPORTED)
    for one in told:
        if _speaks(one, holder):
            return Sourcing(basis=Basis.OWN_WORDS, via=one.via)
    # The narrowest content is the nearest source; a quotation within another's words hangs on both.
    nearest = min(told, key=lambda one: one.content[-1].end - one.content[0].start)
    if not nearest.speaker:
        return Sourcing(basis=Basis.REPORTED)
    if nearest.unnamed:
        return Sourcing(basis=Basis.UNNAMED_SOURCE, via=(*nearest.via, nearest.speaker))
    via = nearest.via if is_outlet(nearest.speaker) else (*nearest.via, nearest.speaker)
    return Sourcing(basis=Basis.NAMED_SOURCE, via=via or (nearest.speaker,))


def _is_said(one: Attribution) -> bool:
    """Whether words are reported, and not an act that the tagger takes for an attitude."""
    return one.kind is not StatementKind.INDIRECT or one.cue is None or bool(_SAYING.search(one.cue.text))


def _holds(one: Attribution, place: tuple[int, int]) -> bool:
    """Whether the attributed words reach over a place; indirect ones reach to their content's edges."""
    if one.kind is StatementKind.INDIRECT or len(one.content) == 1:
        return any(span.start <= place[0] and place[1] <= span.end for span in one.content)
    return one.content[0].start <= place[0] and place[1] <= one.content[-1].end


def _speaks(one: Attribution, holder: Party) -> bool:
    """Whether the holder speaks, or somebody whose office it is to speak for the holder."""
    if one.member is not None and one.member == holder.member:
        return True
    if one.speaker == holder.name:
        return True
    surname = holder.name.split()[-1]
    return bool(one.unnamed and surname in one.speaker and _FOR_HOLDER.search(one.speaker))
