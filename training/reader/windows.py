"""Texts as windows of word pieces, as training and reading see them alike, and the labels on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from onrecord.reading.pieces import Window, cut
from training.reader.corpora import ROLES, AttributedText, Linked, StanceSentence

#: BIO tags over word pieces: outside, then begin and inside of source, cue and content.
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))
IGNORED = -100


@dataclass(slots=True, kw_only=True)
class AttributionExample:
    """A window with a tag for each piece and, for content pieces and for a cue's first piece, a pointer.

    `tags` and `links` have the window's length; a link is the index of the cue's (or the source's) first piece,
    0 for none, `IGNORED` where nothing is to be learnt (other pieces, and context left of the window's core).
    """

    window: Window
    tags: np.ndarray
    links: np.ndarray


@dataclass(slots=True, kw_only=True)
class GlanceExample:
    """A window, the piece range [first, last] of one of its sentences, and whether that one bears a position."""

    window: Window
    sentence: tuple[int, int]
    bears: bool


@dataclass(slots=True, kw_only=True)
class StanceExample:
    """A window with candidate mentions as piece ranges [first, last] and the labelled pairs among them.

    `pairs` maps (holder, target) to (stance, phase) indices; target `len(mentions)` is the whole race. `masked` pairs
    are not learnt: other mentions of the labelled names. `sentence` is the piece range of the judged sentence, `lost`
    how many labels have no candidate.
    """

    sid: str
    fold: int
    window: Window
    sentence: tuple[int, int]
    mentions: list[tuple[int, int]]
    pairs: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    masked: set[tuple[int, int]] = field(default_factory=set)
    lost: int = 0


def attribution_examples(text: AttributedText, tokenizer: Tokenizer) -> Iterator[AttributionExample]:
    """The windows of one annotated text."""
    for window in cut(text.text, tokenizer):
        tags = np.zeros(len(window), dtype=np.int64)
        links = np.full(len(window), IGNORED, dtype=np.int64)
        for linked in text.attributions:
            _label(window, linked, tags, links)
        tags[: window.core] = IGNORED
        tags[-1] = IGNORED
        links[: window.core] = IGNORED
        yield AttributionExample(window=window, tags=tags, links=links)


def _label(window: Window, linked: Linked, tags: np.ndarray, links: np.ndarray) -> None:
    first: dict[str, int] = {}
    for number, role in enumerate(ROLES):
        for start, end in getattr(linked, role):
            where = window.pieces(start, end)
            if where is None:
                continue
            low, high = where
            first.setdefault(role, low)
            tags[low : high + 1] = 2 * number + 2
            if window.starts[low] <= start or low <= 1:
                tags[low] = 2 * number + 1
    for start, end in linked.content:
        if where := window.pieces(start, end):
            links[where[0] : where[1] + 1] = first.get("cue", 0)
    if "cue" in first:
        links[first["cue"]] = first.get("source", 0)


def best_mention(mentions: Sequence[tuple[int, int]], place: tuple[int, int]) -> int | None:
    """The mention that shares most with a labelled place: at least half of the shorter of both."""
    best, score = None, 0.0
    for index, (start, end) in enumerate(mentions):
        shared = min(end, place[1]) - max(start, place[0])
        if shared <= 0:
            continue
        # The head of an English name or phrase stands at its end: agreement there decides between nested ones.
        value = shared / max(end - start, place[1] - place[0]) + 0.2 * (end == place[1])
        if shared >= 0.5 * min(end - start, place[1] - place[0]) and value > score:
            best, score = index, value
    return best


def glance_example(sentence: StanceSentence, tokenizer: Tokenizer) -> GlanceExample:
    """The window of one labelled sentence."""
    window = next(iter(cut(sentence.text, tokenizer)))
    where = window.pieces(sentence.start, sentence.end) or (1, len(window) - 2)
    return GlanceExample(window=window, sentence=where, bears=bool(sentence.labels))


def stance_example(
    sentence: StanceSentence,
    places: Sequence[tuple[int, int]],
    tokenizer: Tokenizer,
    stances: Sequence[str],
    phases: Sequence[str],
) -> StanceExample:
    """The window of one labelled sentence; `places` are its candidate mentions as character offsets."""
    window = next(iter(cut(sentence.text, tokenizer)))
    kept, mentions = [], []
    for place in places:
        if (where := window.pieces(*place)) is not None:
            kept.append(place)
            mentions.append(where)
    example = StanceExample(
        sid=sentence.sid,
        fold=sentence.fold,
        window=window,
        sentence=window.pieces(sentence.start, sentence.end) or (1, len(window) - 2),
        mentions=mentions,
    )
    for label in sentence.labels:
        holders = _candidates(kept, label.holders)
        targets = _candidates(kept, label.targets) if label.targets else [len(kept)]
        choices = [(h, t) for h in holders for t in targets if h != t]
        if not choices:
            example.lost += 1
            continue
        chosen = min(choices, key=lambda pair: _distance(kept, pair))
        example.masked |= set(choices) - {chosen}
        example.pairs[chosen] = (stances.index(label.stance), phases.index(label.phase))
    example.masked -= set(example.pairs)
    return example


def _candidates(kept: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> list[int]:
    return sorted({index for place in places if (index := best_mention(kept, place)) is not None})


def _distance(kept: Sequence[tuple[int, int]], pair: tuple[int, int]) -> int:
    holder, target = pair
    return abs(kept[holder][0] - kept[target][0]) if target < len(kept) else kept[holder][0]
