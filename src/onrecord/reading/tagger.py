"""The tagger: source, cue and content of every attribution, and where a text is worth a judge's look.

One small encoder (MiniLM-L6, fine-tuned, int8) reads the text in windows, so that no text is ever cut. Tags and links
were learnt from PolNeAR (Newell, Margolin, Ruths, LREC 2018), the glance from labelled sentences; `training/` tells how.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.reading.pieces import Window, cut

Offsets = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")

#: Transition costs between the tags O, B-source, I-source, B-cue, ...: an inside tag follows its own role only.
_TRANSITIONS = np.full((7, 7), 0.0)
for _inside in (2, 4, 6):
    _TRANSITIONS[:, _inside] = -1e4
    _TRANSITIONS[_inside - 1 : _inside + 1, _inside] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedAttribution:
    """One attribution as half-open character offsets into the text; source and cue may be empty."""

    source: Offsets
    cue: Offsets
    content: Offsets
    confidence: float


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


@dataclass(slots=True)
class _Role:
    """A tagged stretch: its role, its pieces [first, last] counted over the whole text."""

    role: int
    first: int
    last: int


class Tagger:
    """The model in memory. `threads` is for onnxruntime; one is best where many articles are read side by side."""

    def __init__(self, model: str, tokenizer: str, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(tokenizer)

    def tag(self, text: str) -> Tagged:
        """Read a text of any length. Nothing raises for odd text; a text without words has no attributions."""
        windows, emissions, links = [], [], []
        for window in cut(text, self._tokenizer):
            tags, pointers, glance = self._run(window)
            windows.append(TaggedWindow(window=window, glance=glance))
            emissions.append(tags)
            links.append(pointers)
        found = _with_signed(text, list(_decode(windows, emissions, links)))
        return Tagged(text=text, attributions=tuple(found), windows=tuple(windows))

    def _run(self, window: Window) -> list[NDArray[np.float32]]:
        feed = {"ids": window.ids[None], "shapes": window.shapes[None]}
        return [one[0] for one in self._session.run(["tags", "links", "glance"], feed)]


@functools.lru_cache(maxsize=2)
def load_tagger(threads: int = 1) -> Tagger:
    """The shipped model, loaded once a process."""
    folder = files("onrecord.reading") / "models"
    with as_file(folder / "tagger.onnx") as model, as_file(folder / "tokenizer.json") as tokenizer:
        return Tagger(str(model), str(tokenizer), threads)


#: A quotation signed by its speaker: “...” ― Ada Ames
_SIGNED = re.compile(
    r"""[“"](?P<content>[^“”"\n]{12,})[”"]\s*(?P<cue>[―—–]|--)\s*"""
    r"""(?P<source>[^\W\d_a-z][\w.'’-]*(?:[ \xa0][^\W\d_][\w.'’-]*){0,4}?)\s*(?=$|[\n(“"]|\.(?:\s|$))""",
    re.MULTILINE,
)


def _with_signed(text: str, found: list[TaggedAttribution]) -> list[TaggedAttribution]:
    """Signed quotations told by their print, in the place of what was tagged on them."""
    signed = [
        TaggedAttribution(
            source=(match.span("source"),), cue=(match.span("cue"),), content=(match.span("content"),), confidence=0.95
        )
        for match in _SIGNED.finditer(text)
    ]
    if not signed:
        return found

    def shared(one: TaggedAttribution, place: tuple[int, int]) -> int:
        return sum(max(0, min(place[1], high) - max(place[0], low)) for low, high in one.content)

    kept = [
        one
        for one in found
        if not any(
            2 * shared(one, quote.content[0]) >= sum(high - low for low, high in one.content) for quote in signed
        )
    ]
    return sorted([*kept, *signed], key=lambda one: one.content[0] if one.content else (0, 0))


def _viterbi(emissions: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best valid sequence of tags for emission scores of shape (pieces, 7)."""
    score = emissions[0] + _TRANSITIONS[0]
    back = np.zeros(emissions.shape, dtype=np.int64)
    for at in range(1, len(emissions)):
        moves = score[:, None] + _TRANSITIONS
        back[at] = moves.argmax(0)
        score = moves.max(0) + emissions[at]
    tags = np.zeros(len(emissions), dtype=np.int64)
    tags[-1] = score.argmax()
    for at in range(len(emissions) - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
    return tags


def _decode(
    windows: list[TaggedWindow], emissions: list[NDArray[np.float32]], links: list[NDArray[np.float32]]
) -> Iterator[TaggedAttribution]:
    """Attributions out of tags and pointers. Pieces are counted over the whole text: window index plus `begin`."""
    begins, roles, sure = [], list[_Role](), list[float]()
    for one, scores in zip(windows, emissions, strict=True):
        core, last = one.window.core, len(one.window) - 1
        begins.append(len(sure) - core)
        tags = _viterbi(scores)[core:last]
        shifted = np.exp(scores[core:last] - scores[core:last].max(-1, keepdims=True))
        sure += (shifted[np.arange(len(tags)), tags] / shifted.sum(-1)).tolist()
        _collect(tags, begins[-1] + core, roles)
    cues = {role.first: role for role in roles if role.role == 1}
    sources = {role.first: role for role in roles if role.role == 0}
    grouped: dict[int, list[_Role]] = {}
    for number, content in enumerate(role for role in roles if role.role == 2):
        cue = _pointed(content.first, content.last, cues, begins, links, windows)
        grouped.setdefault(cue if cue is not None else -1 - number, []).append(content)
    for cue, contents in sorted(grouped.items(), key=lambda pair: pair[1][0].first):
        told = cues.get(cue)
        source = _pointed(cue, cue, sources, begins, links, windows) if told else None
        parts = [*contents, *([told] if told else []), *([sources[source]] if source is not None else [])]
        yield TaggedAttribution(
            source=_offsets([sources[source]] if source is not None else [], begins, windows),
            cue=_offsets([told] if told else [], begins, windows),
            content=_offsets(contents, begins, windows),
            confidence=float(np.mean([np.mean(sure[part.first : part.last + 1]) for part in parts])),
        )


def _collect(tags: NDArray[np.int64], begin: int, roles: list[_Role]) -> None:
    """Add the stretches of one window's core; one that goes on from the window before is lengthened."""
    for at, tag in enumerate(tags.tolist(), begin):
        role = (tag - 1) // 2
        if tag and tag % 2 == 0 and roles and roles[-1].role == role and roles[-1].last == at - 1:
            roles[-1].last = at
        elif tag:
            roles.append(_Role(role, at, at))


def _pointed(
    first: int,
    last: int,
    answers: dict[int, _Role],
    begins: list[int],
    links: list[NDArray[np.float32]],
    windows: list[TaggedWindow],
) -> int | None:
    """The answer (by its first piece) that the pieces [first, last] point to most, or None for none."""
    totals: dict[int, float] = {}
    for begin, scores, one in zip(begins, links, windows, strict=True):
        low = max(first - begin, one.window.core)
        high = min(last - begin, len(one.window) - 2)
        if low > high:
            continue
        rows = scores[low : high + 1]
        logs = rows - np.logaddexp.reduce(rows, axis=1, keepdims=True)
        totals[-1] = totals.get(-1, 0.0) + float(logs[:, 0].sum())
        for answer in answers:
            if 1 <= answer - begin < len(one.window) - 1:
                totals[answer] = totals.get(answer, 0.0) + float(logs[:, answer - begin].sum())
        # A long content may reach into the next window; its own first window knows best where the cue stands.
        if low == first - begin and last - begin <= len(one.window) - 2:
            break
    best = max(totals, key=lambda answer: totals[answer], default=-1)
    return best if best >= 0 else None


def _offsets(roles: list[_Role], begins: list[int], windows: list[TaggedWindow]) -> Offsets:
    return tuple((_place(role.first, begins, windows)[0], _place(role.last, begins, windows)[1]) for role in roles)


def _place(piece: int, begins: list[int], windows: list[TaggedWindow]) -> tuple[int, int]:
    """Character offsets of a piece, from the window in whose core it stands."""
    index = int(np.searchsorted([b + w.window.core for b, w in zip(begins, windows, strict=True)], piece, "right")) - 1
    return windows[index].window.starts[piece - begins[index]], windows[index].window.ends[piece - begins[index]]
