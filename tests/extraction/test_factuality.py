from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import load_cues
from onrecord.extraction.factuality import (
    is_asked,
    is_contingent,
    is_passed_over,
    is_urged,
    tells_of_another,
    turned,
)


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("text", "verb", "stance"),
    [
        ("Ada Ames endorsed Bo Bell.", "endorsed", Stance.ENDORSES),
        ("Ada Ames has not endorsed Bo Bell.", "endorsed", Stance.WITHHOLDS),
        ("Ada Ames will not endorse Bo Bell.", "endorse", Stance.DECLINES),
        ("Ada Ames said that she would not be endorsing Bo Bell.", "endorsing", Stance.DECLINES),
        ("Ada Ames told reporters at the fair that she would not endorse Bo Bell.", "endorse", Stance.DECLINES),
        ("Ada Ames will not endorse Bo Bell until he apologizes.", "endorse", Stance.WITHHOLDS),
        ("Ada Ames will not endorse Bo Bell before the primary.", "endorse", Stance.WITHHOLDS),
        ("Ada Ames will not endorse Bo Bell before an audience of farmers.", "endorse", Stance.DECLINES),
        ("Ada Ames will not vote for Bo Bell until he apologizes.", "vote", Stance.OPPOSES),
        ("Ada Ames hopes to meet Bo Bell before endorsing him.", "endorsing", Stance.WITHHOLDS),
        ("Ada Ames met Bo Bell before endorsing him.", "endorsing", Stance.ENDORSES),
        ("Ada Ames would endorse Bo Bell.", "endorse", None),
        ("Ada Ames no longer supports Bo Bell.", "supports", Stance.WITHDRAWS),
        ("Ada Ames opposes Bo Bell.", "opposes", Stance.OPPOSES),
        ("Ada Ames does not oppose Bo Bell.", "oppose", None),
        ("Ada Ames no longer opposes Bo Bell.", "opposes", None),
        ("Ada Ames may endorse Bo Bell.", "endorse", None),
        ("Ada Ames never denied that she endorsed Bo Bell.", "endorsed", None),
    ],
)
def test_what_is_left_of_a_stance(text: str, verb: str, stance: Stance | None, nlp: Language) -> None:
    token = word(nlp(text), verb)
    said = turned(token, load_cues().cues[token.lemma_][0])
    assert (said and said[0]) == stance


def test_who_denies_that_she_endorsed_holds_out_now(nlp: Language) -> None:
    token = word(nlp("Ada Ames denied that she had endorsed Bo Bell."), "endorsed")
    assert turned(token, load_cues().cues["endorse"][0]) == (Stance.WITHHOLDS, Phase.CURRENT)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Will she endorse Bo Bell?", True),
        ("“Has Ames endorsed Bo Bell?”", True),
        ("Ada Ames will endorse Bo Bell.", False),
        ("Ada Ames endorsed Bo Bell?", False),
    ],
)
def test_a_question_tells_nothing(text: str, asked: bool, nlp: Language) -> None:
    assert is_asked(next(nlp(text).sents)) is asked


@pytest.mark.parametrize(
    ("text", "urged"),
    [
        ("Ada Ames runs ads urging Cy Cole and Bo Bell to reject Di Dunn.", True),
        ("Ada Ames asked Bo Bell to endorse Di Dunn.", True),
        ("Ada Ames wants Bo Bell to support Di Dunn.", True),
        ("Bo Bell was urged to reject Di Dunn.", True),
        ("Bo Bell was persuaded to endorse Di Dunn.", False),
        ("Ada Ames told Bo Bell that she endorsed Di Dunn.", False),
        ("Ada Ames urged Bo Bell to drop out.", False),
        ("Ada Ames wants Bo Bell to win.", False),
        ("Ada Ames urged voters to reject Bo Bell.", False),
    ],
)
def test_who_is_urged_to_take_a_stance_is_no_target(text: str, urged: bool, nlp: Language) -> None:
    assert is_urged(word(nlp(text), "Bell")) is urged


@pytest.mark.parametrize(
    ("text", "contingent"),
    [
        ("Ada Ames is prepared to push and, if necessary, oppose Bo Bell.", True),
        ("Ada Ames will, if needed, vote against Bo Bell.", True),
        ("Ada Ames will oppose Bo Bell.", False),
    ],
)
def test_what_is_held_ready_is_no_deed(text: str, contingent: bool, nlp: Language) -> None:
    assert is_contingent(word(nlp(text), "Bell")) is contingent


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Ada Ames agreed that most of them would vote for Bo Bell.", True),
        ("Ada Ames said that her rivals will vote for Bo Bell.", True),
        ("Ada Ames said that she would vote for Bo Bell.", False),
        ("Ada Ames said that voters should back Bo Bell.", False),
        ("Ada Ames endorsed Bo Bell.", False),
    ],
)
def test_telling_of_another_is_no_stance_of_ones_own(text: str, another: bool, nlp: Language) -> None:
    doc = nlp(text)
    assert tells_of_another(word(doc, "Ames"), word(doc, "Bell")) is another


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("Ada Ames backed Bo Bell over Cy Cole.", True),
        ("Ada Ames backed Bo Bell over Di Dunn and Cy Cole.", True),
        ("Ada Ames endorsed Bo Bell against Cy Cole.", True),
        ("Ada Ames backed Bo Bell over the objections of Cy Cole.", False),
        ("Ada Ames backed Bo Bell with Cy Cole.", False),
        ("Ada Ames climbed over Cy Cole.", False),
    ],
)
def test_who_is_passed_over(text: str, passed: bool, nlp: Language) -> None:
    assert is_passed_over(word(nlp(text), "Cole")) is passed


def test_who_is_urged_to_do_one_thing_may_do_another(nlp: Language) -> None:
    doc = nlp("Ada Ames, who endorsed Bo Bell, was urged to reject Di Dunn.")
    assert is_urged(word(doc, "Ames"), word(doc, "Dunn"))
    assert not is_urged(word(doc, "Ames"), word(doc, "Bell"))
