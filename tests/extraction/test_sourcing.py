from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Span as Tokens

from onrecord.entries import Basis, Phase, Stance
from onrecord.extraction.parties import Stand, find_party
from onrecord.extraction.sourcing import Sourcing, find_sourcing
from onrecord.extraction.voices import features, voices_over
from onrecord.reading import Reading

Make = Callable[..., Reading]


def stand_of(reading: Reading, holder: str, target: str, stance: Stance) -> tuple[Stand, Tokens, Tokens]:
    """The stand of whom the last mention of `holder` and the last of `target` mean, and the words of both mentions."""

    def last(words: str) -> Tokens:
        start = reading.article.text.rindex(words)
        found = reading.doc.char_span(start, start + len(words), alignment_mode="expand")
        assert found is not None
        return found

    at, on = last(holder), last(target or holder)
    who, whom = find_party(reading, at), find_party(reading, on)
    assert who is not None
    return Stand(holder=who, target=whom if target else None, stance=stance, phase=Phase.CURRENT), at, on


def sourcing_of(reading: Reading, holder: str, target: str, stance: Stance) -> Sourcing:
    return find_sourcing(reading, *stand_of(reading, holder, target, stance))


@pytest.mark.parametrize(
    ("text", "holder", "target", "stance", "basis"),
    [
        # Verbs of saying make own words, plain acts are the article's report.
        ("Ada Ames said on Monday that she will not vote for Bo Bell.", "she", "Bo Bell", Stance.OPPOSES, Basis.OWN_WORDS),
        ("Ada Ames announced that she would support Bo Bell.", "she", "Bo Bell", Stance.ENDORSES, Basis.OWN_WORDS),
        ("“I will vote for Bo Bell,” Ada Ames said on Monday.", "I", "Bo Bell", Stance.SUPPORTS, Basis.OWN_WORDS),
        ("Sen. Ada Ames told reporters she is still undecided.", "she", "", Stance.WITHHOLDS, Basis.OWN_WORDS),
        ("Ada Ames endorsed Bo Bell on Monday.", "Ada Ames", "Bo Bell", Stance.ENDORSES, Basis.REPORTED),
        ("Bo Bell was endorsed by Ada Ames on Monday.", "Ada Ames", "Bo Bell", Stance.ENDORSES, Basis.REPORTED),
        ("Ada Ames voted against Bo Bell.", "Ada Ames", "Bo Bell", Stance.OPPOSES, Basis.REPORTED),
        # What somebody says tells nothing of what describes the speaker.
        ("“It was a good night,” said Ada Ames, who supports Bo Bell.", "Ada Ames", "Bo Bell", Stance.SUPPORTS, Basis.REPORTED),
        # Not saying is no saying.
        ("Ada Ames declined to say whether she would endorse Bo Bell.", "she", "Bo Bell", Stance.WITHHOLDS, Basis.REPORTED),
        # Another's words.
        ("Cy Cole said that Ada Ames has endorsed Bo Bell.", "Ada Ames", "Bo Bell", Stance.ENDORSES, Basis.NAMED_SOURCE),
        ("“Ada Ames endorsed Bo Bell years ago,” Cy Cole said.", "Ada Ames", "Bo Bell", Stance.ENDORSES, Basis.NAMED_SOURCE),
        ("Ada Ames will endorse Bo Bell, according to a source close to the campaign.", "Ada Ames", "Bo Bell", Stance.ENDORSES, Basis.UNNAMED_SOURCE),
    ],
)  # fmt: skip
def test_basis(text: str, holder: str, target: str, stance: Stance, basis: Basis, make_reading: Make) -> None:
    assert sourcing_of(make_reading(text), holder, target, stance).basis is basis


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Cy Cole said that Ada Ames has endorsed Bo Bell.", ("Cy Cole",)),
        ("Cy Cole told NBC News on Monday that Ada Ames would endorse Bo Bell.", ("NBC News", "Cy Cole")),
        ("Ada Ames endorsed Bo Bell on Monday.", ()),
    ],
)
def test_the_chain_leads_to_the_one_who_knows(text: str, via: tuple[str, ...], make_reading: Make) -> None:
    assert sourcing_of(make_reading(text), "Ada Ames", "Bo Bell", Stance.ENDORSES).via == via


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada Ames said she backs Bo Bell.", "holder says by ccomp"),
        ("Ada Ames endorsed Bo Bell, saying Bo Bell will win.", "holder says by ccomp"),
        ("Ada Ames would not say whether she backs Bo Bell.", "holder does not say by ccomp"),
        ("Bo Bell touted the endorsement of Ada Ames, and she likes Bo Bell.", "holder at 0"),
        ("“It rained,” said Ada Ames, who backs Bo Bell.", "in a description of the holder"),
        ("Ada Ames said it rained, though she backs Bo Bell.", "through advcl"),
    ],
)
def test_what_tells_of_a_basis(text: str, told: str, make_reading: Make) -> None:
    reading = make_reading(text)
    holder = "she" if "she" in text else "Ada Ames"
    stand, at, on = stand_of(reading, holder, "Bo Bell", Stance.SUPPORTS)
    assert told in features(reading, stand, at, on, voices_over(reading, on))
