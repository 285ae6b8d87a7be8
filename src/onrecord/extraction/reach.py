"""Reach: the words of a sentence that tell of an event that one of them names."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.reading.clauses import SUBJECTS, VERBAL

#: Verbs whose day is that of the polls too.
_CONTESTING = frozenset(
    "win lose beat defeat face hold have host meet prevail sweep compete finish schedule set postpone move".split()
)
_PHRASES = frozenset("prep npadvmod dobj advmod nsubj pobj attr nsubjpass agent".split())


def phrase_of(token: Token) -> Tokens:
    """The event's own words: "the Alabama special election next week", "Cruz's Iowa caucus win"."""
    head = _head(token)
    return token.doc[head.left_edge.i : head.right_edge.i + 1]


def reach_of(token: Token, verb: Token, sentence: Tokens) -> Tokens:
    """The words that can tell place and day: the event's own phrase and its verb's other phrases, not other clauses."""
    inside = {t.i for t in phrase_of(token)}
    for child in verb.children if token == verb or _stands_under(token, verb) else ():
        starting = child.dep_ in {"advcl", "acl"} and child.lower_ in {"starting", "beginning", "ending"}
        if starting or child.dep_ in _PHRASES:
            inside |= {t.i for t in child.subtree}
    inside = {i for i in inside if sentence.start <= i < sentence.end}
    return token.doc[min(inside, default=token.i) : max(inside, default=token.i) + 1]


def _stands_under(token: Token, verb: Token) -> bool:
    """Whether an event stands right under its verb: "meet for the last of three debates", "held a rally and a dinner"."""
    token = _head(token)
    while token.dep_ == "conj" or (token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head != verb):
        token = token.head if token.dep_ == "conj" else token.head.head
    return verb == (token.head.head if token.dep_ == "pobj" else token.head)


def reach_of_polls(token: Token, verb: Token, sentence: Tokens) -> Tokens:
    """The words that can tell the day of the polls: their own, and their verb's if it tells of them."""
    if verb.pos_ not in VERBAL:
        return sentence  # "July 31 — Georgia primary"
    return reach_of(token, verb, sentence) if _is_told_by(verb, token) else _with_time(phrase_of(token))


def _is_told_by(verb: Token, token: Token) -> bool:
    """Whether the verb's day is that of the polls: "won the primary on Tuesday", not "on Tuesday endorsed her in it"."""
    token = _head(token)
    aside = token.dep_ == "pobj" and token.head.lower_ in {"before", "after", "until", "since", "of"}
    return not aside and (verb.lemma_ in _CONTESTING or (token.dep_ in SUBJECTS and token.head == verb))


def _with_time(phrase: Tokens) -> Tokens:
    """A phrase with the time right behind it, which the parser may give to the verb: "the primary in September"."""
    after = phrase.doc[phrase.end] if phrase.end < phrase.sent.end else None
    told = after is not None and (after.lower_ in {"on", "in"} or after.ent_type_ == "DATE")
    return phrase.doc[phrase.start : after.right_edge.i + 1] if after is not None and told else phrase


def contested(token: Token, verb: Token) -> Tokens:
    """The words that tell where a contest is: its own, and those behind "won ... in"."""
    own = phrase_of(token)
    if token.head != verb:
        return own
    ends = [c.right_edge.i + 1 for c in verb.children if c.lower_ == "in" and c.i > token.i]
    return token.doc[own.start : max([own.end, *ends])]


def _head(token: Token) -> Token:
    """The noun whose part an event's word is: "win" in "the caucus win", "Day" in "Election Day"."""
    return token.head if token.dep_ in {"compound", "nmod"} else token
