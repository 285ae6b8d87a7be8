from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Block, BlockKind
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
        # Marks that were left out or printed the wrong way round.
        ('“We lost, said Ames. "We will win."', ["We will win."]),
        ('"We lost. "We will win."', ["We lost.", "We will win."]),
        ("“We won,” Ames said. ″And how.″", ["We won,", "And how."]),
        ("“We won,” Ames said. ”And how.”", ["We won,", "And how."]),
        ('"We won," Ames said. " And how."', ["We won,", "And how."]),
        ('"We won, " Ames said. "And how."', ["We won,", "And how."]),
        ('"We won" (and "how"), Ames said.', ["We won", "how"]),
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


def test_a_paragraph_closes_what_the_one_before_it_opened(make_article: Callable[..., Article]) -> None:
    text = "“We won.\nAnd how,” Ames said. “And again.”\nNobody spoke."
    found = find_quotations(make_article(text))
    assert [(text[q.start : q.end], q.unclosed) for q in found] == [
        ("We won.", True),
        ("And how,", False),
        ("And again.", False),
    ]


def test_furniture_within_a_line_does_not_end_its_paragraph() -> None:
    text = "“We won,” said Ada AmesMayor to sue over spill MORE (Ohio). “And how.”\nADVERTISEMENT\n“And again.”"
    low, high = text.index("Mayor"), text.index(" (Ohio)")
    lines = [(0, low), (high, text.index("\n")), (text.rindex("\n") + 1, len(text))]
    kinds = [(start, end, BlockKind.PARAGRAPH) for start, end in lines]
    kinds += [(low, high, BlockKind.FURNITURE), (text.index("ADV"), lines[2][0] - 1, BlockKind.FURNITURE)]
    blocks = tuple(Block(start=start, end=end, kind=kind) for start, end, kind in sorted(kinds))
    found = find_quotations(Article(text=text, blocks=blocks))
    assert [(text[q.start : q.end], q.paragraph, q.opens) for q in found] == [
        ("We won,", 0, True),
        ("And how.", 0, False),
        ("And again.", 1, True),
    ]


@given(st.text(alphabet='ab “”"″\n', max_size=80))
def test_any_marks_are_read(text: str) -> None:
    article = article_of(text)
    for quotation in find_quotations(article):
        assert article.span(quotation.start, quotation.end).text.strip()
