"""Voting: frames of how somebody votes, on whose side somebody is or is said to be, and what others are asked to do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.entries import Phase
from onrecord.extraction.cues import Cue
from onrecord.extraction.factuality import is_deed
from onrecord.extraction.framing import Framed, doer, goals_of, pairs
from onrecord.reading.clauses import is_negated
from onrecord.reading.lexicon import is_person
from onrecord.reading.mentions import side_named

#: Who asks for a vote stands where the vote does.
_ADVISING = frozenset("urge recommend advise advocate encourage call lobby press implore".split())
#: By whom, or by how much, somebody is ahead is no side that he takes ("is behind Bell in the polls").
_STANDINGS = frozenset("poll survey point percent percentage delegate vote".split())
_DAYS = frozenset({"DATE", "TIME"})
#: What stands between "pro-Bell" and the name of a body, and what names none (rule 9).
_GROUPS = frozenset(
    "group pac pacs superpac organization organisation coalition committee network union outlet fund".split()
)
_NO_HOLDERS = frozenset("GPE LOC FAC EVENT WORK_OF_ART NORP DATE".split())
_ONCE = frozenset("once former formerly previously then previous".split())


def ballot(word: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames will vote no on Measure 4", "Ames is a firm no", "Ames urged a no vote".

    Without a measure it is on the one that the article is about.
    """
    verb = _cast(word)
    if verb is None:
        return
    subject = doer(verb)
    # "Ames urged Cole to vote no" tells where Ames stands.
    if subject is None and verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in _ADVISING:
        verb = verb.head
        subject = doer(verb)
    if subject is None or _is_asked(verb) or not is_deed(verb, but=word):
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
    is_asked_for = vote.dep_ == "dobj" and verb.lemma_ in _ADVISING and any(c.lower_ == "a" for c in vote.children)
    if vote is not word and is_asked_for:
        return verb
    is_vote = verb.lemma_ == "be" and vote.dep_ in {"attr", "acomp"} and any(c.lower_ == "a" for c in vote.children)
    subject = doer(verb) if is_vote else None
    # Not "the answer is a no".
    return verb if subject is not None and subject.tag_ in {"NNP", "PRP"} else None


def urged(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames urged voters to reject Measure 4", "Ames recommended rejecting Measure 4"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    goals = [child for child in verb.children if child.dep_ == "dobj"]
    if verb.dep_ not in {"xcomp", "ccomp", "pcomp", "advcl"} or above.lemma_ not in _ADVISING or not goals:
        return
    subject = doer(above)
    if subject is not None and not _is_asked(above) and is_deed(above, but=verb) and not is_negated(verb):
        yield from pairs([subject], goals, cue.stance, Phase.CURRENT)


def _is_asked(verb: Token) -> bool:
    """Whether the subject is the one who is asked ("Ames was urged to vote no")."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def beside(preposition: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames is behind Bell", "the teachers are for it", "Cole stands with Bell"."""
    verb = preposition.head
    if preposition.dep_ != "prep" or verb.lemma_ not in {"be", "stand"} or verb.tag_ not in {"VBZ", "VBP"}:
        return
    if any(word.lemma_ in _STANDINGS for word in verb.sent):
        return
    alone = all(child.dep_ not in {"prep", "npadvmod"} or child == preposition for child in verb.children)
    subject, goals = doer(verb), [goal for goal in preposition.children if goal.dep_ == "pobj"]
    if subject is not None and goals and alone and is_deed(verb, but=preposition):
        yield from pairs([subject], goals, cue.stance, Phase.CURRENT)


def leaning(syllable: Token, cue: Cue) -> Iterator[Framed]:
    """ "The pro-Bell PAC Ohio Rising", "anti-Bell Sen. Ada Ames": where the one named behind it stands."""
    target = side_named(syllable)
    if target is None:
        return
    named = target
    while named.dep_ in {"amod", "compound", "nmod"} and named.head.i > named.i:
        named = named.head
    if named.lower_ in _GROUPS or is_person(named.lower_):  # "the pro-Bell group Ohio Rising"
        named = next((child for child in named.children if child.dep_ == "appos"), named)
    if named.pos_ == "PROPN" and named != target and named.lower_ not in _GROUPS and named.ent_type_ not in _NO_HOLDERS:
        once = any(word.lower_ in _ONCE for word in syllable.doc[max(syllable.sent.start, syllable.i - 2) : syllable.i])
        yield Framed(holder=named, target=target, stance=cue.stance, phase=Phase.PAST if once else Phase.CURRENT)
