"""Weighing: judge and grammar together, as one calibrated confidence.

The weights are a logistic regression, and the threshold is the best for all stances together, on labelled sentences
that the judge had not seen in training (`training/reader/calibrate.py`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.grammar import find_framed
from onrecord.extraction.judge import Pair, Verdict
from onrecord.extraction.parties import HOLDOUTS
from onrecord.reading.regression import chance, read_weights

#: Below this the judge's word counts as none.
FLOOR = 0.02
#: How sure is what only grammar says: a vote that is told without its measure, "the pro-Bell PAC Ohio Rising".
_PLAIN = 0.8
#: The share of a threshold from which a sentence may bear out what another one tells.
_NEAR = 0.5
_FAMILIES = (
    frozenset({Stance.ENDORSES, Stance.SUPPORTS}),
    HOLDOUTS,
    frozenset({Stance.OPPOSES}),
    frozenset({Stance.WITHDRAWS}),
)


class Said(NamedTuple):
    """What grammar says of a pair: stance, phase, and whether it `stands` though there was talk of taking it back."""

    stance: Stance
    phase: Phase
    stands: bool = False


#: What grammar says of pairs of mentions.
Framing = dict[Pair, Said]


class Features(NamedTuple):
    """Log-odds of the judge; whether grammar says the same stance, a like one, or another."""

    judge: float
    same: float
    like: float
    other: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log-odds of a verdict, and the confidence that an entry needs."""

    factors: Features
    bias: float
    threshold: float


@functools.cache
def load_weights() -> Weights:
    """The shipped weights."""
    kept = read_weights("calibration.json")
    return Weights(
        factors=Features(*(float(kept[name]) for name in Features._fields)),
        bias=float(kept["bias"]),
        threshold=float(kept["threshold"]),
    )


def frame_pairs(sentence: Tokens, inside: Sequence[tuple[int, int]]) -> Framing:
    """What grammar says of pairs of the sentence's mentions, given as token ranges."""
    pairs: Framing = {}
    for framed in find_framed(sentence):
        holder = _mention(framed.holder, inside)
        target = _mention(framed.target, inside) if framed.target is not None else None
        if holder is not None and (target is not None or framed.target is None) and holder != target:
            pairs.setdefault((holder, target), Said(framed.stance, framed.phase, framed.stands))
    return pairs


def _mention(token: Token, inside: Sequence[tuple[int, int]]) -> int | None:
    """The narrowest mention that ends with the token, else the narrowest that holds it."""
    holding = [
        (high - 1 != token.i, high - low, index) for index, (low, high) in enumerate(inside) if low <= token.i < high
    ]
    return min(holding)[2] if holding else None


def features(verdict: Verdict, framed: Framing) -> Features:
    """What judge and grammar say of the verdict's pair."""
    odds = min(verdict.confidence, 0.999)
    said = framed.get((verdict.holder, verdict.target))
    same = said is not None and said.stance is verdict.stance
    like = said is not None and not same and _alike(said.stance, verdict.stance)
    other = said is not None and not same and not like
    return Features(math.log(odds / (1 - odds)), float(same), float(like), float(other))


def _alike(one: Stance, other: Stance) -> bool:
    return any({one, other} <= family for family in _FAMILIES)


def weigh(verdicts: Sequence[Verdict], framed: Framing) -> list[Verdict]:
    """The verdicts that reach the threshold, or come near, with calibrated confidence."""
    weights = load_weights()
    kept = []
    for verdict in (_turned(one, framed) for one in verdicts):
        told = features(verdict, framed)
        odds = weights.bias + sum(factor * value for factor, value in zip(weights.factors, told, strict=True))
        confidence = chance(odds)
        if confidence >= _NEAR * weights.threshold:
            phase = _phase(verdict, framed)
            weak = confidence < weights.threshold
            kept.append(replace(verdict, confidence=confidence, phase=phase, framed=bool(told.same), weak=weak))
    return kept


def _turned(verdict: Verdict, framed: Framing) -> Verdict:
    """Where the judge sees one thing and grammar what turns it ("holds off on endorsing", "yet to pull"), grammar is right."""
    said = framed.get((verdict.holder, verdict.target))
    if said is None:
        return verdict
    supported = _FAMILIES[0]
    if (
        said.stands
        or said.stance is Stance.WITHDRAWS
        or (verdict.stance in supported | HOLDOUTS and said.stance in HOLDOUTS)
    ):
        return replace(verdict, stance=said.stance)
    return verdict


def _phase(verdict: Verdict, framed: Framing) -> Phase:
    """The judge's phase, unless the verb itself is in the past perfect, marked as earlier, or still to come."""
    said = framed.get((verdict.holder, verdict.target))
    return said.phase if said is not None and said.phase is not Phase.CURRENT else verdict.phase


def framed_alone(framed: Framing, verdicts: list[Verdict], plain: set[int]) -> Iterator[Verdict]:
    """What only grammar says: too little for an entry, enough to bear out one that another sentence tells.

    But for a vote on what the article is about, of which the judge sees no target, and for targets (`plain`) that
    stand behind "pro-" or "anti-".
    """
    told = {(verdict.holder, verdict.target, verdict.stance) for verdict in verdicts if not verdict.weak}
    for (holder, target), (stance, phase, _) in framed.items():
        if (holder, target, stance) not in told:
            enough = target in plain or (target is None and stance not in HOLDOUTS)
            yield Verdict(
                holder=holder,
                target=target,
                stance=stance,
                phase=phase,
                confidence=_PLAIN if enough else 0.0,
                framed=True,
                weak=not enough,
            )


def phase_like(pair: Pair, said: Said, verdicts: list[Verdict]) -> Phase:
    """The phase of what introduces a list: as the judge has it of those on the list, where grammar tells none."""
    like = [one for one in verdicts if one.stance is said.stance and (one.holder == pair[0] or one.target == pair[1])]
    if said.phase is not Phase.CURRENT or not like:
        return said.phase
    return max(like, key=lambda one: one.confidence).phase
