from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.extraction.terms import TermKind, find_terms


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ames will not vote for it unless it cuts taxes.", TermKind.UNLESS, "it cuts taxes"),
        ("Ames would vote for Bell if he wins the primary.", TermKind.IF, "he wins the primary"),
        ("Ames would vote for Bell should he win the primary.", TermKind.IF, "he win the primary"),
        ("Ames will endorse him on the condition that he signs.", TermKind.IF, "he signs"),
        ("Ames will back it as long as it cuts taxes.", TermKind.IF, "it cuts taxes"),
        ("Ames will not endorse until the party chooses.", TermKind.UNTIL, "the party chooses"),
        ("Ames would not vote for the bill without changes.", TermKind.WITHOUT, "changes"),
        ("Ames wants Bell to sign the pledge.", TermKind.WISH, "Bell to sign the pledge"),
        ("Ames wants to hear more before deciding.", TermKind.WISH, "to hear more"),
        ("Ames is waiting to see the text.", TermKind.WISH, "to see the text"),
        ("Bell must sign the pledge first.", TermKind.DUTY, "sign the pledge first"),
        ("Bell needs to outline a plan.", TermKind.DUTY, "outline a plan"),
        ("Her vote depends on the final text.", TermKind.DEPENDS, "the final text"),
        ("Ames will not vote for any bill that does not cut taxes.", TermKind.KIND, "cut taxes"),
        ("Her choice of a running mate will factor into his decision.", TermKind.FACTOR, "Her choice of a running mate"),
    ],
)  # fmt: skip
def test_a_term(text: str, kind: TermKind, words: str, nlp: Language) -> None:
    found = [term for sentence in nlp(text).sents for term in find_terms(sentence)]
    assert (kind, words) in [(term.kind, term.words.text.rstrip(" .")) for term in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ames endorsed Bell on Tuesday.",
        "Reporters asked Ames if she would endorse Bell.",
        "Ames will back Bell even if he loses.",
        "Should Ames endorse Bell?",
        "Ames does not want a deal.",
        "Ames wants to win.",
        "Ames voted for the bill that cut taxes.",
    ],
)
def test_no_term(text: str, nlp: Language) -> None:
    assert [term.words.text for sentence in nlp(text).sents for term in find_terms(sentence)] == []
