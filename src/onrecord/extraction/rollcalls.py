"""Roll calls: "the Senate voted 52-48 to confirm her", both sides (codebook section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Stance, Tally
from onrecord.extraction.parties import find_party
from onrecord.reading import Reading
from onrecord.reading.clauses import VERBAL

_COUNT = re.compile(
    r"(?<!from )(?<![\d$.,–-])(?P<first>\d{1,3})\s?(?:-|–|to)\s?(?P<second>\d{1,3})(?![\d%.–-]*\d|%| percent| points?)"
)
#: Verbs by which a body decides, and whether the larger number is for what they decide on.
_PASSING = frozenset("pass approve confirm advance adopt endorse ratify clear back recommend support authorize".split())
_REJECTING = frozenset("reject defeat block kill oppose table override impeach".split())
_BODIES = frozenset(
    "senate house committee council board assembly legislature court parliament commons congress panel commission"
    " chamber subcommittee caucus convention delegation bundestag knesset lords lawmakers senators members".split()
)
#: Words for a decision that stand for the one or the thing decided on.
_DECISIONS = frozenset("nomination confirmation appointment".split())


def find_roll_calls(reading: Reading, sentence: Tokens) -> Iterator[Tally]:
    """Both sides of every roll call of a sentence."""
    for match in _COUNT.finditer(sentence.text):
        words = sentence.char_span(*match.span(), alignment_mode="expand")
        first, second = int(match["first"]), int(match["second"])
        if words is None or first + second < 5:
            continue
        verb = _decision(words.root)
        if verb is None:
            continue
        goal, against = _goal(verb)
        target = _target(reading, goal) if goal is not None else ""
        if not target:
            continue
        body = _body(sentence, verb)
        group = _phrase(body) if body is not None else "members"
        sides = [(match["first"], Stance.SUPPORTS), (match["second"], Stance.OPPOSES)]
        if against:
            sides = [(match["first"], Stance.OPPOSES), (match["second"], Stance.SUPPORTS)]
        for count, stance in sides:
            if int(count) >= 2:
                yield Tally(
                    count=count,
                    number=int(count),
                    group=group,
                    stance=stance,
                    target=target,
                    as_of=reading.times.day_of(verb.idx, verb.idx + len(verb)) or reading.article.published,
                    evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                    confidence=0.6,
                )


def _decision(count: Token) -> Token | None:
    """The verb that the count belongs to, if a body decides something by it."""
    one = count
    for _ in range(6):
        if one.pos_ in VERBAL and one.lemma_ in _PASSING | _REJECTING | {"vote", "fail"}:
            return one
        if one.head == one:
            return None
        one = one.head
    return None


def _goal(verb: Token) -> tuple[Token | None, bool]:
    """What is decided on, and whether the first number is against it."""
    against = verb.lemma_ in _REJECTING
    if verb.lemma_ == "vote":
        for child in verb.children:
            if child.dep_ in {"xcomp", "advcl"} and child.pos_ == "VERB" and child.i > verb.i:
                goal, negative = _goal(child)
                if goal is not None:
                    return goal, negative
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ in {"on", "for", "against"}:
                goal = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
                if goal is not None:
                    return _through(goal), prep.lower_ == "against"
        return None, False
    goal = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if goal is None:
        goal = (
            next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if verb.lemma_ in {"pass", "fail", "clear"}
            else None
        )
    return (_through(goal) if goal is not None else None), against


def _through(goal: Token) -> Token:
    """Who is decided on: "Hagel's nomination", "the nomination of Hagel"."""
    if goal.lemma_.lower() in _DECISIONS:
        for child in goal.children:
            if child.dep_ == "poss":
                return child
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((c for c in child.children if c.dep_ == "pobj"), goal)
    return goal


def _target(reading: Reading, token: Token) -> str:
    party = find_party(reading, token.doc[token.left_edge.i : token.i + 1])
    return party.name if party is not None and party.may_be_target else ""


def _body(sentence: Tokens, verb: Token) -> Token | None:
    near = [t for t in sentence if t.lower_ in _BODIES and t.dep_ not in {"compound", "poss"}]
    return min(near, key=lambda t: abs(t.i - verb.i), default=None)


def _phrase(noun: Token) -> str:
    words = noun.doc[noun.left_edge.i : noun.i + 1].text
    return re.sub(r"^(?:the|a)\s+", "", words, flags=re.IGNORECASE)
