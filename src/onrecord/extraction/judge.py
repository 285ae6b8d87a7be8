"""The trained reader's second half: who stands where on whom, for every pair of mentions in a sentence.

It judges from the states that the tagger's encoder left behind, so that the text is encoded only once. Learnt from
hand-labelled sentences; `training/` tells how. `weighing` makes its
confidence a calibrated one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.entries import Phase, Stance
from onrecord.reading.tagger import TaggedWindow

_STANCES, _PHASES = tuple(Stance), tuple(Phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One judged pair: indices into the mentions (target None: the whole race), and how sure the judge is (0 to 1)."""

    holder: int
    target: int | None
    stance: Stance
    phase: Phase
    confidence: float
    framed: bool = False  # whether grammar says the same


class Judge:
    """The model in memory."""

    def __init__(self, model: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def judge(
        self, one: TaggedWindow | None, start: int, end: int, mentions: Sequence[tuple[int, int]], floor: float
    ) -> list[Verdict]:
        """Every pair of `mentions` in the sentence [start, end) that bears a stance with at least `floor` confidence.

        `mentions` are half-open character offsets; those outside of the sentence's window are left out.
        """
        where = one.window.pieces(start, end) if one is not None else None
        if one is None or where is None:
            return []
        places = [(index, one.window.pieces(*mention)) for index, mention in enumerate(mentions)]
        kept = [(index, place) for index, place in places if place and where[0] <= place[0] and place[1] <= where[1]]
        if not kept:
            return []
        states = one.states[where[0] : where[1] + 1]
        feed = {
            "states": states[None],
            "within": np.ones((1, len(states)), dtype=bool),
            "firsts": np.array([[place[0] - where[0] for _, place in kept]]),
            "lasts": np.array([[place[1] - where[0] for _, place in kept]]),
        }
        stance, phase = self._session.run(["stance", "phase"], feed)
        return self._verdicts([index for index, _ in kept], _softmax(stance[0]), phase[0], floor)

    def _verdicts(
        self, kept: list[int], stance: NDArray[np.float32], phase: NDArray[np.float32], floor: float
    ) -> list[Verdict]:
        best = stance[..., 1:].argmax(-1)
        sure = stance[..., 1:].max(-1)
        verdicts = []
        for holder, target in zip(*np.nonzero(sure >= floor), strict=True):
            if holder != target:
                verdicts.append(
                    Verdict(
                        holder=kept[holder],
                        target=kept[target] if target < len(kept) else None,
                        stance=_STANCES[best[holder, target]],
                        phase=_PHASES[int(phase[holder, target].argmax())],
                        confidence=float(sure[holder, target]),
                    )
                )
        return verdicts


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised: NDArray[np.float32] = np.exp(scores - scores.max(-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return shares


@functools.lru_cache(maxsize=1)
def load_judge() -> Judge:
    """The shipped model, loaded once a process."""
    with as_file(files("onrecord.reading") / "models" / "positions.onnx") as model:
        return Judge(str(model))
