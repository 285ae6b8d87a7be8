"""Evidence laid into its text: nothing lost, nothing added, whatever nests or overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.pages.highlight import Mark, marks_of, paragraphs, pieces

TEXT = "Ada Ames said she will endorse Bell if he resigns."


def mark(words: str, entry: str, kind: str = "positions", stance: str = "") -> Mark:
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), entry=entry, kind=kind, stance=stance)


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([], [(TEXT, [])]),
        ([mark(TEXT, "a")], [(TEXT, ["a"])]),
        (  # nested: the shortest first
            [mark(TEXT, "a"), mark("he resigns", "b", "terms")],
            [(TEXT[: TEXT.index("he resigns")], ["a"]), ("he resigns", ["b", "a"]), (".", ["a"])],
        ),
        (  # overlapping
            [mark("Ada Ames said", "a"), mark("said she will", "b")],
            [
                ("Ada Ames ", ["a"]),
                ("said", ["a", "b"]),
                (" she will", ["b"]),
                (TEXT[len("Ada Ames said she will") :], []),
            ],
        ),
        (  # the same words twice
            [mark("Bell", "a"), mark("Bell", "b")],
            [(TEXT[: TEXT.index("Bell")], []), ("Bell", ["a", "b"]), (" if he resigns.", [])],
        ),
    ],
)
def test_pieces(marks: list[Mark], told: list[tuple[str, list[str]]]) -> None:
    assert [(piece.text, piece.entries) for piece in pieces(TEXT, 0, len(TEXT), marks)] == told


@given(
    text=st.text(min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=8),
    cut=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_pieces_add_up_to_the_text(text: str, spans: list[tuple[int, int]], cut: tuple[int, int]) -> None:
    start, end = sorted(min(at, len(text)) for at in cut)
    marks = [
        Mark(start=at, end=min(at + long, len(text)), entry=str(number), kind="positions")
        for number, (at, long) in enumerate(spans)
        if at < len(text)
    ]
    found = pieces(text, start, end, marks)
    assert "".join(piece.text for piece in found) == text[start:end]
    for piece in found:
        over = {mark.entry for mark in marks if mark.start <= piece.start < mark.end}
        assert set(piece.entries) == over


def test_a_mark_opens_once() -> None:
    marks = [mark("Ada Ames said", "a", stance="endorses"), mark("said she will", "b")]
    opened = [mark.entry for piece in pieces(TEXT, 0, len(TEXT), marks) for mark in piece.opens]
    assert opened == ["a", "b"]


def test_what_is_marked_of_each_kind() -> None:
    span = {"start": 0, "end": 3, "text": "Ada"}
    term = {"start": 5, "end": 8, "text": "mes", "of": "Bell"}
    rows = [
        {"entry": "a", "type": "positions", "evidence": [span], "conditions": [term], "stance": "endorses"},
        {"entry": "b", "type": "statements", "evidence": [span], "content": [term]},
        {"entry": "c", "type": "leads", "evidence": [span]},
    ]
    assert [(one.entry, one.kind, one.start, one.stance) for one in marks_of(rows)] == [
        ("a", "positions", 0, "endorses"),
        ("a", "terms", 5, "endorses"),
        ("b", "statements", 5, ""),
        ("c", "polls", 0, ""),
    ]


def test_paragraphs_are_the_blocks_and_what_lies_between() -> None:
    text = "Title\n\nOne.\nloose words\nShare this"
    blocks = [(0, 5, "title"), (7, 11, "paragraph"), (24, 34, "furniture")]
    laid = [(one.kind, "".join(piece.text for piece in one.pieces).strip()) for one in paragraphs(text, blocks, [])]
    assert laid == [
        ("title", "Title"),
        ("paragraph", "One."),
        ("paragraph", "loose words"),
        ("furniture", "Share this"),
    ]
    part = paragraphs(text, blocks, [], (8, 20))
    assert "".join(piece.text for one in part for piece in one.pieces) == text[8:20]
