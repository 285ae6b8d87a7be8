"""Sourcing: on whose word a position rests, and the chain from the article back to the one who knows.

`voices` tells what grammar and attributions say of it. A logistic regression over that, learnt from labelled sentences
(`training/reader/sourcing.py`), tells the holder's own words and somebody else's word from the article's own report.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.resources import files

from onrecord.article.outlets import is_outlet
from onrecord.entries import Basis
from onrecord.extraction.voices import Borne, features, speaks, teller, voices_over
from onrecord.reading import Attribution, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Basis and chain of one sentence."""

    basis: Basis
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log-odds of a basis against the article's own report."""

    factors: dict[str, float]
    bias: float

    def odds(self, told: frozenset[str]) -> float:
        """The log-odds that these features make."""
        return self.bias + sum(self.factors.get(name, 0.0) for name in told)


@functools.cache
def load_weights() -> dict[Basis, Weights]:
    """The shipped weights of the holder's own words and of a source, named or not."""
    kept = json.loads((files("onrecord.reading") / "models" / "sourcing.json").read_text(encoding="utf-8"))
    return {Basis(name): Weights(factors=one["factors"], bias=one["bias"]) for name, one in kept.items()}


def find_sourcing(reading: Reading, borne: Borne) -> Sourcing:
    """Whose words tell that the holder stands so on the target."""
    told = voices_over(reading, borne.on)
    features_told = features(reading, borne)
    odds = {basis: weights.odds(features_told) for basis, weights in load_weights().items()}
    basis = max(odds, key=lambda one: odds[one])
    if odds[basis] <= 0:
        return Sourcing(basis=Basis.REPORTED)
    if basis is Basis.OWN_WORDS:
        return Sourcing(basis=basis, via=next((one.via for one in told if speaks(one, borne.holder)), ()))
    # The narrowest content is the nearest source; a quotation within another's words hangs on both.
    nearest = next((one for one in told if one.speaker and not speaks(one, borne.holder)), None)
    if nearest is not None:
        return _from(nearest)
    party = teller(reading, borne)
    return Sourcing(basis=Basis.NAMED_SOURCE, via=(party.name,) if party is not None else ())


def _from(source: Attribution) -> Sourcing:
    if source.unnamed:
        return Sourcing(basis=Basis.UNNAMED_SOURCE, via=(*source.via, source.speaker))
    via = source.via if is_outlet(source.speaker) else (*source.via, source.speaker)
    return Sourcing(basis=Basis.NAMED_SOURCE, via=via or (source.speaker,))
