"""Roll calls: "the Senate voted 52-48 to confirm her", both sides (codebook section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Stance, Tally
from onrecord.extraction.parties import Party, find_party
from onrecord.reading import Reading
from onrecord.reading.clauses import VERBAL, is_negated
from onrecord.reading.people import MemberKind

_COUNT = re.compile(
    r"(?<!from )(?<![\d$.,–-])(?P<first>\d{1,3})\s?(?:-|–|to)\s?(?P<second>\d{1,3})(?![\d%.–-]*\d|%| percent| points?)"
)
#: Verbs by which a body decides, and whether the larger number is for what they decide on.
_PASSING = frozenset("pass approve confirm advance adopt endorse ratify clear back recommend support authorize".split())
_REJECTING = frozenset("reject defeat block kill oppose table override impeach".split())
_DECIDING = _PASSING | _REJECTING | {"vote", "fail"}
#: What is decided on may be the subject of these.
_CARRIED = frozenset("pass fail clear".split())
_ENDORSING = frozenset("endorse back".split())
_STAYING = frozenset("stay remain sit keep".split())
_BODIES = frozenset(
    "senate house committee council board assembly legislature court parliament commons congress panel commission"
    " chamber subcommittee caucus convention delegation bundestag knesset lords lawmakers senators members".split()
)
#: Words for a decision that stand for the one or the thing decided on.
_DECISIONS = frozenset("nomination confirmation appointment".split())
#: So far above a count its verb may stand.
_REACH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is decided ("" is whom to endorse), and where those stand who are the first number, and the second."""

    target: str
    sides: tuple[Stance, ...]


def find_roll_calls(reading: Reading, sentence: Tokens) -> Iterator[Tally]:
    """The sides of every roll call of a sentence."""
    for match in _COUNT.finditer(sentence.text):
        words = sentence.char_span(*match.span(), alignment_mode="expand")
        if words is None or int(match["first"]) + int(match["second"]) < 5:
            continue
        asked = ((verb, _question(reading, verb)) for verb in _decisions(words.root))
        verb, question = next(((verb, question) for verb, question in asked if question), (None, None))
        if verb is None or question is None:
            continue
        body = _body(verb.sent, verb)
        for count, stance in zip(match.group("first", "second"), question.sides, strict=False):
            if int(count) >= 2:
                yield Tally(
                    count=count,
                    number=int(count),
                    group=_phrase(body) if body is not None else "members",
                    stance=stance,
                    target=question.target,
                    as_of=reading.times.day_of(verb.idx, verb.idx + len(verb)) or reading.article.published,
                    evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                    confidence=0.6,
                )


def _decisions(count: Token) -> Iterator[Token]:
    """The verb that the count belongs to, if a body decides something by it, or those that "the vote was" speaks of."""
    for one in [count, *count.ancestors][:_REACH]:
        if one.pos_ in VERBAL and one.lemma_ in _DECIDING:
            yield one
            return
        if one.lemma_ == "be" and any(child.dep_ == "nsubj" and child.lemma_ == "vote" for child in one.children):
            before = one.doc[one.doc[max(0, one.sent.start - 1)].sent.start : one.i]
            yield from (verb for verb in reversed(list(before)) if verb.pos_ in VERBAL and verb.lemma_ in _DECIDING)
            return


def _question(reading: Reading, verb: Token) -> _Question | None:
    """What a body decides by the verb, or None if the sentence does not tell."""
    deed = _deed(verb)
    if _stays_out(deed):
        return _Question(target="", sides=(Stance.DECLINES,))
    party = _party(reading, _goal(deed))
    if party is None or not party.may_be_target:
        return None
    if deed.lemma_ in _ENDORSING and _is_person(reading, party):
        # Who is outvoted has not opposed the one endorsed.
        return _Question(target=party.name, sides=(Stance.ENDORSES,))
    sides = (Stance.SUPPORTS, Stance.OPPOSES)
    return _Question(target=party.name, sides=sides[::-1] if _is_against(deed) else sides)


def _deed(verb: Token) -> Token:
    """What a body votes to do, or the vote itself ("voted for Bell")."""
    if verb.lemma_ != "vote":
        return verb
    clauses = (c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.pos_ == "VERB" and c.i > verb.i)
    return next((c for c in clauses if _goal(c) is not None or _stays_out(c)), verb)


def _stays_out(deed: Token) -> bool:
    """ "Voted to make no endorsement", "not to endorse", "to stay neutral"."""
    if deed.lemma_ in _STAYING:
        return any(child.lower_ in {"neutral", "out"} for child in deed.children)
    if deed.lemma_ in _ENDORSING:
        return is_negated(deed)
    held = (child for child in deed.children if child.dep_ == "dobj" and child.lemma_ == "endorsement")
    return any(word.lower_ == "no" for endorsement in held for word in endorsement.lefts)


def _goal(deed: Token) -> Token | None:
    """What is decided on."""
    goals: Iterable[Token] = (c for c in deed.children if c.dep_ in {"dobj", "nsubjpass"} and c.lower_ not in _BODIES)
    if deed.lemma_ == "vote":
        goals = (c for prep in _ballots(deed) for c in prep.children if c.dep_ in {"pobj", "pcomp"})
    elif deed.lemma_ in _CARRIED:
        # "The bill passed", "the bill passed the Senate", but "the Senate passed the bill".
        goals = [*goals, *(c for c in deed.children if c.dep_ == "nsubj")]
    goal = next(iter(goals), None)
    return _through(goal) if goal is not None else None


def _ballots(vote: Token) -> Iterator[Token]:
    return (c for c in vote.children if c.dep_ == "prep" and c.lower_ in {"on", "for", "against"})


def _is_against(deed: Token) -> bool:
    """Whether the first number is against what is decided on."""
    if deed.lemma_ == "vote":
        return any(prep.lower_ == "against" for prep in _ballots(deed))
    return deed.lemma_ in _REJECTING


def _through(goal: Token) -> Token:
    """Who is decided on: "Hagel's nomination", "the nomination of Hagel"."""
    if goal.lemma_.lower() in _DECISIONS:
        for child in goal.children:
            if child.dep_ == "poss":
                return child
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((c for c in child.children if c.dep_ == "pobj"), goal)
    return goal


def _party(reading: Reading, goal: Token | None) -> Party | None:
    return find_party(reading, goal.doc[goal.left_edge.i : goal.i + 1]) if goal is not None else None


def _is_person(reading: Reading, party: Party) -> bool:
    return party.member is not None and reading.cast.members[party.member].kind is MemberKind.PERSON


def _body(sentence: Tokens, verb: Token) -> Token | None:
    near = [t for t in sentence if t.lower_ in _BODIES and t.dep_ not in {"compound", "poss"}]
    return min(near, key=lambda t: abs(t.i - verb.i), default=None)


def _phrase(noun: Token) -> str:
    words = noun.doc[noun.left_edge.i : noun.i + 1].text
    return re.sub(r"^(?:the|a)\s+", "", words, flags=re.IGNORECASE)
