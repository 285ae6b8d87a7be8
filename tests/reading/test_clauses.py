from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from onrecord.reading import Reading
from onrecord.reading.clauses import is_negated, owner_of, subject_of, verb_over


@pytest.mark.parametrize(
    ("text", "verb", "through", "subject"),
    [
        ("Ada Ames ran and won.", "ran", set(), "Ames"),
        ("Ada Ames was asked to run.", "asked", set(), "Ames"),
        ("Ada Ames ran and won.", "won", {"conj"}, "Ames"),
        ("Ada Ames wants to try to win.", "win", {"xcomp"}, "Ames"),
        # Without the relation that leads on, a verb has no subject but its own.
        ("Ada Ames ran and won.", "won", set(), None),
        ("Ada Ames ran and won.", "won", {"xcomp"}, None),
    ],
)
def test_the_subject_of_a_verb(text: str, verb: str, through: set[str], subject: str | None, nlp: Language) -> None:
    found = subject_of(next(token for token in nlp(text) if token.text == verb), through)
    assert (found.text if found is not None else None) == subject


def test_a_handle_is_a_name(nlp: Language) -> None:
    words = [token.text for token in nlp("I'll be voting for @JoBell, at 5 pm @ home.") if token.pos_ == "PROPN"]
    assert words == ["@JoBell"]


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("Ada Ames held a rally in Ohio.", "Ohio", "held"),
        ("Ada Ames held a rally in Ohio.", "held", "held"),
        ("The mayor of Ohio.", "Ohio", "mayor"),  # the root, where there is no verb
    ],
)
def test_the_verb_over_a_word(text: str, word: str, verb: str, nlp: Language) -> None:
    assert verb_over(next(token for token in nlp(text) if token.text == word)).text == verb


@pytest.mark.parametrize(("text", "owner"), [("Ames's endorsement helped.", "Ames"), ("The endorsement helped.", None)])
def test_whose_something_is(text: str, owner: str | None, nlp: Language) -> None:
    found = owner_of(next(token for token in nlp(text) if token.text == "endorsement"))
    assert (found.text if found is not None else None) == owner


@pytest.mark.parametrize(
    ("text", "negated"), [("Ames did not run.", True), ("Ames never ran.", True), ("Ames ran.", False)]
)
def test_what_is_not_done(text: str, negated: bool, nlp: Language) -> None:
    assert is_negated(next(nlp(text).sents).root) is negated


def test_a_dateline_is_a_sentence_of_its_own(make_reading: Callable[..., Reading]) -> None:
    reading = make_reading("DAYTON, Ohio (AP) — Several mayors have endorsed Ada Ames. She spoke.")
    assert [one.text.strip() for one in reading.doc.sents][1] == "Several mayors have endorsed Ada Ames."
