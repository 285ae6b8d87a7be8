from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from onrecord.extraction.parties import Party, find_party
from onrecord.model import Article, Block, BlockKind
from onrecord.reading import Reading, read
from onrecord.reading.mentions import find_mentions

Make = Callable[..., Reading]


def parties_at(reading: Reading, words: str) -> list[Party]:
    """Whom the mentions that end with `words` mean."""
    mentions = [reading.doc[start:end] for start, end in find_mentions(reading.doc)]
    found = [find_party(reading, one) for one in mentions if one.text.endswith(words)]
    return [party for party in found if party is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Ames endorsed Bo Bell in October.", "October"),
        ("Ada Ames, R-Ky., endorsed Bo Bell.", "R-Ky."),
        ("Ada Ames endorsed Bo Bell in Ohio.", "Ohio"),
    ],
)
def test_days_tags_and_places_are_nobody(text: str, words: str, make_reading: Make) -> None:
    parties = parties_at(make_reading(text), words)
    assert not any(party.may_hold or party.may_be_target for party in parties)


def test_a_name_that_the_cast_does_not_know_is_somebody(make_reading: Make) -> None:
    (party,) = parties_at(make_reading("On Tuesday, Zyx endorsed Bo Bell."), "Zyx")
    assert (party.name, party.may_hold) == ("Zyx", True)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ada Ames of Chicago, who spoke on Monday, endorsed Bo Bell.", "who", "Ada Ames"),
        ("The Sierra Club met. On Monday its members voted to endorse Ada Ames.", "its members", "Sierra Club"),
        ("The Democratic Party's central committee endorsed Ada Ames.", "committee", "Democratic Party"),
        ("“We are neutral,” said Sierra Club president Bo Bell.", "We", "Sierra Club"),
        ("“We are neutral,” said Bo Bell, a member of the Sierra Club.", "We", "Bo Bell"),
        ("“I am neutral,” said Sierra Club president Bo Bell.", "I", "Bo Bell"),
        ("“We are neutral,” said Bo Bell, the director of the Sierra Club.", "We", "Sierra Club"),
        ("“We are neutral,” said Bo Bell, a former president of the Sierra Club.", "We", "Bo Bell"),
        ("“We are neutral,” said Bo Bell, who met the president of the Sierra Club.", "We", "Bo Bell"),
    ],
)
def test_a_body_decides_and_speaks_through_others(text: str, words: str, name: str, make_reading: Make) -> None:
    assert {party.name for party in parties_at(make_reading(text), words)} == {name}


def test_members_who_decide_nothing_are_not_the_body(make_reading: Make) -> None:
    reading = make_reading("The Sierra Club met. On Monday its members saw Ada Ames.")
    assert {party.may_hold for party in parties_at(reading, "its members")} == {False}


def test_a_title_is_whom_it_stands_before(make_reading: Make) -> None:
    reading = make_reading("Ada Ames spoke first. On Tuesday, Mayor Ames endorsed Bo Bell.")
    assert {party.name for party in parties_at(reading, "Mayor")} <= {"Ada Ames"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ada Ames backs Tom Bell. She supports his candidacy.", "candidacy", "Tom Bell"),
        ("Cy Cole opposes Neil Gorsuch's nomination.", "nomination", "Neil Gorsuch"),
    ],
)
def test_a_bid_stands_for_whose_it_is(text: str, words: str, name: str, make_reading: Make) -> None:
    (party,) = parties_at(make_reading(text), words)
    assert (party.name, party.may_hold, party.may_be_target) == (name, False, True)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Mercer family backs Bo Bell.", "family", "Mercer family"),
        ("Last week the New York Times' editorial board endorsed Bo Bell.", "board", "New York Times"),
        (
            "Ada Ames reads the Des Moines Register. The paper's editorial board endorsed Bo Bell.",
            "board",
            "Des Moines Register",
        ),
        ("Last week the Springfield school board endorsed Bo Bell.", "board", "Springfield school board"),
    ],
)
def test_who_may_hold(text: str, words: str, name: str, make_reading: Make) -> None:
    assert (name, True) in {(party.name, party.may_hold) for party in parties_at(make_reading(text), words)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Ames said that a family backs Bo Bell.", "family"),
        ("Texas Democrats back Bo Bell.", "Democrats"),
        ("Ada Ames waits for the nomination.", "nomination"),
    ],
)
def test_who_may_not_hold(text: str, words: str, make_reading: Make) -> None:
    assert not any(party.may_hold or party.may_be_target for party in parties_at(make_reading(text), words))


def test_words_of_a_headline_are_nobody(nlp: Language) -> None:
    text = "Iowa Dems Snub Bell, Back Ames Again\n\nBo Bell and Ada Ames spoke in Iowa on Monday."
    blocks = (Block(start=0, end=36, kind=BlockKind.TITLE), Block(start=38, end=len(text), kind=BlockKind.PARAGRAPH))
    reading = read(Article(text=text, blocks=blocks), nlp)
    assert not any(party.may_hold for party in parties_at(reading, "Snub"))
    assert "Bo Bell" in {party.name for party in parties_at(reading, "Bell")}


def test_we_of_an_editorial_and_i_of_a_column(nlp: Language) -> None:
    text = "We endorse Bo Bell, and I will vote for him."
    blocks = (Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH),)

    def names(title: str, author: str = "") -> set[str]:
        article = Article(text=text, blocks=blocks, outlet="The Springfield Star", title=title, author=author)
        reading = read(article, nlp)
        return {party.name for words in ("We", "I") for party in parties_at(reading, words)}

    assert names("Editorial: Bell for mayor") == {"The Springfield Star"}
    assert names("Why I like Bell", "Ada Ames") == {"Ada Ames"}
    assert names("Bell for mayor", "Ada Ames, Cy Cole") == set()
