"""Framing: a cue of stance with its holder and its target, and how a parse tells who they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import Cue
from onrecord.reading.clauses import examples_of
from onrecord.reading.lexicon import is_person

_SUBJECTS = frozenset({"nsubj", "csubj"})
#: What is spent, or aired, for or against somebody does nothing itself.
_SPENDING = frozenset("spend pour put invest run air buy launch wage mount".split())
_SPENT = frozenset("million billion dollar money ad advertisement commercial spot campaign effort".split())
_NONE = frozenset({"no", "none", "neither"})
_PEOPLE = frozenset("incumbents progressives conservatives moderates liberals people".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A cue in its frame: the head words of holder and target (None: the whole race), stance and phase.

    It `stands` if there was talk of taking it back ("has yet to pull her support").
    """

    holder: Token
    target: Token | None
    stance: Stance
    phase: Phase
    stands: bool = False


def pairs(
    holders: list[Token], targets: list[Token], stance: Stance, phase: Phase, *, stands: bool = False
) -> Iterator[Framed]:
    """Every holder with every target, without a target on the whole race; lists are taken apart."""
    targets = [_counted(target) for target in targets]
    goals: list[Token | None] = [goal for target in targets for goal in (target, *target.conjuncts)]
    told = [name for holder in holders for one in (holder, *holder.conjuncts) for name in (one, *named(one))]
    if any(holder.tag_ in {"NNS", "NNPS"} for holder in holders):
        # "23 governors have endorsed Bell, including Ames": the parser hangs the names on what stands before them.
        told += [name for target in targets for name in named(target)]
    else:
        # "Ames backed two Democrats, Bell and Cole", "candidates such as Bell", but "no Democrats, including Bell"
        several = [
            one for one in targets if one.tag_ in {"NNS", "NNPS"} and not _NONE & {c.lower_ for c in one.children}
        ]
        goals += [name for target in several for name in (*_apposed(target), *_examples(target))]
    for holder in told:
        for goal in goals or [None]:
            if holder != goal:
                yield Framed(holder=holder, target=goal, stance=stance, phase=phase, stands=stands)


def is_several(word: Token) -> bool:
    """Whether a noun stands for several people ("candidates", "Republicans"), not for what is theirs ("Democrats'")."""
    if word.tag_ == "NNPS":
        return word.dep_ != "poss"
    return word.tag_ == "NNS" and (word.lower_ in _PEOPLE or is_person(word.lemma_.lower()))


def _counted(target: Token) -> Token:
    """What is counted: "nominees" of "all seven of the nominees"."""
    goals = (goal for of in target.children if of.lower_ == "of" for goal in of.children if goal.dep_ == "pobj")
    counts = target.tag_ in {"CD", "DT", "PDT"} and target.lower_ not in _NONE
    return next(goals, target) if counts else target


def _apposed(head: Token) -> Iterator[Token]:
    """Whom an apposition names: "two Democrats, Bell and Cole"."""
    for name in head.children:
        if name.dep_ == "appos" and name.pos_ == "PROPN":
            yield from (name, *name.conjuncts)


def _examples(head: Token) -> Iterator[Token]:
    """Whom a phrase names as examples, however deep the parser hangs them: "Democrats who won, such as Bell"."""
    for word in head.subtree:
        such = word.lower_ == "including" or (word.lower_ == "as" and word.i and word.nbor(-1).lower_ == "such")
        if word.dep_ == "prep" and such and not any(is_several(one) for one in head.doc[head.i + 1 : word.i]):
            for goal in word.children:
                if goal.dep_ == "pobj" and goal.pos_ == "PROPN":
                    yield from (goal, *goal.conjuncts)


def named(head: Token) -> Iterator[Token]:
    """Those whom a phrase names as examples: "others, including A and B", "leaders such as A"."""
    for name in examples_of(head):
        yield from (name, *name.conjuncts)


def doer(verb: Token) -> Token | None:
    """Who does it: the subject, or through control and conjunction the governing verb's ("refused to endorse").

    Stricter than `subject_of`: whom somebody asks to do it is not told to do it, and a passive's subject counts last.
    """
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return verb.head if child.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else child
        if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VB"}:
            spent = verb.head.tag_ == "CD" or verb.head.lemma_ in _SPENT
            if not spent or verb.head.dep_ != "dobj" or verb.head.head.lemma_ not in _SPENDING:
                return verb.head
            verb = verb.head.head  # "Ames spent millions opposing Bell", "ran ads supporting Bell"
            continue
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if passive is not None:
            return passive
        if (
            verb.dep_ not in {"xcomp", "conj", "pcomp", "prep", "advcl", "ccomp", "acomp", "advmod", "relcl", "aux"}
            or verb.head == verb
        ):
            return None
        goal = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if verb.dep_ == "xcomp" and goal is not None:
            return None
        verb = verb.head
    return None


def goals_of(verb: Token, cue: Cue) -> Iterator[Token]:
    """Whom the act is done to: the object, or what stands behind the cue's prepositions."""
    if cue.frame == "verb":
        yield from (child for child in verb.children if child.dep_ == "dobj")
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            yield from (goal for goal in child.children if goal.dep_ == "pobj")
    # "Ames will campaign for her to win": the preposition marks the clause.
    for clause in verb.children:
        if any(mark.dep_ == "mark" and mark.lower_ in cue.prepositions for mark in clause.children):
            yield from (goal for goal in clause.children if goal.dep_ == "nsubj")
