"""Conditions: what a holder asks for before, or in return for, support (codebook section 3).

Grammar finds the terms that a sentence may put; a logistic regression over what grammar says of them, learnt from
labelled sentences (`training/reader/terms.py`), tells which of them the holder puts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Condition, Stance
from onrecord.extraction.parties import Party, Stand, party_at
from onrecord.extraction.terms import Term, TermKind, find_terms
from onrecord.reading import Reading
from onrecord.reading.clauses import VERBAL, is_negated, subject_of
from onrecord.reading.people import MemberKind
from onrecord.reading.regression import Regression, chance, read_weights

#: Words that lead to a term and tell something of it.
_LEADS = frozenset("if unless until before after once without should were for on to that only".split())
#: Verbs of taking a stance: a term near one hangs on it.
_DECIDING = frozenset(
    "endorse support back vote oppose campaign decide choose pick commit judge sign consider announce withdraw side help"
    " confirm impeach resign step drop leave quit reject approve pass elect".split()
)
#: How a verb goes on from another whose subject it shares.
_GOING_ON = frozenset({"conj", "xcomp"})
_MODAL = frozenset("would will could can wo ca 'll".split())
#: The kinds of term that tell of a holdout outside of the sentences that bear it.
_ASKING = frozenset({TermKind.WISH, TermKind.DUTY, TermKind.DEPENDS, TermKind.FACTOR})
#: How many verbs above a term count as near.
_NEAR = 3


@functools.cache
def load_weights() -> tuple[Regression, float]:
    """What makes a holder put a term, and the probability that an entry needs."""
    kept = read_weights("terms.json")
    return Regression.of(kept), kept["threshold"]


def find_conditions(reading: Reading, stand: Stand, sentences: Iterable[Tokens]) -> tuple[Condition, ...]:
    """What the holder asks for, in the sentences that bear the stand, and for a holdout wherever it is told.

    The reason of a stance taken is none.
    """
    target = stand.target
    asked = [term.words for sentence in sentences for term in _put(reading, sentence, stand)]
    if stand.stance is Stance.WITHHOLDS and target is not None and target.member is not None:
        asked += _told_elsewhere(reading, stand, target)
    found: dict[tuple[int, int], Condition] = {}
    for words in map(trimmed, asked):
        if not any(low < words.end_char and words.start_char < high for low, high in found):
            of = _asked_of(reading, words) or (target.name if target else "")
            for span in reading.article.evidence(words.start_char, words.end_char)[:1]:
                found[span.start, span.end] = Condition(span=span, of=of)
    return tuple(found[place] for place in sorted(found))


def _put(reading: Reading, sentence: Tokens, stand: Stand) -> Iterator[Term]:
    """The terms of a sentence that the holder puts, surely enough."""
    regression, threshold = load_weights()
    for term in find_terms(sentence):
        if chance(regression.odds(features(reading, term, stand))) >= threshold:
            yield term


def features(reading: Reading, term: Term, stand: Stand) -> frozenset[str]:
    """What grammar says of a term and of the stand that may hang on it."""
    governor, words, kind = term.governor, term.words, term.kind
    lead = words.doc[words.start - 1].lower_ if words.start else ""
    above = [governor, *governor.ancestors][:_NEAR]
    around = words.doc[max(words.start - 3, 0) : min(words.end + 2, len(words.doc))]
    members = {mention.member for mention in reading.cast.within(words.start_char, words.end_char)}
    told = {
        kind.value: True,
        f"{kind} {stand.stance}": True,
        f"{kind} {stand.phase}": True,
        f"{kind} of {_whose(reading, governor, stand)}": True,
        f"led by {lead}": lead in _LEADS,
        f"by {governor.lemma_.lower()}": kind in {TermKind.WISH, TermKind.DUTY},
        "the holder's": _is_holders(reading, governor, stand),
        "on a decision": governor.lemma_.lower() in _DECIDING,
        "near a decision": any(one.lemma_.lower() in _DECIDING for one in above),
        "negated": any(map(is_negated, above[:2])),
        "modal": any(child.lower_ in _MODAL for child in governor.children if child.dep_ == "aux"),
        "a decision": words.root.lemma_.lower() in _DECIDING,
        "a day": words.root.ent_type_ in {"DATE", "TIME"},
        "a clause": words.root.pos_ in VERBAL,
        "a doing": words.root.tag_ == "VBG",
        "the past": words.root.tag_ == "VBD" and kind is not TermKind.IF,
        "of the target": stand.target is not None and stand.target.member in members,
        "of the holder": stand.holder.member in members,
        "more or first": any(token.lower_ in {"more", "first", "before"} for token in around),
        f"length {min(4, len(words) // 4)}": True,
    }
    return frozenset(name for name, holds in told.items() if holds)


def _is_holders(reading: Reading, verb: Token, stand: Stand) -> bool:
    """Whether the first somebody above a verb, other than the target, is the holder; nobody told is he as well."""
    for one in [verb, *verb.ancestors]:
        subject = subject_of(one)
        if subject is None or subject.pos_ == "PRON":
            continue
        parties = [party_at(reading, word) for word in (subject, *subject.conjuncts)]
        named = {party.name for party in parties if party is not None and party.may_hold}
        if stand.holder.name in named:
            return True
        if named - {stand.target.name if stand.target else ""}:
            return _is_spoken_for(reading, stand.holder)
    return True


def _is_spoken_for(reading: Reading, holder: Party) -> bool:
    """Whether somebody else's words may be the holder's: an organisation's, whose people speak for it."""
    return holder.member is not None and reading.cast.members[holder.member].kind is MemberKind.ORGANISATION


def _whose(reading: Reading, verb: Token, stand: Stand) -> str:
    """Whose act the verb is that governs a term."""
    subject = subject_of(verb, _GOING_ON)
    party = party_at(reading, subject)
    if subject is None:
        return "nobody"
    if subject.pos_ == "PRON" or (party is not None and party.name == stand.holder.name):
        return "the holder"
    if party is not None and stand.target is not None and party.name == stand.target.name:
        return "the target"
    return "somebody" if party is not None and party.may_hold else "something"


def _told_elsewhere(reading: Reading, stand: Stand, target: Party) -> Iterator[Tokens]:
    """What a holdout asks of the target where the article names the holder, or in the holder's own words."""
    spoken = [span for one in reading.attributions if one.member == stand.holder.member for span in one.content]
    for sentence in reading.doc.sents:
        low, high = sentence.start_char, sentence.end_char
        members = {mention.member for mention in reading.cast.within(low, high)}
        if stand.holder.member not in members and not any(span.start < high and low < span.end for span in spoken):
            continue
        for term in _put(reading, sentence, stand):
            party = party_at(reading, subject_of(term.governor, _GOING_ON))
            within = reading.cast.within(term.words.start_char, term.words.end_char)
            of_target = (party is not None and party.name == target.name) or any(
                m.member == target.member for m in within
            )
            if term.kind in _ASKING and of_target:
                yield term.words


def trimmed(words: Tokens) -> Tokens:
    """Words without punctuation around them, and without "to" or "that" before them."""
    start, end = words.start, words.end
    while start < end - 1 and (
        words.doc[start].is_punct or words.doc[start].is_space or words.doc[start].lower_ in {"to", "that"}
    ):
        start += 1
    while end > start + 1 and (words.doc[end - 1].is_punct or words.doc[end - 1].is_space):
        end -= 1
    return words.doc[start:end]


def _asked_of(reading: Reading, words: Tokens) -> str:
    """The subject of what is asked, if it is somebody."""
    party = party_at(reading, subject_of(words.root))
    return party.name if party and party.may_hold else ""
