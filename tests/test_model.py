from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import EvidenceError
from onrecord.model import Article, Block, BlockKind, Span

ARTICLE = Article(
    text="Ames backs Bell.\nShare this",
    blocks=(
        Block(start=0, end=16, kind=BlockKind.PARAGRAPH),
        Block(start=17, end=27, kind=BlockKind.FURNITURE),
    ),
)


@given(st.text(min_size=1), st.data())
def test_a_span_holds_the_text_at_its_place(text: str, draw: st.DataObject) -> None:
    article = Article(text=text, blocks=())
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    span = article.span(start, end)
    assert text[span.start : span.end] == span.text
    article.check(span)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 3), (5, 4), (0, 99)])
def test_no_span_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match="no span"):
        ARTICLE.span(start, end)


def test_a_span_that_does_not_stand_there_is_refused() -> None:
    with pytest.raises(EvidenceError, match="is not"):
        ARTICLE.check(Span(start=0, end=4, text="Bell"))


def test_a_span_in_furniture_is_refused() -> None:
    with pytest.raises(EvidenceError, match="furniture"):
        ARTICLE.check(ARTICLE.span(11, 22))


def test_id_is_of_url_and_text() -> None:
    same = Article(text=ARTICLE.text, blocks=(), outlet="The Gazette")
    assert same.id == ARTICLE.id
    assert Article(text=ARTICLE.text, blocks=(), url="https://gazette.example/1").id != ARTICLE.id
