"""Factuality: what is left of a stance after all that governs its words: negation, modals, questions, another's telling."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance
from onrecord.extraction.cues import Cue, load_cues
from onrecord.reading.clauses import VERBAL, is_negated, subject_of

_NOT = frozenset({"not", "n't", "never", "n’t", "no", "nobody", "neither"})
_FUTURE = frozenset({"will", "’ll", "'ll", "wo", "shall"})
#: What a refusal waits for makes it a holdout.
_AWAITING = frozenset({"until", "till", "unless", "before"})
#: What is still to come; the lemmatizer makes "hop" of "hopes".
_WANTING = frozenset("want hope hop need wait like wish ask insist demand prefer expect intend plan".split())
_DECIDING = frozenset("primary caucus convention debate election runoff vote ballot decision meeting hearing".split())
_VOID = frozenset({"if", "whether", "may", "might", "could", "would", "should"})
_EARLIER = frozenset({"previously", "once", "initially", "originally", "earlier", "formerly"})
_TELLING = frozenset("say tell agree note add report claim acknowledge argue suggest admit concede explain".split())
_URGING = frozenset("should must ought need".split())
#: Behind these stands whom somebody does not side with.
_OVER = frozenset({"over", "against", "than"})
#: Asking somebody to do something.
_ASKING = frozenset("urge ask press pressure push lobby implore encourage persuade convince tell want".split())
_WINNING_OVER = frozenset({"persuade", "convince"})
#: "If necessary" makes what is said beside it a threat or a promise, no deed.
_NEED = frozenset("necessary needed required".split())
#: How many words before a verb that may stand.
_BEFORE = 4


def turned(verb: Token, cue: Cue) -> tuple[Stance, Phase] | None:
    """Stance and phase after all that governs the verb: negation, modals, "refused to", "yet to"; None if void."""
    cues = load_cues()
    phase, negated = Phase.CURRENT, False

    def to(stance: Stance) -> tuple[Stance, Phase] | None:
        # Not to oppose somebody is no stance.
        return (stance, phase) if cue.stance is not Stance.OPPOSES else None

    one = verb
    for depth in range(5):
        beside = {child.lower_ for child in one.children if child.dep_ in {"aux", "auxpass", "mark", "neg", "advmod"}}
        if _voids(beside, one) and not beside & _NOT:
            return None
        if beside & _NOT:
            negated = not negated
        future = bool(beside & _FUTURE) or ("would" in beside and _is_told(one))
        if future and negated:
            return to(_refusal(verb, one))
        if future and depth == 0 and cue.stance is Stance.ENDORSES:
            phase = Phase.EXPECTED
        if depth == 0 and (_EARLIER & beside or _was_earlier(one, beside)):
            phase = Phase.PAST
        if one.dep_ not in {"xcomp", "pcomp", "prep", "acomp", "advmod", "ccomp"} or one.head == one:
            break
        clause, one = one, one.head
        if one.lemma_ == "have" and any(child.lower_ == "yet" for child in one.children):
            return to(Stance.WITHHOLDS)
        governor = cues.governors.get(one.lemma_.lower()) or cues.governors.get(one.lower_)
        if one.lower_ == "before" and clause.dep_ == "pcomp" and _is_awaiting(one.head):
            return to(Stance.WITHHOLDS)  # "wants to meet Bell before endorsing him"
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
                if clause.dep_ == "ccomp":
                    if is_negated(one):
                        return None  # "never denied that she endorsed Bell"
                    phase = Phase.CURRENT  # "denied that she had endorsed Bell": only what is told lies before
                return to(governor.turns)
            phase = governor.phase or phase
        elif one.pos_ in VERBAL and verb.dep_ == "ccomp":
            break
    if "longer" in {child.lower_ for child in verb.children}:
        return to(Stance.WITHDRAWS)
    return to(_negation(verb, cue)) if negated else (cue.stance, phase)


def _is_awaiting(verb: Token) -> bool:
    """Whether what a verb tells is still wanted ("hopes to meet Bell"), not over ("waited a month")."""
    wanting = next((one for one in (verb, verb.head) if one.lemma_ in _WANTING), None)
    if wanting is None or (wanting != verb and verb.dep_ not in {"xcomp", "ccomp"}):
        return False
    told = wanting.dep_ == "ccomp" and wanting.head.lemma_ in _TELLING  # "said that she wanted to meet Bell"
    return told or wanting.tag_ not in {"VBD", "VBN"}


def _was_earlier(verb: Token, beside: set[str]) -> bool:
    """The past perfect tells of what was before, but for "by Monday ten had endorsed her", which tells how far it went."""
    by = any(child.dep_ == "prep" and child.lower_ == "by" for child in verb.children)
    return "had" in beside and verb.tag_ == "VBN" and not by


def is_deed(verb: Token, but: Token) -> bool:
    """Whether a verb tells what somebody does or will do, and nothing voids or turns it; `but` is no word beside it."""
    one = verb
    for _ in range(5):
        beside = {c.lower_ for c in one.children if c.dep_ in {"aux", "auxpass", "mark", "neg", "advmod"} and c != but}
        if _voids(beside, one) or beside & _NOT:
            return False
        if one.dep_ == "pcomp":  # "thought about voting no"
            return False
        if one.dep_ not in {"xcomp", "ccomp"} or one.head == one:
            return True
        clause, one = one, one.head
        governor = load_cues().governors.get(one.lemma_.lower())
        if governor is not None and (governor.turns is not None or (governor.voids and clause.dep_ != "ccomp")):
            return False
    return True


def _voids(beside: set[str], verb: Token) -> bool:
    """Whether one of the words beside a verb makes it no deed; "would" does not in what somebody tells."""
    void = beside & _VOID
    if "would" in void and _is_told(verb):
        clauses = (clause for clause in verb.children if clause.dep_ == "advcl")
        if not any(c.dep_ == "mark" and c.lower_ == "if" for clause in clauses for c in clause.children):
            void = void - {"would"}
    return bool(void)


def _is_told(verb: Token) -> bool:
    """Whether a verb stands in what somebody says, where "would" tells what will be ("said that she would not")."""
    # "Told reporters at the statehouse that": the parser hangs the clause on the place.
    above = verb.head if verb.dep_ == "ccomp" else next((one for one in verb.ancestors if one.pos_ in VERBAL), verb)
    led = verb.dep_ == "ccomp" or any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    return led and above.lemma_ in _TELLING and above.tag_ in {"VBD", "VBN"}


def _refusal(verb: Token, refused: Token) -> Stance:
    """ "Will not endorse" declines, "will not endorse until" withholds; "will not vote for" is against, now or later."""
    if refused.lemma_ == "vote":
        return Stance.OPPOSES
    below = [child for above in (verb, refused) for child in above.children]
    waits = any(child.dep_ == "mark" and child.lower_ in _AWAITING for one in below for child in one.children)
    waits |= any(
        one.dep_ == "prep" and one.lower_ in _AWAITING and any(_is_awaited(goal) for goal in one.children)
        for one in below
    )
    return Stance.WITHHOLDS if waits else Stance.DECLINES


def _is_awaited(word: Token) -> bool:
    return word.ent_type_ in {"DATE", "TIME", "EVENT"} or word.lemma_ in _DECIDING


def _negation(verb: Token, cue: Cue) -> Stance:
    """ "Has not endorsed" withholds; "does not support" and "cannot vote for" are against."""
    if cue.stance is Stance.ENDORSES:
        can = {child.lower_ for child in verb.children if child.dep_ == "aux"} & {"can", "ca", "cannot"}
        return Stance.DECLINES if can else Stance.WITHHOLDS
    return Stance.OPPOSES if verb.lemma_ == "vote" else Stance.DECLINES


def tells_of_another(holder: Token, target: Token) -> bool:
    """Whether the holder only tells where somebody else stands ("Ames agreed that most of them would vote for Bell").

    The target stands in what is told, whose subject is neither the holder nor the target, and nothing is urged; or it
    stands in another clause, beside the one that the holder tells something in.
    """
    verb = next((above for above in holder.ancestors if above.pos_ in VERBAL), None)
    if verb is None or verb.lemma_ not in _TELLING:
        return False
    if not any(child.dep_ in {"nsubj", "csubj"} and holder in set(child.subtree) for child in verb.children):
        return False
    told = next((child for child in verb.children if child.dep_ == "ccomp" and target in set(child.subtree)), None)
    if told is None:
        return verb.dep_ == "conj" and target not in set(verb.subtree)
    subject = subject_of(told)
    if subject is None or subject.tag_ == "PRP" or target in set(subject.subtree) or subject.lower_ == holder.lower_:
        return False
    return not any(word.lemma_ in _URGING for word in told.subtree)


def is_passed_over(holder: Token) -> bool:
    """Whether the one who would hold is whom others pass over, or are against ("Ames backed Bell over Cole and Dunn")."""
    if any(child.dep_ in {"relcl", "appos"} for child in holder.children):
        return False  # "over Cole, who backs Bell, too", "over Cole, a supporter of Dunn"
    while holder.dep_ in {"conj", "nmod", "compound"}:
        holder = holder.head
    above = [holder.head.head, holder.head.head.head]
    passed = holder.dep_ == "pobj" and holder.head.lower_ in _OVER
    return passed and any(word.lemma_.lower() in load_cues().cues for word in above)


def is_contingent(target: Token) -> bool:
    """Whether what would be done to a target is only held ready ("is prepared to push and, if necessary, oppose Bell")."""
    verb = next((above for above in target.ancestors if above.pos_ == "VERB"), None)
    if verb is None:
        return False
    # By the words around the verb, as the parser ties a clause between commas to anything.
    near = target.doc[max(target.sent.start, verb.i - _BEFORE) : verb.right_edge.i + 1]
    return any(one.lower_ == "if" and other.lower_ in _NEED for one, other in pairwise(near))


def is_urged(word: Token, on: Token | None = None) -> bool:
    """Whether somebody is only asked to take a stance ("ads urging Bell to reject Cole", "Bell was urged to"), and on `on`."""
    while word.dep_ == "conj":
        word = word.head
    verb = word.head
    if word.dep_ in {"dobj", "nsubjpass"}:
        # Who "was persuaded to" has done it, and whom others persuaded.
        won = verb.lemma_ in _WINNING_OVER and (on is not None or word.dep_ == "nsubjpass")
        deeds = [child for child in verb.children if child.i > word.i and not won]
    elif word.dep_ == "nsubj":
        deeds, verb = [verb], verb.head
    else:
        return False
    return verb.lemma_ in _ASKING and any(_is_asked_for(deed) and (on is None or on in deed.subtree) for deed in deeds)


def _is_asked_for(deed: Token) -> bool:
    """Whether a verb with "to" is a cue of what somebody is asked to do."""
    led = deed.dep_ in {"xcomp", "ccomp"} and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in deed.children
    )
    return led and deed.lemma_.lower() in load_cues().cues


def is_asked(sentence: Tokens) -> bool:
    """Whether a sentence is a question that asks for what it says ("Will Ames endorse Bell?"): it tells nothing."""
    if not sentence.text.rstrip(" ”\"'’").endswith("?"):
        return False
    root = sentence.root
    subject = subject_of(root)
    return subject is not None and any(c.dep_ in {"aux", "auxpass"} and c.i < subject.i for c in root.children)
