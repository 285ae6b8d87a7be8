from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.reading.clauses import subject_of


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
