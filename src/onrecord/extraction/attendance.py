"""Attendance: who takes part in an event."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.reading import Reading
from onrecord.reading.people import MemberKind

_TAKING_PART = frozenset({MemberKind.PERSON, MemberKind.ORGANISATION})


def who_of(reading: Reading, verb: Token, token: Token, kinds: Set[MemberKind] = _TAKING_PART) -> tuple[str, ...]:
    """Persons, and organisations unless others are asked for, that are the subject, or whose event it is, and with whom they are there."""
    words = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    words += [child for child in token.children if child.dep_ == "poss"]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and not words:
        words += [child for child in verb.head.children if child.dep_ == "nsubj"]
    words += [
        goal
        for above in (verb, token)
        for prep in above.children
        if prep.lower_ in {"with", "for", "alongside"}
        for goal in prep.children
        if goal.dep_ == "pobj"
    ]
    if verb.lemma_ == "join":
        words += [child for child in verb.children if child.dep_ == "dobj"]
    return named(reading, words, kinds)


def named(reading: Reading, words: Iterable[Token], kinds: Set[MemberKind] = _TAKING_PART) -> tuple[str, ...]:
    """The members of some kinds among some words and those beside them."""
    names: dict[str, None] = {}
    for word in words:
        for head in (word, *word.conjuncts):
            mention = reading.cast.at(head.idx, head.idx + len(head))
            if mention is not None:
                member = reading.cast.members[mention.member]
                if member.kind in kinds:
                    names[member.name] = None
    return tuple(names)


def anybody(reading: Reading, sentence: Tokens) -> tuple[str, ...]:
    """Whom the sentence of an event without a place names."""
    members = (reading.cast.members[m.member] for m in reading.cast.within(sentence.start_char, sentence.end_char))
    return tuple(dict.fromkeys(member.name for member in members if member.kind is MemberKind.PERSON))
