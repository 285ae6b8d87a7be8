"""Gapping: counts that leave group and stance to the words before them: "ten mayors back Ames, and nine for Bell"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.extraction.counting import number_in

#: "Compared with Bell's nine".
_COMPARING = frozenset("to with against versus than".split())
#: "Bell by nine", "Bell has nine".
_LINKING = frozenset("by has had".split())
_RACING = frozenset("percent % poll survey point votes lead trail beat win defeat".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gapped:
    """So many more of a group: for the one at `goal`, or against the one spoken of (None)."""

    count: str
    number: int
    at: int
    goal: Token | None


def find_gapped(sentence: Tokens) -> Iterator[Gapped]:
    """Every gapped count of a sentence: "nine for Bell", "Bell by nine", "to Bell's nine", "ten against".

    Where a sentence tells of a poll or a race its numbers may be shares and votes, and none is read.
    """
    if any(token.lemma_.lower() in _RACING or token.lower_ in _RACING for token in sentence):
        return
    for token in sentence:
        number = number_in(token.text) if token.like_num else None
        if number is None or not 2 <= number < 1000:
            continue
        for goal in _goals(token):
            yield Gapped(count=token.text, number=number, at=token.i, goal=goal)


def _goals(count: Token) -> Iterator[Token | None]:
    owner = next((child for child in count.lefts if child.dep_ == "poss"), None)
    if owner is not None and count.dep_ == "pobj" and count.head.lower_ in _COMPARING:
        yield owner
    if (before := count.nbor(-1) if count.i > count.sent.start else count).lower_ in _LINKING:
        owner = before.nbor(-1) if before.i > count.sent.start else before
        if owner.pos_ == "PROPN" and count.dep_ != "nummod":
            yield owner
    after = count.nbor() if count.i + 1 < count.sent.end else count
    goal = next((child for child in after.children if child.dep_ == "pobj"), None)
    if after.lower_ == "for" and goal is not None:
        yield goal
    elif after.lower_ == "against" and goal is None:
        yield None
