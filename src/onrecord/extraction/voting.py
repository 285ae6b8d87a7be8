"""Voting: frames of how somebody votes, on whose side somebody is, and what others are asked to do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.entries import Phase
from onrecord.extraction.cues import Cue
from onrecord.extraction.factuality import is_deed
from onrecord.extraction.framing import Framed, doer, goals_of, pairs
from onrecord.reading.clauses import is_negated

_BEING = frozenset("be remain stay sit keep stand".split())
#: Who asks for a vote stands where the vote does.
_URGING = frozenset("urge recommend advise advocate encourage favor call lobby press implore".split())
_DAYS = frozenset({"DATE", "TIME"})


def ballot(word: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames will vote no on Measure 4", "Ames is a firm no", "Ames urged a no vote".

    Without a measure it is on the one that the article is about.
    """
    verb = _cast(word)
    if verb is None:
        return
    subject = doer(verb)
    # "Ames urged Cole to vote no" tells where Ames stands.
    if subject is None and verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in _URGING:
        verb = verb.head
        subject = doer(verb)
    if subject is None or not is_deed(verb, but=word):
        return
    goals = [goal for above in (word, word.head, verb) for goal in goals_of(above, cue) if goal.i > word.i]
    measures = [goal for goal in goals if goal.ent_type_ not in _DAYS]  # not "will vote no on Monday"
    yield from pairs([subject], measures[:1], cue.stance, Phase.CURRENT)


def _cast(word: Token) -> Token | None:
    """The verb by which somebody votes as the word says, is such a vote, or asks for one; None for another "no"."""
    before = word.nbor(-1) if word.i > word.sent.start else word
    after = word.nbor() if word.i + 1 < word.sent.end else None
    if before.lemma_ == "vote" and before.pos_ == "VERB" and (after is None or after.pos_ not in {"NOUN", "ADJ"}):
        return before
    vote, verb = (word.head, word.head.head) if word.head.lower_ == "vote" else (word, word.head)
    if vote is not word and verb.lemma_ in _URGING and vote.dep_ == "dobj" and verb.pos_ == "VERB":
        return verb
    is_vote = verb.lemma_ == "be" and vote.dep_ in {"attr", "acomp"} and any(c.lower_ == "a" for c in vote.children)
    subject = doer(verb) if is_vote else None
    # Not "the answer is a no".
    return verb if subject is not None and subject.tag_ in {"NNP", "PRP"} else None


def urged(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames urged voters to reject Measure 4", "Ames recommended rejecting Measure 4"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ in {"xcomp", "ccomp", "pcomp", "advcl"} and above.lemma_ in _URGING:
        subject, goals = doer(above), [child for child in verb.children if child.dep_ == "dobj"]
        if subject is not None and is_deed(above, but=verb) and not is_negated(verb):
            yield from pairs([subject], goals, cue.stance, Phase.CURRENT)


def beside(preposition: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames is behind Bell", "the teachers are for it"."""
    verb = preposition.head
    subject = doer(verb) if verb.lemma_ in _BEING and preposition.dep_ == "prep" else None
    goals = [goal for goal in preposition.children if goal.dep_ == "pobj"]
    if subject is not None and is_deed(verb, but=preposition):
        yield from pairs([subject], goals, cue.stance, Phase.CURRENT)
