"""The trained judge: who stands where on whom, for pairs of mentions in a sentence.

A small encoder (MiniLM-L6, fine-tuned, int8) reads the sentence with its context and two shadows for each pair; learnt
from hand-labelled sentences, `training/` tells how. `weighing` makes its confidence a calibrated one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.entries import BESIDE, Phase, Stance
from onrecord.reading.networks import load_network, load_tokenizer
from onrecord.reading.pieces import Window, cut

_STANCES, _PHASES = tuple(Stance), tuple(Phase)
#: Characters of an article's title, of the text before a sentence and of that behind it that the judge sees.
TITLE, BEFORE, AFTER = 150, 300, 120
#: The pieces that stand for the whole race as a target.
_RACE = (0, 0)
#: Pairs that one pass reads.
_PAIRS = 96

Place = tuple[int, int]
Pair = tuple[int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One judged pair: indices into the mentions (target None: the whole race), and how sure the judge is (0 to 1).

    A weak one does not reach the threshold, but may bear out what another sentence tells.
    """

    holder: int
    target: int | None
    stance: Stance
    phase: Phase
    confidence: float
    framed: bool = False  # whether grammar says the same
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A sentence at [start, end) of `text`, which is what the judge reads: title, some text before, some behind."""

    text: str
    start: int
    end: int


def sight_of(title: str, before: str, sentence: str, after: str) -> Sight:
    """What the judge reads of a sentence.

    >>> sight_of("Ames for mayor", "He ran before.", "She backs him.", "So she said.").text
    'Ames for mayor. He ran before. She backs him. So she said.'
    """
    before, after = " ".join(before.split()), " ".join(after.split())
    before = before[-BEFORE:].partition(" ")[2] if len(before) > BEFORE else before
    lead = f"{title[:TITLE].rstrip(' .')}. " if title else ""
    lead += f"{before} " if before else ""
    behind = after[:AFTER]
    text = f"{lead}{sentence} {behind}".replace("\n", " ")
    return Sight(text=text, start=len(lead), end=len(lead) + len(sentence))


class Judge:
    """The model in memory."""

    def __init__(self) -> None:
        self._session, self._tokenizer = load_network("judge.onnx"), load_tokenizer()

    def judge(self, sight: Sight, mentions: Sequence[Place], pairs: Sequence[Pair], floor: float) -> list[Verdict]:
        """Every one of `pairs` that bears a stance with at least `floor` confidence.

        `mentions` are half-open character offsets into the sight's text; those beyond the model's reach are left out.
        """
        window = next(cut(sight.text, self._tokenizer), None)
        if window is None:
            return []
        places: dict[int | None, Place] = {None: _RACE}
        places |= {index: place for index, at in enumerate(mentions) if (place := window.pieces(*at))}
        kept = [pair for pair in pairs if pair[0] in places and pair[1] in places]
        verdicts = []
        for at in range(0, len(kept), _PAIRS):
            some = kept[at : at + _PAIRS]
            stance, phase = self._run(window, sight, [(places[holder], places[target]) for holder, target in some])
            verdicts += _verdicts(some, stance, phase, floor)
        return verdicts

    def _run(
        self, window: Window, sight: Sight, places: list[tuple[Place, Place]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Stance probabilities (P, 1 + stances), none first, and phase logits (P, phases)."""
        within = np.zeros((1, len(window)), dtype=bool)
        low, high = window.pieces(sight.start, sight.end) or (1, len(window) - 2)
        within[0, low : high + 1] = True
        feed = {
            "ids": window.ids[None],
            "shapes": window.shapes[None],
            "within": within,
            "holders": np.array([[holder for holder, _ in places]]),
            "targets": np.array([[target for _, target in places]]),
        }
        stance, phase = self._session.run(["stance", "phase"], feed)
        raised = np.exp(stance[0] - stance[0].max(-1, keepdims=True))
        return raised / raised.sum(-1, keepdims=True), phase[0]


def _verdicts(
    pairs: Sequence[Pair], stance: NDArray[np.float32], phase: NDArray[np.float32], floor: float
) -> list[Verdict]:
    found = []
    for at, (holder, target) in enumerate(pairs):
        best = _STANCES[int(stance[at, 1:].argmax())]
        for one in BESIDE if best in BESIDE else (best,):
            sure = float(stance[at, 1 + _STANCES.index(one)])
            if sure >= floor:
                phase_of = _PHASES[int(phase[at].argmax())]
                found.append(Verdict(holder=holder, target=target, stance=one, phase=phase_of, confidence=sure))
    return found


@functools.lru_cache(maxsize=1)
def load_judge() -> Judge:
    """The shipped model, loaded once a process."""
    return Judge()
