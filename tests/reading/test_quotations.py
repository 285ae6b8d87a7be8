from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article
from onrecord.reading.quotations import find_quotations
from tests.conftest import article_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We won,” Ames said.", ["We won,"]),
        ('"We won," Ames said, "and how."', ["We won,", "and how."]),
        ("Ames called it “a good day” for all.", ["a good day"]),
        ("“We won. And we will win again.", ["We won. And we will win again."]),
        ("Ames is 6'2\" tall and said nothing.", []),
        ("No marks at all.", []),
        ("“”", []),
    ],
)
def test_quotations(text: str, words: list[str], make_article: Callable[..., Article]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(make_article(text))] == words


def test_a_paragraph_that_stays_open_is_told(make_article: Callable[..., Article]) -> None:
    first, second = find_quotations(make_article("“We won.\n“And how,” Ames said."))
    assert (first.unclosed, second.unclosed) == (True, False)
    assert second.opens
    assert second.paragraph == first.paragraph + 1


@given(st.text(alphabet='ab “”"\n', max_size=80))
def test_any_marks_are_read(text: str) -> None:
    article = article_of(text)
    for quotation in find_quotations(article):
        assert article.span(quotation.start, quotation.end).text.strip()
