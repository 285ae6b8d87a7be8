"""Positions by grammar: a cue of stance, and who stands where in its frame. Partner of the trained judge.

The parse tells the frame; what governs the cue ("refused to", "has yet to", "will not") turns its stance or voids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import Cue, load_cues
from onrecord.reading.clauses import subject_of

_SUBJECTS = frozenset({"nsubj", "csubj"})
_NOT = frozenset({"not", "n't", "never", "n’t", "no", "nobody", "neither"})
_FUTURE = frozenset({"will", "’ll", "'ll", "wo", "shall"})
_VOID = frozenset({"if", "whether", "may", "might", "could", "would", "should"})
_BEING = frozenset("be remain stay sit keep stand".split())
_WINNING = frozenset("win become succeed prevail".split())
_BEATING = frozenset("defeat beat oust unseat topple".split())
_OURSELVES = frozenset("i we he she they it you".split())
_LOYALTY = frozenset("support allegiance endorsement loyalty backing vote".split())
_NAMING = frozenset({"including", "like", "as"})
_EARLIER = frozenset({"previously", "once", "initially", "originally", "earlier", "formerly"})


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


def _verb(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames endorsed Bell", "Bell was endorsed by Ames", "Bell, backed by Ames", "Ames voted for Bell"."""
    agents = [
        goal for child in verb.children if child.dep_ == "agent" for goal in child.children if goal.dep_ == "pobj"
    ]
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if agents and cue.frame == "verb":
        goal = passive if passive is not None else verb.head if verb.dep_ in {"acl", "relcl"} else None
        turned = _turn(verb, cue)
        if goal is not None and turned:
            yield from _pairs(agents, [goal], *turned)
        return
    if cue.frame == "verb":
        goals = [child for child in verb.children if child.dep_ == "dobj"]
    else:
        goals = [
            g
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ in cue.prepositions
            for g in c.children
            if g.dep_ == "pobj"
        ]
        # "Ames will campaign for her to win": the preposition marks the clause.
        goals += [
            g
            for c in verb.children
            if any(m.dep_ == "mark" and m.lower_ in cue.prepositions for m in c.children)
            for g in c.children
            if g.dep_ == "nsubj"
        ]
    # "whom Ames endorsed": the relative pronoun stands for the noun before it.
    goals = [verb.head if g.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else g for g in goals]
    turned = _turn(verb, cue)
    subject = _doer(verb)
    if subject is not None and goals and turned:
        yield from _pairs([subject], goals, *turned)


def _noun(noun: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames's endorsement of Bell", "Ames threw her support behind Bell", "Bell won the backing of Ames"."""
    cues = load_cues()
    verb = noun.head
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    goals = [
        (prep.lower_, goal)
        for above in (noun, verb)
        for prep in above.children
        if prep.dep_ in {"prep", "dative"} and prep.i > noun.i and prep.lower_ in cue.prepositions | {"from", "by"}
        for goal in prep.children
        if goal.dep_ == "pobj"
    ]
    lemma = verb.lemma_.lower()
    if noun.dep_ == "dobj" and lemma in cues.winning:
        subject = _doer(verb)
        holders = [owner] if owner is not None else [goal for prep, goal in goals if prep in {"of", "from"}]
        turned = _turn(verb, cue)
        if subject is not None and holders and turned and turned[0] in {cue.stance}:
            yield from _pairs(holders, [subject], *turned)
        return
    targets = [goal for prep, goal in goals if prep not in {"from", "by"}]
    if (held := _held_back(noun)) is not None:
        holder, stance = held
        yield from _pairs([holder], targets, stance, Phase.CURRENT)
        return
    if noun.dep_ == "dobj" and lemma in cues.taking and (subject := _doer(verb)) is not None:
        turned = _turn(verb, cue)
        if targets and turned:
            # Who did not take it back, or has yet to, still stands by it (rule 6).
            kept = turned[0] in {Stance.WITHHOLDS, Stance.DECLINES}
            yield from _pairs([subject], targets, cue.stance if kept else Stance.WITHDRAWS, Phase.CURRENT)
        return
    if noun.dep_ == "dobj" and lemma in cues.giving and (subject := _doer(verb)) is not None:
        turned = _turn(verb, cue)
        givers = [goal for prep, goal in goals if prep == "from"]
        if givers and turned and not targets:
            # "Bell's campaign announced endorsements from Ames"
            yield from _pairs(givers, [_candidate(subject)], *turned)
            return
        if turned and not targets and turned[0] in {Stance.WITHHOLDS, Stance.DECLINES}:
            yield from _pairs([subject], [], *turned)
        elif targets and turned:
            stance = (
                Stance.ENDORSES
                if lemma in {"throw", "announce", "declare", "put", "give"}
                and cue.stance is Stance.SUPPORTS
                and turned[0] is cue.stance
                else turned[0]
            )
            yield from _pairs([subject], targets, stance, turned[1])
        return
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and targets and verb.head.pos_ == "VERB":
        # "Ames came out in support of Bell"
        subject, turned = _doer(verb.head), _turn(verb.head, cue)
        if subject is not None and turned:
            yield from _pairs([subject], targets, *turned)
        return
    if owner is not None and targets and lemma not in {"seek", "want", "ask", "court", "need"}:
        by = [goal for prep, goal in goals if prep == "by"]
        yield from _pairs(by or [owner], [owner] if by else targets, cue.stance, Phase.CURRENT)


_TELLING = frozenset("say tell agree note add report claim acknowledge argue suggest admit concede explain".split())
_URGING = frozenset("should must ought need".split())


#: "If necessary" makes what is said beside it a threat or a promise, no deed.
_NEED = frozenset("necessary needed required".split())
#: How many words before a verb that may stand.
_BEFORE = 4


def tells_of_another(holder: Token, target: Token) -> bool:
    """Whether the holder only tells where somebody else stands ("Ames agreed that most of them would vote for Bell").

    The target stands in what is told, whose subject is neither the holder nor the target, and nothing is urged; or it
    stands in another clause, beside the one that the holder tells something in.
    """
    verb = next((above for above in holder.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.lemma_ not in _TELLING:
        return False
    if not any(child.dep_ in _SUBJECTS and holder in set(child.subtree) for child in verb.children):
        return False
    told = next((child for child in verb.children if child.dep_ == "ccomp" and target in set(child.subtree)), None)
    if told is None:
        return verb.dep_ == "conj" and target not in set(verb.subtree)
    subject = subject_of(told)
    if subject is None or subject.tag_ == "PRP" or target in set(subject.subtree) or subject.lower_ == holder.lower_:
        return False
    return not any(word.lemma_ in _URGING for word in told.subtree)


def is_contingent(target: Token) -> bool:
    """Whether what would be done to a target is only held ready ("is prepared to push and, if necessary, oppose Bell")."""
    verb = next((above for above in target.ancestors if above.pos_ == "VERB"), None)
    if verb is None:
        return False
    # By the words around the verb, as the parser ties a clause between commas to anything.
    near = target.doc[max(target.sent.start, verb.i - _BEFORE) : verb.right_edge.i + 1]
    return any(one.lower_ == "if" and other.lower_ in _NEED for one, other in pairwise(near))


def is_asked(sentence: Tokens) -> bool:
    """Whether a sentence is a question that asks for what it says ("Will Ames endorse Bell?"): it tells nothing."""
    if not sentence.text.rstrip(" ”\"'’").endswith("?"):
        return False
    root = sentence.root
    subject = subject_of(root)
    return subject is not None and any(c.dep_ in {"aux", "auxpass"} and c.i < subject.i for c in root.children)


def _held_back(noun: Token) -> tuple[Token, Stance] | None:
    """The holder who "stops short of", "holds off on" or "withholds" what the noun says, and the stance that is left."""
    governors, one = load_cues().governors, noun
    for _ in range(4):
        if one.dep_ not in {"pobj", "prep", "advmod", "dobj", "acomp", "prt", "xcomp", "pcomp"} or one.head == one:
            return None
        one = one.head
        governor = governors.get(one.lemma_.lower())
        if governor is not None and governor.turns is not None and one.pos_ in {"VERB", "AUX"}:
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
    if noun.dep_ == "attr" and not _negated(noun.head) and (subject := _doer(noun.head)) is not None:
        holders.append(subject)
    past = any(child.lower_ in {"former", "onetime", "early"} for child in noun.children)
    if holders and goals:
        yield from _pairs(holders[:1], goals[:1], cue.stance, Phase.PAST if past else Phase.CURRENT)


def _wish(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames hopes that Bell will defeat Cole": for the one, against the other (rule 5)."""
    subject, wished = _doer(verb), next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}), None)
    if subject is None or wished is None or wished.lemma_ not in _WINNING | _BEATING:
        return
    winner = subject_of(wished)
    beaten = [child for child in wished.children if child.dep_ == "dobj" and wished.lemma_ in _BEATING]
    if winner is not None and winner.lower_ not in _OURSELVES:
        yield from _pairs([subject], [winner], Stance.OPPOSES if _negated(verb) else cue.stance, Phase.CURRENT)
    if beaten and not _negated(verb):
        yield from _pairs([subject], beaten, Stance.OPPOSES, Phase.CURRENT)


def _switch(verb: Token, cue: Cue) -> Iterator[Framed]:
    """ "Ames switched from Bell to Cole": a past position and a current one (rule 6)."""
    subject = _doer(verb)
    child = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if subject is None or (child is not None and child.lemma_ not in _LOYALTY) or _turn(verb, cue) is None:
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
    if verb.lemma_ not in _BEING or _negated(verb) or word.dep_ not in {"acomp", "pobj", "oprd", "advmod", "attr"}:
        return
    if (subject := _doer(verb)) is not None and (turned := _turn(verb, cue)) is not None:
        yield from _pairs([subject], [], cue.stance, turned[1])


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


def _turn(verb: Token, cue: Cue) -> tuple[Stance, Phase] | None:
    """Stance and phase after all that governs the verb: negation, modals, "refused to", "yet to"; None if void."""
    cues = load_cues()
    stance, phase, negated = cue.stance, Phase.CURRENT, False
    one = verb
    for depth in range(5):
        helpers = {child.lower_ for child in one.children if child.dep_ in {"aux", "auxpass", "mark", "neg", "advmod"}}
        if helpers & _VOID and not helpers & _NOT:
            return None
        if helpers & _NOT:
            negated = not negated
        future = bool(helpers & _FUTURE)
        if future and negated:
            stance = Stance.OPPOSES if one.lemma_ == "vote" else Stance.DECLINES
            return (stance, phase) if cue.stance is not Stance.OPPOSES else None
        if future and depth == 0 and cue.stance is Stance.ENDORSES:
            phase = Phase.EXPECTED
        if depth == 0 and (_EARLIER & helpers or _was_earlier(one, helpers)):
            phase = Phase.PAST
        if one.dep_ not in {"xcomp", "pcomp", "prep", "acomp", "advmod", "ccomp"} or one.head == one:
            break
        clause, one = one, one.head
        if one.lemma_ == "have" and any(child.lower_ == "yet" for child in one.children):
            return (Stance.WITHHOLDS, phase) if cue.stance is not Stance.OPPOSES else None
        governor = cues.governors.get(one.lemma_.lower()) or cues.governors.get(one.lower_)
        if one.dep_ == "prep" or one.pos_ == "ADP":
            continue
        if governor is not None:
            if governor.voids:
                # "Told reporters that Ames endorsed" asks for nothing, other than "told Ames to endorse".
                told = clause.dep_ == "ccomp" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)
                if told and one.lemma_ in _TELLING:
                    break
                return None
            if governor.turns is not None:
                return (governor.turns, phase) if cue.stance is not Stance.OPPOSES else None
            phase = governor.phase or phase
        elif one.pos_ in {"VERB", "AUX"} and verb.dep_ == "ccomp":
            break
    if "longer" in {child.lower_ for child in verb.children} and cue.stance is not Stance.OPPOSES:
        return Stance.WITHDRAWS, phase
    if negated:
        return (_negation(verb, cue), phase) if cue.stance is not Stance.OPPOSES else None
    return stance, phase


def _was_earlier(verb: Token, helpers: set[str]) -> bool:
    """The past perfect tells of what was before, but for "by Monday ten had endorsed her", which tells how far it went."""
    by = any(child.dep_ == "prep" and child.lower_ == "by" for child in verb.children)
    return "had" in helpers and verb.tag_ == "VBN" and not by


def _negation(verb: Token, cue: Cue) -> Stance:
    """ "Has not endorsed" withholds; "does not support" and "cannot vote for" are against."""
    if cue.stance is Stance.ENDORSES:
        can = {child.lower_ for child in verb.children if child.dep_ == "aux"} & {"can", "ca", "cannot"}
        return Stance.DECLINES if can else Stance.WITHHOLDS
    return Stance.OPPOSES if verb.lemma_ == "vote" else Stance.DECLINES


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
