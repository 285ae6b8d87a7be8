"""Sourcing: on whose word a position rests, and the chain from the article back to the one who knows.

`voices` tells what grammar and attributions say of it. A logistic regression over that, learnt from labelled sentences
(`training/reader/sourcing.py`), tells the holder's own words and somebody else's word from the article's own report.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from onrecord.article.outlets import is_outlet
from onrecord.entries import Basis
from onrecord.extraction.parties import Stand
from onrecord.extraction.voices import features, speaks, teller, voices_over
from onrecord.reading import Attribution, Reading
from onrecord.reading.regression import Regression, read_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Basis and chain of one sentence."""

    basis: Basis
    via: tuple[str, ...] = ()


@functools.cache
def load_weights() -> dict[Basis, Regression]:
    """What makes the holder's own words, and a source, named or not, likelier than the article's own report."""
    return {Basis(name): Regression.of(kept) for name, kept in read_weights("sourcing.json").items()}


def find_sourcing(reading: Reading, stand: Stand, holder: Tokens, target: Tokens) -> Sourcing:
    """Whose words tell that the holder stands so on the target.

    `holder` and `target` are the words that mention them; where none mention a target, both are the holder's.
    """
    told = voices_over(reading, target)
    known = features(reading, stand, holder, target, told)
    odds = {basis: regression.odds(known) for basis, regression in load_weights().items()}
    basis = max(odds, key=lambda one: odds[one])
    if odds[basis] <= 0:
        return Sourcing(basis=Basis.REPORTED)
    if basis is Basis.OWN_WORDS:
        return Sourcing(basis=basis, via=next((one.via for one in told if speaks(one, stand.holder)), ()))
    # The narrowest content is the nearest source; a quotation within another's words hangs on both.
    nearest = next((one for one in told if one.speaker and not speaks(one, stand.holder)), None)
    if nearest is not None:
        return _from(nearest)
    party = teller(reading, stand.holder, target)
    return Sourcing(basis=Basis.NAMED_SOURCE, via=(party.name,) if party is not None else ())


def _from(source: Attribution) -> Sourcing:
    if source.unnamed:
        return Sourcing(basis=Basis.UNNAMED_SOURCE, via=(*source.via, source.speaker))
    via = source.via if is_outlet(source.speaker) else (*source.via, source.speaker)
    return Sourcing(basis=Basis.NAMED_SOURCE, via=via or (source.speaker,))
