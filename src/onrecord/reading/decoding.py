"""Decoding: attributions out of what the tagger's network says of each piece of a text.

Tags become stretches (source, cue, content); pointers tie each content to its cue and each cue to its source. A pointer
that leads where no tag stands opens a stretch there: pointers see cues and sources that the tags miss. A logistic
regression says how sure an attribution is (`training/reader/certainty.py` fits it); those hardly believed are left out.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.pieces import Window
from onrecord.reading.regression import chance, read_weights

Floats = NDArray[np.float32]
Offsets = tuple[tuple[int, int], ...]
SOURCE, CUE, CONTENT = range(3)

#: What beginning one more content costs in log-odds: few whole contents beat many scraps.
_BEGINNING = 1.5
#: What a pointer to an untagged piece costs beside one to a tagged stretch, in log-odds.
_UNTAGGED = 1.0
#: A lower log-chance says no less.
_FLOOR = -4.0
_NEVER = -1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedAttribution:
    """One attribution as half-open character offsets into the text; the source may be empty."""

    source: Offsets
    cue: Offsets
    content: Offsets
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of a window of L pieces: tags (L, 7) and pointers (L, L), where 0 points to none.

    The tags are O, then begin and inside of each role.
    """

    window: Window
    tags: Floats
    links: Floats


class Seam(Enum):
    """How a piece goes on from the one before it: within a word, within a line, on a new line."""

    WORD = 0
    SPACE = 1
    LINE = 2


class Traits(NamedTuple):
    """What the confidence of an attribution rests on: log-odds of its tags, a log-chance of its source's pointer."""

    content: float
    ending: float
    cue: float
    source: float


class Certainty(NamedTuple):
    """What each trait adds to the log-odds of an attribution, and the confidence below which it is left out."""

    factors: Traits
    bias: float
    least: float

    def of(self, traits: Traits) -> float:
        """The confidence, 0 to 1."""
        return chance(self.bias + sum(factor * trait for factor, trait in zip(self.factors, traits, strict=True)))


@functools.cache
def load_certainty() -> Certainty:
    """The shipped weights."""
    kept = read_weights("certainty.json")
    factors = Traits(*(float(kept[name]) for name in Traits._fields))
    return Certainty(factors=factors, bias=float(kept["bias"]), least=float(kept["least"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before it is judged."""

    source: Offsets
    cue: Offsets
    content: Offsets
    traits: Traits


def decode(text: str, scores: Sequence[Scores]) -> list[TaggedAttribution]:
    """The attributions of a text that are sure enough, in order of content. `scores` are of all its windows."""
    certainty = load_certainty()
    found = [(draft, certainty.of(draft.traits)) for draft in draft_attributions(text, scores)]
    return [
        TaggedAttribution(source=draft.source, cue=draft.cue, content=draft.content, confidence=confidence)
        for draft, confidence in found
        if confidence >= certainty.least
    ]


def draft_attributions(text: str, scores: Sequence[Scores]) -> list[Draft]:
    """Every attribution that tags and pointers give, in order of content."""
    sheet = _Sheet(text, scores)
    grouped: dict[int, tuple[_Stretch, list[_Stretch]]] = {}
    for content in filter(sheet.has_words, sheet.stretches[CONTENT]):
        cue, _ = sheet.pointed(content, CUE, (content,))
        # What points to no cue is nobody's word: of such contents none was right on PolNeAR dev.
        if cue is not None:
            grouped.setdefault(id(cue), (cue, []))[1].append(content)
    return sorted((sheet.draft(*pair) for pair in grouped.values()), key=lambda draft: draft.content[0])


@dataclass(slots=True, eq=False)
class _Stretch:
    """Pieces [first, last] with one role, counted over the whole text."""

    first: int
    last: int


class _Sheet:
    """The pieces of a whole text, each as the window knows it in whose core it stands, and the stretches on them."""

    def __init__(self, text: str, scores: Sequence[Scores]) -> None:
        self._text, self._scores = text, scores
        self._windows: list[int] = []  # of each piece
        self._begins: list[int] = []  # of each window: what to take from a piece's number for its index there
        self._places: list[tuple[int, int]] = []
        self._seams: list[Seam] = []
        self.stretches: tuple[list[_Stretch], ...] = ([], [], [])
        self._taken = set[int]()
        chances = [np.zeros((0, 7), dtype=np.float32)]
        for number, one in enumerate(scores):
            window, core, last = one.window, one.window.core, len(one.window) - 1
            begin = len(self._places) - core
            tags, seams = one.tags, _seams(text, window)
            self._mark(best_tags(tags, seams)[core:last], begin + core)
            self._windows += [number] * (last - core)
            self._begins.append(begin)
            self._places += zip(window.starts[core:last], window.ends[core:last], strict=True)
            self._seams += seams[core:last]
            shares = np.exp(tags[core:last] - tags[core:last].max(-1, keepdims=True))
            chances.append(shares / shares.sum(-1, keepdims=True))
        self._chances = np.concatenate(chances)

    def _mark(self, tags: list[int], begin: int) -> None:
        """Add the stretches of one window's core; one that goes on from the window before is lengthened."""
        for at, tag in enumerate(tags, begin):
            if not tag:
                continue
            stretches = self.stretches[(tag - 1) // 2]
            if tag % 2 == 0 and stretches and stretches[-1].last == at - 1:
                stretches[-1].last = at
            else:
                stretches.append(_Stretch(at, at))
            self._taken.add(at)

    def pointed(self, asking: _Stretch, role: int, besides: Sequence[_Stretch]) -> tuple[_Stretch | None, float]:
        """The stretch of a role that another one's pieces point to, or None, and the log-chance of that answer.

        An answer where nothing is tagged is opened, but never within the stretches `besides`.
        """
        # A long content may reach into the next window; its own first window knows best where the cue stands.
        # Of a cue only the first piece was taught to point.
        last = asking.first if role == SOURCE else asking.last
        number = self._windows[asking.first]
        begin, end = self._begins[number], len(self._scores[number].window) - 1
        rows = self._scores[number].links[asking.first - begin : min(last - begin + 1, end)]
        chances = rows.mean(0) - _log_sum(rows).mean()
        best: _Stretch | None = None
        chance, free = float(chances[0]), chances[1:end].copy()
        for stretch in self.stretches[role]:
            at = stretch.first - begin
            if 1 <= at < end:
                free[at - 1 : stretch.last - begin] = _NEVER
                if chances[at] > chance:
                    best, chance = stretch, float(chances[at])
        for stretch in besides:
            free[max(0, stretch.first - begin - 1) : max(0, stretch.last - begin)] = _NEVER
        if free.size and free.max() - _UNTAGGED > chance:
            at = int(free.argmax())
            best, chance = self._open(at + 1 + begin, role), float(free[at])
        return best, chance

    def _open(self, at: int, role: int) -> _Stretch:
        """A stretch where only a pointer says that there is one: its word, and what the tags allow behind it."""
        stretch, inside = _Stretch(at, at), 2 * role + 2
        while self._seams[stretch.first] is Seam.WORD:
            stretch.first -= 1
        for piece in range(at + 1, len(self._places)):
            likely = self._chances[piece, inside] > self._chances[piece, 0] and piece not in self._taken
            if self._seams[piece] is Seam.LINE or not (likely or self._seams[piece] is Seam.WORD):
                break
            stretch.last = piece
        self.stretches[role].append(stretch)
        self._taken.update(range(stretch.first, stretch.last + 1))
        return stretch

    def draft(self, cue: _Stretch, contents: list[_Stretch]) -> Draft:
        """The attribution of contents with one cue, and its source."""
        source, chance = self.pointed(cue, SOURCE, (*contents, cue))
        return Draft(
            source=() if source is None else (self._place(source),),
            cue=(self._place(cue),),
            content=tuple(map(self._place, contents)),
            traits=Traits(
                content=_log_odds(float(np.mean([self._tagged(one, CONTENT) for one in contents]))),
                ending=_log_odds(float(np.mean([self._ends(one) for one in contents]))),
                cue=_log_odds(self._tagged(cue, CUE)),
                source=max(chance, _FLOOR),
            ),
        )

    def _tagged(self, stretch: _Stretch, role: int) -> float:
        """How likely the pieces of a stretch have its role."""
        chances = self._chances[stretch.first : stretch.last + 1, 2 * role + 1 : 2 * role + 3]
        return float(chances.sum(-1).mean())

    def _ends(self, content: _Stretch) -> float:
        """How likely a content ends where it does."""
        after = content.last + 1
        return 1 - float(self._chances[after, 2 * CONTENT + 2]) if after < len(self._places) else 1.0

    def _place(self, stretch: _Stretch) -> tuple[int, int]:
        return self._places[stretch.first][0], self._places[stretch.last][1]

    def has_words(self, stretch: _Stretch) -> bool:
        """Whether a stretch is more than marks."""
        return any(map(str.isalnum, self._text[slice(*self._place(stretch))]))


def best_tags(scores: Floats, seams: Sequence[Seam]) -> list[int]:
    """The best valid sequence of tags for scores of shape (pieces, 7); `seams` tell how each goes on from the one before.

    An inside tag follows its own role only, a word has one role, and nothing reaches over a line's end.
    """
    rows = scores.tolist()
    sums = [score if tag % 2 or not tag else _NEVER for tag, score in enumerate(rows[0])]
    back = list[tuple[int, ...]]()
    for row, seam in zip(rows[1:], seams[1:], strict=True):
        source, cue, content = (begin if sums[begin] >= sums[begin + 1] else begin + 1 for begin in (1, 3, 5))
        before = 0 if seam is Seam.WORD else sums.index(max(sums))
        # One content may part from the next at no cost; one out of nothing costs something.
        parted = max(range(7), key=lambda tag: sums[tag] - (_BEGINNING if tag < 5 else 0.0))
        begun, on = sums[before], _NEVER if seam is Seam.LINE else 0.0
        fresh = sums[parted] - (_BEGINNING if parted < 5 else 0.0)
        never = _NEVER if seam is Seam.WORD else 0.0
        back.append((before, before, source, before, cue, parted, content))
        sums = [
            begun + row[0],
            begun + row[1] + never,
            sums[source] + row[2] + on,
            begun + row[3] + never,
            sums[cue] + row[4] + on,
            fresh + row[5] + never,
            sums[content] + row[6] + on,
        ]
    tags = [sums.index(max(sums))]
    for came in reversed(back):
        tags.append(came[tags[-1]])
    return tags[::-1]


def _seams(text: str, window: Window) -> list[Seam]:
    """For each piece of a window, how it goes on from the piece before it."""
    seams = [Seam.SPACE] * len(window)
    for at in range(2, len(window) - 1):
        end, start = window.ends[at - 1], window.starts[at]
        if end == start and text[end - 1 : end + 1].isalnum():
            seams[at] = Seam.WORD
        elif "\n" in text[end:start]:
            seams[at] = Seam.LINE
    return seams


def _log_sum(rows: Floats) -> Floats:
    sums: Floats = np.logaddexp.reduce(rows, axis=-1)
    return sums


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(chance / (1 - chance))
