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


QUOTED = {StatementKind.DIRECT, StatementKind.MIXED}


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # Who "said" the last thing goes on, not whom it was about.
        (
            "Sen. Bob Bell met reporters. Bell said Gov. Carl Cole would win the primary for Cole's party.\n"
            "“It was never close,” he said.",
            "It was never close,",
            "Bob Bell",
        ),
        (
            "A person close to the campaign said that the party would pay.\n“We have the money,” they said.",
            "We have the money,",
            "a person close to the campaign (unnamed)",
        ),
        # "He said" in the middle is not about himself.
        (
            "Bob Bell attacked Mayor Carl Cole on Monday. Cole, he said, “has to go, and soon.”",
            "has to go, and soon.",
            "Bob Bell",
        ),
        (
            "Gov. Carl Cole spoke first. Bob Bell summed up what they felt on Friday: “It is a disaster,” he said.",
            "It is a disaster,",
            "Bob Bell",
        ),
        # What speaks for somebody.
        (
            "Bob Bell will stay at home. According to a statement from his office, Bell will be “focused on Ohio.”",
            "focused on Ohio.",
            "Bob Bell",
        ),
        (
            "“It was still much better left unsaid,” the Washington Post’s editorial board said on Monday.",
            "It was still much better left unsaid,",
            "Washington Post",
        ),
        # Somebody named just before, called by another description.
        (
            "Mayor Ada Ames attacked the plan on Monday.\n“This will cost us a fortune,” the 63-year-old lawyer said.",
            "This will cost us a fortune,",
            "Ada Ames",
        ),
        (
            "A donor met Mayor Ada Ames on Monday.\n“I gave her nothing,” the donor said.",
            "I gave her nothing,",
            "the donor (unnamed)",
        ),
        # A description and the name beside it.
        (
            "Carl Cole endorsed the speaker on Friday.\n"
            "“He has broken our hearts tonight,” said Cole supporter Ida Payne, a teacher from Ohio.",
            "He has broken our hearts tonight,",
            "Ida Payne",
        ),
        (
            "“No one has any influence over Carl Cole,” a party official told reporters.",
            "No one has any influence over Carl Cole,",
            "a party official (unnamed)",
        ),
        (
            "Carl Cole met Gov. Bob Bell on Monday. "
            "Cole, a longtime teacher who said that the law was “the worst I have seen,” left early.",
            "the worst I have seen,",
            "Carl Cole",
        ),
        ("“It is no problem,” said Springfield, Ohio, lawyer Terry Camp.", "It is no problem,", "Terry Camp"),
        # The outlet hands on what he said.
        (
            "Bob Bell met voters on Monday. “I see no way out,” he said, according to the Washington Post.",
            "I see no way out,",
            "Bob Bell",
        ),
        # Who speaks in the paragraph before goes on, not whom the cue belongs to that stands further off.
        (
            "“I cannot vote for someone who will not fight for us,” Ada Ames says.\n"
            "Andy Cole, the vice chairman of the club, says he doesn't think that Ames will have much influence.\n"
            "“We have seen singers endorse people before. Most voters are worried about their jobs.”",
            "We have seen singers endorse people before. Most voters are worried about their jobs.",
            "Andy Cole",
        ),
        # Words that the tagger leaves out of the middle of what is told.
        (
            "Bob Bell said his list, which has ten names, is “definitive” and that he would keep to it.",
            "definitive",
            "Bob Bell",
        ),
    ],
)
def test_who_speaks(text: str, words: str, speaker: str, make_reading: Make) -> None:
    found = [one for one in make_reading(text).attributions if one.kind in QUOTED]
    assert [one.speaker for one in found if words in [span.text for span in one.content]] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Lawmakers are talking about closing the so-called “fair loophole,” which helps the rich.",
        "Ada Ames is also a supporter of “Health for All,” a plan of her party.",
        "That practice, dubbed “chain voting” by Bob Bell, has long been common.",
        "Bob Bell said he did not know that the slogan “Ever onward to victory!” was an old one.",
        "Bob Bell, who wrote “The Long Road to the Statehouse,” said running was a mistake.",
    ],
)
def test_terms_titles_and_slogans_are_nobodys_words(text: str, make_reading: Make) -> None:
    assert not [one for one in make_reading(text).attributions if one.kind in QUOTED]


@pytest.mark.parametrize(
    "text",
    [
        "“We will win this,” said Sen. Bob Bell, D-Ohio, a friend of Rep. Ames. “I am sure of that.”",
        "“We will win this,” Rep. Bob Bell, R-Ohio, told reporters at St. Mark's on Monday. “I am sure of that.”",
    ],
)
def test_a_sentence_behind_the_reporting_clause_goes_on(text: str, make_reading: Make) -> None:
    found = [one for one in make_reading(text).attributions if one.kind is StatementKind.DIRECT]
    assert [(one.speaker, [span.text for span in one.content]) for one in found] == [
        ("Bob Bell", ["We will win this,", "I am sure of that."])
    ]


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
