"""The tagger: source, cue and content of every attribution, and where a text is worth a judge's look.

One small encoder (MiniLM-L6, fine-tuned, int8) reads the text in windows, so that no text is ever cut. Tags and links
were learnt from PolNeAR (Newell, Margolin, Ruths, LREC 2018), the glance from labelled sentences; `training/` tells how.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.decoding import Scores, TaggedAttribution, decode
from onrecord.reading.networks import load_network, load_tokenizer
from onrecord.reading.pieces import Window, cut
from onrecord.reading.signed import with_signed

__all__ = ["Tagged", "TaggedAttribution", "TaggedWindow", "Tagger", "load_tagger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedWindow:
    """A window and, for each piece, the log-odds that its sentence bears a position."""

    window: Window
    glance: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A text as the tagger leaves it: attributions in order of content, and the windows that were read."""

    text: str
    attributions: tuple[TaggedAttribution, ...]
    windows: tuple[TaggedWindow, ...]

    def glance(self, start: int, end: int) -> float:
        """How likely the sentence [start, end) bears a position (0 to 1): the mean over its pieces."""
        odds = [
            one.glance[low : high + 1]
            for one in self.windows
            if (where := one.window.pieces(start, end))
            for low, high in [(max(where[0], one.window.core), where[1])]
            if low <= high
        ]
        return float(1 / (1 + np.exp(-np.concatenate(odds).mean()))) if odds else 0.0


class Tagger:
    """The model in memory. `threads` is for onnxruntime; one is best where many articles are read side by side."""

    def __init__(self, threads: int = 1) -> None:
        self._session, self._tokenizer = load_network("tagger.onnx", threads), load_tokenizer()

    def tag(self, text: str) -> Tagged:
        """Read a text of any length. Nothing raises for odd text; a text without words has no attributions."""
        windows, scores = [], []
        for one, glance in self.read(text):
            windows.append(TaggedWindow(window=one.window, glance=glance))
            scores.append(one)
        found = with_signed(text, decode(text, scores))
        return Tagged(text=text, attributions=tuple(found), windows=tuple(windows))

    def read(self, text: str) -> Iterator[tuple[Scores, NDArray[np.float32]]]:
        """The windows of a text, each with what the network says of it: tags and pointers, and the glance."""
        for window in cut(text, self._tokenizer):
            feed = {"ids": window.ids[None], "shapes": window.shapes[None]}
            tags, links, glance = (one[0] for one in self._session.run(["tags", "links", "glance"], feed))
            yield Scores(window=window, tags=tags, links=links), glance


@functools.lru_cache(maxsize=2)
def load_tagger(threads: int = 1) -> Tagger:
    """The shipped model, loaded once a process."""
    return Tagger(threads)
