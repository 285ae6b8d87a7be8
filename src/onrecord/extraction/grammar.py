"""Positions by grammar: a cue of stance, and who stands where in its frame. Partner of the trained judge.

The parse tells the frame; what governs the cue ("refused to", "has yet to", "will not") turns its stance or voids it
(`factuality`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import Cue, load_cues
from onrecord.extraction.factuality import turned
from onrecord.extraction.framing import Framed, doer, goals_of, named, pairs
from onrecord.extraction.parties import HOLDOUTS
from onrecord.extraction.voting import ballot, beside, leaning, urged
from onrecord.reading.clauses import VERBAL, is_negated, owner_of, subject_of

_BEING = frozenset("be remain stay sit keep stand".split())
_WINNING = frozenset("win become succeed prevail".split())
_BEATING = frozenset("defeat beat oust unseat topple".split())
_OURSELVES = frozenset("i we he she they it you".split())
_LOYALTY = frozenset("support allegiance endorsement loyalty backing vote".split())
#: What leads to the one who gives an act, not to its target.
_GIVERS = frozenset({"from", "by"})
#: Whose act is only sought has not been done.
_SEEKING = frozenset("seek want ask court need".split())
_AIRING = frozenset("run air cut film buy".split())
#: What holds those who endorse.
_SEVERAL = frozenset("list slate round batch wave raft string series roster".split())
#: Verbs by which support becomes an endorsement.
_DECLARING = frozenset("throw announce declare put give".split())


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
                yield from beside(token, cue)
            elif cue.frame == "urged" and token.pos_ == "VERB":
                yield from urged(token, cue)
            elif cue.frame == "ballot":
                yield from ballot(token, cue)
            elif cue.frame == "leaning":
                yield from leaning(token, cue)


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
            yield from pairs(agents, [goal], *said)
        return
    said, subject, goals = turned(verb, cue), doer(verb), list(goals_of(verb, cue))
    if subject is not None and goals and said:
        # "whom Ames endorsed": the relative pronoun stands for the noun before it.
        goals = [verb.head if g.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else g for g in goals]
        yield from pairs([subject], goals, *said)


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
        yield from pairs([holder], targets, stance, Phase.CURRENT)
    elif done in cues.taking and (subject := doer(verb)) is not None:
        yield from _taken(verb, cue, subject, targets)
    elif (done in cues.giving or (noun.lemma_ == "ad" and done in _AIRING)) and (subject := doer(verb)) is not None:
        yield from _given(verb, cue, subject, targets, [goal for prep, goal in goals if prep == "from"])
    elif (listing := _listing(noun)) is not None:
        yield from pairs([noun], [_candidate(listing)], cue.stance, Phase.CURRENT)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "in" and targets and verb.head.pos_ == "VERB":
        # "Ames came out in support of Bell"
        subject, said = doer(verb.head), turned(verb.head, cue)
        if subject is not None and said:
            yield from pairs([subject], targets, *said)
    elif owner is not None and targets and lemma not in _SEEKING:
        by = [goal for prep, goal in goals if prep == "by"]
        yield from pairs(by or [owner], [owner] if by else targets, cue.stance, Phase.CURRENT)


def _listing(noun: Token) -> Token | None:
    """Who "released a list of endorsements": whose they are only the list tells, as it does of any group."""
    of, several = noun.head, noun.head.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or several.lemma_ not in _SEVERAL or several.dep_ != "dobj":
        return None
    return doer(several.head)


def _won(verb: Token, cue: Cue, holders: list[Token]) -> Iterator[Framed]:
    """ "Bell won the backing of Ames"."""
    subject, said = doer(verb), turned(verb, cue)
    if subject is not None and holders and said and said[0] is cue.stance:
        yield from pairs(holders, [subject], *said)


def _taken(verb: Token, cue: Cue, subject: Token, targets: list[Token]) -> Iterator[Framed]:
    """ "Ames rescinded her endorsement of Bell"."""
    said = turned(verb, cue)
    if targets and cue.stance is not Stance.OPPOSES:
        # Who did not take it back, has yet to, or is asked whether he would, still stands by it (rule 6).
        asked = any(child.dep_ == "mark" and child.lower_ in {"if", "whether"} for child in verb.children)
        if said is None and not asked:
            return
        stands = said is None or said[0] in HOLDOUTS
        yield from pairs([subject], targets, cue.stance if stands else Stance.WITHDRAWS, Phase.CURRENT, stands=stands)


def _given(verb: Token, cue: Cue, subject: Token, targets: list[Token], givers: list[Token]) -> Iterator[Framed]:
    """ "Ames threw her support behind Bell", "Bell's campaign announced endorsements from Ames"."""
    said = turned(verb, cue)
    if said is None:
        return
    stance, phase = said
    if targets:
        declared = verb.lemma_.lower() in _DECLARING and cue.stance is stance is Stance.SUPPORTS
        yield from pairs([subject], targets, Stance.ENDORSES if declared else stance, phase)
    elif givers:
        yield from pairs(givers, [_candidate(subject)], stance, phase)
    elif stance in HOLDOUTS:
        yield from pairs([subject], [], stance, phase)


def _held_back(noun: Token) -> tuple[Token, Stance] | None:
    """The holder who "stops short of", "holds off on" or "withholds" what the noun says, and the stance that is left."""
    governors, one = load_cues().governors, noun
    for _ in range(4):
        if one.dep_ not in {"pobj", "prep", "advmod", "dobj", "acomp", "prt", "xcomp", "pcomp"} or one.head == one:
            return None
        one = one.head
        governor = governors.get(one.lemma_.lower())
        if governor is not None and governor.turns is not None and one.pos_ in VERBAL:
            subject = doer(one)
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
    if noun.dep_ == "attr" and not is_negated(noun.head) and (subject := doer(noun.head)) is not None:
        holders.append(subject)
    holders = holders[:1]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "include" and not is_negated(noun.head):
        # "Bell's backers include Ames": who they are the list tells.
        holders = [noun, *(child for child in noun.head.children if child.dep_ == "dobj")]
    past = any(child.lower_ in {"former", "onetime", "early"} for child in noun.children)
    if cue.stance in HOLDOUTS:  # whom they hold out on need not be told: "holdouts such as Ames"
        yield from pairs(holders or list(named(noun)), goals[:1], cue.stance, Phase.CURRENT)
    elif holders and goals:
        yield from pairs(holders, goals[:1], cue.stance, Phase.PAST if past else Phase.CURRENT)


def _wish(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames hopes that Bell will defeat Cole": for the one, against the other (rule 5)."""
    subject, wished = doer(verb), next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}), None)
    if subject is None or wished is None or wished.lemma_ not in _WINNING | _BEATING:
        return
    winner = subject_of(wished)
    beaten = [child for child in wished.children if child.dep_ == "dobj" and wished.lemma_ in _BEATING]
    if winner is not None and winner.lower_ not in _OURSELVES:
        yield from pairs([subject], [winner], Stance.OPPOSES if is_negated(verb) else cue.stance, Phase.CURRENT)
    if beaten and not is_negated(verb):
        yield from pairs([subject], beaten, Stance.OPPOSES, Phase.CURRENT)


def _switch(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames switched from Bell to Cole": a past position and a current one (rule 6)."""
    subject = doer(verb)
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
        yield from pairs([subject], goals["from"], cue.stance, Phase.PAST)
        yield from pairs([subject], goals["to"], cue.stance, Phase.CURRENT)


def _apart(word: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames stayed neutral", "Ames is undecided", "Ames sat on the sidelines": a stance on the whole race."""
    verb = word.head
    for _ in range(2):
        verb = verb.head if verb.dep_ in {"prep", "advmod", "amod", "pobj"} else verb
    if verb.lemma_ not in _BEING or is_negated(verb) or word.dep_ not in {"acomp", "pobj", "oprd", "advmod", "attr"}:
        return
    if (subject := doer(verb)) is not None and (said := turned(verb, cue)) is not None:
        yield from pairs([subject], [], cue.stance, said[1])
