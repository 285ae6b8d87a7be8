"""Positions by grammar: a cue of stance, and who stands where in its frame. Partner of the trained judge.

The parse tells the frame; what governs the cue ("refused to", "has yet to", "will not") turns its stance or voids it
(`factuality`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import Cue, load_cues
from onrecord.extraction.factuality import is_deed, turned
from onrecord.extraction.parties import HOLDOUTS
from onrecord.reading.clauses import VERBAL, is_negated, owner_of, subject_of

_SUBJECTS = frozenset({"nsubj", "csubj"})
_BEING = frozenset("be remain stay sit keep stand".split())
_WINNING = frozenset("win become succeed prevail".split())
_BEATING = frozenset("defeat beat oust unseat topple".split())
_OURSELVES = frozenset("i we he she they it you".split())
_LOYALTY = frozenset("support allegiance endorsement loyalty backing vote".split())
_NAMING = frozenset({"including", "like", "as"})
#: What leads to the one who gives an act, not to its target.
_GIVERS = frozenset({"from", "by"})
#: Whose act is only sought has not been done.
_SEEKING = frozenset("seek want ask court need".split())
_DAYS = frozenset({"DATE", "TIME"})
#: What holds those who endorse.
_SEVERAL = frozenset("list slate round batch wave raft string series roster".split())
#: Who asks for a vote stands where the vote does.
_URGING = frozenset("urge recommend advise advocate encourage favor call lobby press implore".split())
#: Verbs by which support becomes an endorsement.
_DECLARING = frozenset("throw announce declare put give".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A cue in its frame: the head words of holder and target (None: the whole race), stance and phase."""

    holder: Token
    target: Token | None
    stance: Stance
    phase: Phase


def find_framed(sentence: Tokens) -> Iterator[Framed]:
    """Every cue of a sentence with its holder and its target."""
    table = load_cues().cues
    for token in sentence:
        for cue in table.get(token.lemma_.lower(), ()):
            if cue.frame.startswith("verb") and token.pos_ == "VERB":
                yield from _verb(token, cue)
            elif cue.frame == "noun" and token.pos_ in {"NOUN", "PROPN"}:
                yield from _noun(token, cue)
            elif cue.frame == "person" and token.pos_ in {"NOUN", "PROPN"} and cue.prepositions:
                yield from _person(token, cue)
            elif cue.frame == "apart":
                yield from _apart(token, cue)
            elif cue.frame == "switch" and token.pos_ == "VERB":
                yield from _switch(token, cue)
            elif cue.frame == "wish" and token.pos_ == "VERB":
                yield from _wish(token, cue)
            elif cue.frame == "beside" and token.pos_ == "ADP":
                yield from _beside(token, cue)
            elif cue.frame == "urged" and token.pos_ == "VERB":
                yield from _urged(token, cue)
            elif cue.frame == "ballot":
                yield from _ballot(token, cue)


def _verb(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames endorsed Bell", "Bell was endorsed by Ames", "Bell, backed by Ames", "Ames voted for Bell"."""
    agents = [
        goal for child in verb.children if child.dep_ == "agent" for goal in child.children if goal.dep_ == "pobj"
    ]
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if agents and cue.frame == "verb":
        goal = passive if passive is not None else verb.head if verb.dep_ in {"acl", "relcl"} else None
        said = turned(verb, cue)
        if goal is not None and said:
            yield from _pairs(agents, [goal], *said)
        return
    said, subject, goals = turned(verb, cue), _doer(verb), list(_goals(verb, cue))
    if subject is not None and goals and said:
        # "whom Ames endorsed": the relative pronoun stands for the noun before it.
        goals = [verb.head if g.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else g for g in goals]
        yield from _pairs([subject], goals, *said)


def _goals(verb: Token, cue: Cue) -> Iterator[Token]:
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


def _noun(noun: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames's endorsement of Bell", "Ames threw her support behind Bell", "Bell won the backing of Ames"."""
    cues, verb = load_cues(), noun.head
    lemma = verb.lemma_.lower()
    done = lemma if noun.dep_ == "dobj" else ""
    owner = owner_of(noun)
    goals = [
        (prep.lower_, goal)
        for above in (noun, verb)
        for prep in above.children
        if prep.dep_ in {"prep", "dative"} and prep.i > noun.i and prep.lower_ in cue.prepositions | _GIVERS
        for goal in prep.children
        if goal.dep_ == "pobj"
    ]
    targets = [goal for prep, goal in goals if prep not in _GIVERS]
    if done in cues.winning:
        holders = [owner] if owner is not None else [goal for prep, goal in goals if prep in {"of", "from"}]
        yield from _won(verb, cue, holders)
    elif (held := _held_back(noun)) is not None:
        holder, stance = held
        yield from _pairs([holder], targets, stance, Phase.CURRENT)
    elif done in cues.taking and (subject := _doer(verb)) is not None:
        yield from _taken(verb, cue, subject, targets)
    elif done in cues.giving and (subject := _doer(verb)) is not None:
        yield from _given(verb, cue, subject, targets, [goal for prep, goal in goals if prep == "from"])
    elif (listing := _listing(noun)) is not None:
        yield from _pairs([noun], [_candidate(listing)], cue.stance, Phase.CURRENT)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "in" and targets and verb.head.pos_ == "VERB":
        # "Ames came out in support of Bell"
        subject, said = _doer(verb.head), turned(verb.head, cue)
        if subject is not None and said:
            yield from _pairs([subject], targets, *said)
    elif owner is not None and targets and lemma not in _SEEKING:
        by = [goal for prep, goal in goals if prep == "by"]
        yield from _pairs(by or [owner], [owner] if by else targets, cue.stance, Phase.CURRENT)


def _listing(noun: Token) -> Token | None:
    """Who "released a list of endorsements": whose they are only the list tells, as it does of any group."""
    of, several = noun.head, noun.head.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or several.lemma_ not in _SEVERAL or several.dep_ != "dobj":
        return None
    return _doer(several.head)


def _won(verb: Token, cue: Cue, holders: list[Token]) -> Iterator[Framed]:
    """ "Bell won the backing of Ames"."""
    subject, said = _doer(verb), turned(verb, cue)
    if subject is not None and holders and said and said[0] is cue.stance:
        yield from _pairs(holders, [subject], *said)


def _taken(verb: Token, cue: Cue, subject: Token, targets: list[Token]) -> Iterator[Framed]:
    """ "Ames rescinded her endorsement of Bell"."""
    said = turned(verb, cue)
    if targets and said:
        # Who did not take it back, or has yet to, still stands by it (rule 6).
        yield from _pairs([subject], targets, cue.stance if said[0] in HOLDOUTS else Stance.WITHDRAWS, Phase.CURRENT)


def _given(verb: Token, cue: Cue, subject: Token, targets: list[Token], givers: list[Token]) -> Iterator[Framed]:
    """ "Ames threw her support behind Bell", "Bell's campaign announced endorsements from Ames"."""
    said = turned(verb, cue)
    if said is None:
        return
    stance, phase = said
    if targets:
        declared = verb.lemma_.lower() in _DECLARING and cue.stance is stance is Stance.SUPPORTS
        yield from _pairs([subject], targets, Stance.ENDORSES if declared else stance, phase)
    elif givers:
        yield from _pairs(givers, [_candidate(subject)], stance, phase)
    elif stance in HOLDOUTS:
        yield from _pairs([subject], [], stance, phase)


def _held_back(noun: Token) -> tuple[Token, Stance] | None:
    """The holder who "stops short of", "holds off on" or "withholds" what the noun says, and the stance that is left."""
    governors, one = load_cues().governors, noun
    for _ in range(4):
        if one.dep_ not in {"pobj", "prep", "advmod", "dobj", "acomp", "prt", "xcomp", "pcomp"} or one.head == one:
            return None
        one = one.head
        governor = governors.get(one.lemma_.lower())
        if governor is not None and governor.turns is not None and one.pos_ in VERBAL:
            subject = _doer(one)
            return (subject, governor.turns) if subject is not None else None
    return None


def _candidate(subject: Token) -> Token:
    """Whose campaign the subject is, if it is one ("Bell's campaign", "the Bell team")."""
    if subject.lemma_ not in {"campaign", "team", "camp"}:
        return subject
    return next((c for c in subject.children if c.dep_ in {"poss", "compound"} and c.pos_ == "PROPN"), subject)


def _person(noun: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames, a supporter of Bell", "Ames is a Bell backer"."""
    goals = [
        goal
        for prep in noun.children
        if prep.lower_ in cue.prepositions
        for goal in prep.children
        if goal.dep_ == "pobj"
    ]
    goals += [child for child in noun.children if child.dep_ in {"compound", "poss"} and child.pos_ == "PROPN"]
    holders = [noun.head] if noun.dep_ == "appos" else []
    holders += [child for child in noun.children if child.dep_ == "appos"]
    if noun.dep_ == "attr" and not is_negated(noun.head) and (subject := _doer(noun.head)) is not None:
        holders.append(subject)
    if (
        noun.dep_ == "nsubj" and noun.head.lemma_ == "include"
    ):  # "Bell's backers include Ames"; the list tells the others
        holders = [noun, *(child for child in noun.head.children if child.dep_ == "dobj")]
    past = any(child.lower_ in {"former", "onetime", "early"} for child in noun.children)
    if holders and goals:
        several = holders if holders[0] is noun else holders[:1]
        yield from _pairs(several, goals[:1], cue.stance, Phase.PAST if past else Phase.CURRENT)


def _wish(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames hopes that Bell will defeat Cole": for the one, against the other (rule 5)."""
    subject, wished = _doer(verb), next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}), None)
    if subject is None or wished is None or wished.lemma_ not in _WINNING | _BEATING:
        return
    winner = subject_of(wished)
    beaten = [child for child in wished.children if child.dep_ == "dobj" and wished.lemma_ in _BEATING]
    if winner is not None and winner.lower_ not in _OURSELVES:
        yield from _pairs([subject], [winner], Stance.OPPOSES if is_negated(verb) else cue.stance, Phase.CURRENT)
    if beaten and not is_negated(verb):
        yield from _pairs([subject], beaten, Stance.OPPOSES, Phase.CURRENT)


def _switch(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames switched from Bell to Cole": a past position and a current one (rule 6)."""
    subject = _doer(verb)
    child = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if subject is None or (child is not None and child.lemma_ not in _LOYALTY) or turned(verb, cue) is None:
        return
    goals = {
        prep.lower_: [goal for goal in prep.children if goal.dep_ == "pobj"]
        for above in (verb, *((child,) if child is not None else ()))
        for prep in above.children
        if prep.dep_ == "prep"
    }
    if goals.get("from") and goals.get("to"):
        yield from _pairs([subject], goals["from"], cue.stance, Phase.PAST)
        yield from _pairs([subject], goals["to"], cue.stance, Phase.CURRENT)


def _apart(word: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames stayed neutral", "Ames is undecided", "Ames sat on the sidelines": a stance on the whole race."""
    verb = word.head
    for _ in range(2):
        verb = verb.head if verb.dep_ in {"prep", "advmod", "amod", "pobj"} else verb
    if verb.lemma_ not in _BEING or is_negated(verb) or word.dep_ not in {"acomp", "pobj", "oprd", "advmod", "attr"}:
        return
    if (subject := _doer(verb)) is not None and (said := turned(verb, cue)) is not None:
        yield from _pairs([subject], [], cue.stance, said[1])


def _beside(preposition: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames is behind Bell", "the teachers are for it"."""
    verb = preposition.head
    subject = _doer(verb) if verb.lemma_ in _BEING and preposition.dep_ == "prep" else None
    goals = [goal for goal in preposition.children if goal.dep_ == "pobj"]
    if subject is not None and is_deed(verb, but=preposition):
        yield from _pairs([subject], goals, cue.stance, Phase.CURRENT)


def _urged(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames urged voters to reject Measure 4", "Ames recommended rejecting Measure 4"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ in {"xcomp", "ccomp", "pcomp", "advcl"} and above.lemma_ in _URGING:
        subject, goals = _doer(above), [child for child in verb.children if child.dep_ == "dobj"]
        if subject is not None and is_deed(above, but=verb) and not is_negated(verb):
            yield from _pairs([subject], goals, cue.stance, Phase.CURRENT)


def _ballot(word: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames will vote no on Measure 4", "Ames is a firm no", "Ames urged a no vote".

    Without a measure it is on the one that the article is about.
    """
    verb = _cast(word)
    if verb is None:
        return
    subject = _doer(verb)
    # "Ames urged Cole to vote no" tells where Ames stands.
    if subject is None and verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in _URGING:
        verb = verb.head
        subject = _doer(verb)
    if subject is None or not is_deed(verb, but=word):
        return
    goals = [goal for above in (word, word.head, verb) for goal in _goals(above, cue) if goal.i > word.i]
    measures = [goal for goal in goals if goal.ent_type_ not in _DAYS]  # not "will vote no on Monday"
    yield from _pairs([subject], measures[:1], cue.stance, Phase.CURRENT)


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
    subject = _doer(verb) if is_vote else None
    # Not "the answer is a no".
    return verb if subject is not None and subject.tag_ in {"NNP", "PRP"} else None


def _pairs(holders: list[Token], targets: list[Token], stance: Stance, phase: Phase) -> Iterator[Framed]:
    """Every holder with every target, without a target on the whole race; lists are taken apart."""
    goals: list[Token | None] = [goal for target in targets for goal in (target, *target.conjuncts)]
    named = [name for holder in holders for one in (holder, *holder.conjuncts) for name in (one, *_named(one))]
    if any(holder.tag_ in {"NNS", "NNPS"} for holder in holders):
        # "23 governors have endorsed Bell, including Ames": the parser hangs the names on what stands before them.
        named += [name for target in targets for name in _named(target)]
    for holder in named:
        for goal in goals or [None]:
            if holder != goal:
                yield Framed(holder=holder, target=goal, stance=stance, phase=phase)


def _named(head: Token) -> Iterator[Token]:
    """Those whom a phrase names as examples: "others, including A and B", "leaders such as A"."""
    for preposition in head.children:
        if preposition.lower_ in _NAMING and preposition.dep_ == "prep":
            for goal in preposition.children:
                if goal.dep_ == "pobj":
                    yield from (goal, *goal.conjuncts)


def _doer(verb: Token) -> Token | None:
    """Who does it: the subject, or through control and conjunction the governing verb's ("refused to endorse").

    Stricter than `subject_of`: whom somebody asks to do it is not told to do it, and a passive's subject counts last.
    """
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return verb.head if child.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else child
        if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VB"}:
            return verb.head
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
