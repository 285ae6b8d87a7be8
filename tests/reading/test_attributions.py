from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import StatementKind
from onrecord.reading import Reading

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Sen. Ada Ames met reporters.\n“We will win this state,” Ames said.", "Ada Ames", ["We will win this state,"]),
        (
            "Gov. Bo Bell spoke in Ohio.\n“The plan is good,” he told reporters, “and it will pass.”",
            "Bo Bell",
            ["The plan is good,", "and it will pass."],
        ),
        ("“I am not ready,” said Cy Cole, the mayor of Springfield.", "Cy Cole", ["I am not ready,"]),
    ],
)
def test_a_quotation_has_its_speaker_by_full_name(
    text: str, speaker: str, words: list[str], make_reading: Make
) -> None:
    found = [one for one in make_reading(text).attributions if one.kind is StatementKind.DIRECT]
    assert [one.speaker for one in found] == [speaker]
    assert [span.text for span in found[0].content] == words


def test_a_quotation_over_two_paragraphs_is_one(make_reading: Make) -> None:
    reading = make_reading(
        "“We have worked for this for years,” Ada Ames said. “It took patience.\n“And now we have to finish the work.”"
    )
    (one,) = [one for one in reading.attributions if one.kind is StatementKind.DIRECT]
    assert [span.text for span in one.content] == [
        "We have worked for this for years,",
        "It took patience.",
        "And now we have to finish the work.",
    ]


def test_telling_without_marks_is_indirect(make_reading: Make) -> None:
    reading = make_reading("Ada Ames, the mayor, said that the city would sue the company over the spill.")
    assert [(one.speaker, one.kind) for one in reading.attributions] == [("Ada Ames", StatementKind.INDIRECT)]


def test_a_text_of_any_length_is_read_to_its_end(make_reading: Make) -> None:
    filler = "The council met on the budget and went home late without any vote on it.\n" * 120
    reading = make_reading(filler + "“This is the very last word of a long night,” said Ada Ames, the mayor.")
    assert [one.speaker for one in reading.attributions if one.kind is StatementKind.DIRECT] == ["Ada Ames"]


@pytest.mark.parametrize("text", ["?", "“”", "…\n\n…", "a" * 3000, "\u200b \u2028 \x00", "“Oh,” " * 200])
def test_odd_text_costs_nothing(text: str, make_reading: Make) -> None:
    reading = make_reading(text)
    for one in reading.attributions:
        for span in one.content:
            reading.article.check(span)
