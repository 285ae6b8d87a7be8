"""Sourcing: on whose word a position rests, and the chain from the article back to the one who knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.article.outlets import is_outlet
from onrecord.entries import Basis, StatementKind
from onrecord.extraction.parties import Party
from onrecord.reading import Attribution, Reading

_FOR_HOLDER = re.compile(r"\b(?:spokes\w+|campaign|aides?|adviser|advisor|office|manager|press secretary)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Basis and chain of one sentence."""

    basis: Basis
    via: tuple[str, ...] = ()


def find_sourcing(reading: Reading, holder: Party, at: tuple[int, int], on: tuple[int, int]) -> Sourcing:
    """Whose words tell that the holder, mentioned at `at`, stands so on the target, mentioned at `on`."""
    told = [one for one in reading.attributions if _holds(one, on) and (_holds(one, at) or _speaks(one, holder))]
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
