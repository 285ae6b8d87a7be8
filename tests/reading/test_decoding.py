from __future__ import annotations

import re

import numpy as np
import pytest

from onrecord.reading.decoding import Certainty, Scores, Seam, Traits, best_tags, decode, draft_attributions
from onrecord.reading.pieces import Window

TAGS = {"O": 0, "S": 1, "s": 2, "Q": 3, "q": 4, "C": 5, "c": 6}


def scored(text: str, tags: str, links: dict[int, int], core: int = 1) -> Scores:
    """One window of `text` with a piece a word, the tags (a letter a piece), and where a piece points (default: none)."""
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = [0, *(start for start, _ in words), len(text)], [0, *(end for _, end in words), len(text)]
    size = len(starts)
    window = Window(ids=np.zeros(size, int), shapes=np.zeros(size, int), starts=starts, ends=ends, core=core)
    tagged = np.full((size, 7), -5.0, dtype=np.float32)
    for at, letter in enumerate(f"O{tags}O"):
        tagged[at, TAGS[letter]] = 5.0
    pointers = np.full((size, size), -9.0, dtype=np.float32)
    for at in range(size):
        pointers[at, links.get(at, 0)] = 9.0
    return Scores(window=window, tags=tagged, links=pointers)


def words(text: str, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in places]


def test_content_points_to_its_cue_and_the_cue_to_its_source() -> None:
    text = "Ames said he won."
    (one,) = decode(text, [scored(text, "SQCcO", {3: 2, 4: 2, 2: 1})])
    assert (words(text, one.source), words(text, one.cue), words(text, one.content)) == (["Ames"], ["said"], ["he won"])
    assert one.confidence > 0.9


@pytest.mark.parametrize(
    ("tags", "source", "cue"),
    [
        ("SOCcO", ["Ames"], ["said"]),  # an untagged cue
        ("OQCcO", ["Ames"], ["said"]),  # an untagged source
        ("OOCcO", ["Ames"], ["said"]),  # both
    ],
)
def test_a_pointer_opens_what_no_tag_marks(tags: str, source: list[str], cue: list[str]) -> None:
    text = "Ames said he won."
    (one,) = draft_attributions(text, [scored(text, tags, {3: 2, 4: 2, 2: 1})])
    assert (words(text, one.source), words(text, one.cue)) == (source, cue)


def test_a_pointer_to_none_opens_nothing() -> None:
    text = "Ames said he won."
    (one,) = draft_attributions(text, [scored(text, "OQCcO", {3: 2, 4: 2})])
    assert one.source == ()
    assert draft_attributions(text, [scored(text, "SQCcO", {2: 1})]) == []  # a content that points to no cue


def test_contents_of_one_cue_are_one_attribution() -> None:
    text = "Won Ames said we"
    (one,) = draft_attributions(text, [scored(text, "CSQC", {1: 3, 4: 3, 3: 2})])
    assert words(text, one.content) == ["Won", "we"]


def test_marks_alone_are_no_content() -> None:
    text = '" Ames said'
    assert draft_attributions(text, [scored(text, "CSQ", {1: 3, 3: 2})]) == []


def test_a_window_goes_on_where_the_one_before_ends() -> None:
    text = "Ames said he won it"
    first, second = scored(text, "SQCcc", {3: 2, 4: 2, 5: 2, 2: 1}), scored(text, "SQccc", {}, core=4)
    cut = Window(
        ids=first.window.ids[:5],
        shapes=first.window.shapes[:5],
        starts=[*first.window.starts[:4], 12],
        ends=[*first.window.ends[:4], 12],
        core=1,
    )
    left = Scores(window=cut, tags=first.tags[:5], links=first.links[:5, :5])
    (one,) = draft_attributions(text, [left, second])
    assert words(text, one.content) == ["he won it"]


def seams(letters: str) -> list[Seam]:
    return [{"w": Seam.WORD, "s": Seam.SPACE, "l": Seam.LINE}[letter] for letter in letters]


def likely(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(name, -9.0) for name in TAGS] for row in rows], dtype=np.float32)


@pytest.mark.parametrize(
    ("rows", "between", "best"),
    [
        # an inside tag follows its own role only
        ([{"S": 2, "O": 1}, {"q": 3, "s": 1}], "ss", "Ss"),
        # a word has one role
        ([{"C": 4, "O": 1}, {"O": 2, "c": 0}], "sw", "Cc"),
        ([{"C": 4, "O": 1}, {"O": 2, "c": 0}], "ss", "CO"),
        # nothing reaches over a line's end
        ([{"C": 4}, {"c": 2, "C": 1}], "sl", "CC"),
        ([{"C": 4}, {"c": 2, "C": 1}], "ss", "Cc"),
        # a content out of nothing costs something, one that parts from another does not
        ([{"O": 1}, {"C": 1, "O": 0}], "ss", "OO"),
        ([{"O": 1}, {"C": 2, "O": 0}], "ss", "OC"),
        ([{"C": 4}, {"C": 1, "c": 0}], "ss", "CC"),
    ],
)
def test_the_best_tags(rows: list[dict[str, float]], between: str, best: str) -> None:
    assert best_tags(likely(*rows), seams(between)) == [TAGS[letter] for letter in best]


def test_certainty_is_a_chance() -> None:
    certainty = Certainty(factors=Traits(content=1, ending=0, cue=0, source=0), bias=0, least=0.5)
    assert certainty.of(Traits(content=0, ending=9, cue=9, source=9)) == 0.5
    assert certainty.of(Traits(content=3, ending=0, cue=0, source=0)) > 0.9
