"""Terms: the words of a sentence that a stance may hang on, by grammar ("unless she signs", "wants to hear more")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.reading.clauses import is_negated, subject_of, verb_over


class TermKind(StrEnum):
    """How words put a term."""

    IF = "if"  # "if", "should he win", "provided that", "on condition that"
    UNLESS = "unless"
    UNTIL = "until"  # "until", "once", "before", "after"
    WITHOUT = "without"
    WISH = "wish"  # what somebody wants, asks for or waits for
    DUTY = "duty"  # what somebody "must" or "needs to" do
    DEPENDS = "depends"
    KIND = "kind"  # "any bill that does not cut taxes"
    FACTOR = "factor"  # what "will factor into" a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that put a term, and the verb that hangs on it or asks for it."""

    kind: TermKind
    governor: Token
    words: Tokens


_MARKS = {
    "if": TermKind.IF,
    "unless": TermKind.UNLESS,
    "until": TermKind.UNTIL,
    "till": TermKind.UNTIL,
    "once": TermKind.UNTIL,
    "before": TermKind.UNTIL,
    "after": TermKind.UNTIL,
    "without": TermKind.WITHOUT,
    "absent": TermKind.WITHOUT,
    "barring": TermKind.WITHOUT,
}
_CLAUSES = frozenset({"advcl", "acl", "conj", "ROOT", "dep", "ccomp", "relcl", "pcomp"})
_INVERTED = frozenset("should were had".split())
#: Words that lead to a term up to the end of their clause.
_LEADING = re.compile(
    r"\b(?:(?P<depends>depend(?:s|ed|ing|ent)? (?:entirely |largely )?(?:up)?on|contingent (?:up)?on|conditioned on"
    r"|hing(?:e|es|ed|ing) on"
    r"|(?:could|would|will|may|might) (?:swing|turn|rest|ride) on)"
    r"|(?P<given>in (?:exchange|return) for|(?:up)?on (?:the |one )?conditions?(?: that)?,?|provided(?: that)?|(?:as|so) long as"
    r"|in case|assuming(?: that)?))\s+",
    re.IGNORECASE,
)
#: Verbs whose complement is what their subject asks for or waits for.
_WISHING = frozenset("want need demand require insist await request wait look ask seek".split())
#: To want that somebody wins, or to want to decide, is no term.
_STANCE = frozenset(
    "win defeat beat become lose succeed run stay endorse support back vote oppose elect decide resign campaign help".split()
)
_OWING = frozenset({"must", "need", "should"})
#: What a clause says only of whom it speaks.
_SKIPPED = frozenset({"nsubj", "neg", "aux", "nsubjpass", "auxpass"})
_ANY = frozenset("a an any anyone anybody anything something someone somebody no".split())
_MOVING = frozenset("affect influence determine sway nudge persuade convince".split())


def find_terms(sentence: Tokens) -> Iterator[Term]:
    """Every term that the sentence may put, in order of the words that lead to it."""
    for token in sentence:
        yield from _marked(token)
        yield from _inverted(token)
        yield from _wished(token)
        yield from _owed(token)
        yield from _of_a_kind(token)
        yield from _moving(token)
    for match in _LEADING.finditer(sentence.text):
        lead = sentence.char_span(*match.span(), alignment_mode="contract")
        if lead is not None and lead and lead.end < sentence.end:
            kind = TermKind.DEPENDS if match["depends"] else TermKind.IF
            words = _clause_from(sentence.doc[lead.end : sentence.end])
            yield Term(kind=kind, governor=verb_over(lead.root), words=words)


def _marked(mark: Token) -> Iterator[Term]:
    """ "If she signs", "until Tuesday's hearing", "without a wall"."""
    kind = _MARKS.get(mark.lower_)
    if kind is None or mark.head == mark or (mark.i and mark.nbor(-1).lower_ in {"even", "as", "not"}):
        return
    goal = next((child for child in mark.children if child.dep_ in {"pobj", "pcomp"}), None)
    if mark.dep_ in {"mark", "advmod"} and mark.head.dep_ in _CLAUSES:
        clause, governor = mark.head, mark.head.head
        if mark.lower_ == "if" and clause.dep_ in {"ccomp", "pcomp"} and clause.i > governor.i:
            return  # "asked if"
    elif mark.dep_ == "prep" and goal is not None:
        clause, governor = goal, mark.head
    elif mark.dep_ == "prep" and any(child.dep_ == "prep" for child in mark.children):  # "until after the debate"
        clause, governor = next(child for child in mark.children if child.dep_ == "prep"), mark.head
    else:
        return
    words = mark.doc[max(mark.i + 1, clause.left_edge.i) : clause.right_edge.i + 1]
    if words:
        yield Term(kind=kind, governor=governor, words=words)


def _inverted(first: Token) -> Iterator[Term]:
    """ "Should Bell win", "were he to sign"."""
    if first.lower_ not in _INVERTED or first.sent.text.rstrip(" ”\"'’").endswith("?"):
        return
    verb = first.head if first.dep_ in {"aux", "auxpass"} else first
    subject = subject_of(verb)
    asked = any(child.tag_ in {"WDT", "WP", "WRB"} for child in verb.lefts)
    if subject is not None and first.i < subject.i and not asked and verb.right_edge.i > first.i:
        if verb.dep_ == "ROOT" and first.i == first.sent.start and first.lower_ != "should":
            return
        yield Term(kind=TermKind.IF, governor=verb.head, words=first.doc[first.i + 1 : verb.right_edge.i + 1])


def _wished(verb: Token) -> Iterator[Term]:
    """ "Wants her to sign first", "is waiting to see the text", "is open to changes"."""
    goal = next((goal for goal in _goals(verb) if goal.i > verb.i), None)
    if goal is None or goal.lemma_ in _STANCE or (verb.lemma_ in {"look", "seek"} and goal.dep_ != "xcomp"):
        return
    words = verb.doc[goal.left_edge.i : goal.right_edge.i + 1]
    before = next((token.i for token in words if token.lower_ == "before" and token.i > words.start + 1), words.end)
    yield Term(kind=TermKind.WISH, governor=verb, words=verb.doc[words.start : before])


def _goals(verb: Token) -> Iterator[Token]:
    """What a verb of wishing is about."""
    if verb.lower_ == "open" and verb.dep_ in {"acomp", "oprd", "conj"}:
        yield from (g for c in verb.children if c.lower_ == "to" for g in c.children if g.dep_ in {"pobj", "pcomp"})
    if verb.lemma_ not in _WISHING or verb.pos_ != "VERB" or is_negated(verb):
        return
    for child in verb.children:
        if verb.lemma_ == "ask" and (child.dep_ == "dobj" or any(c.lower_ in {"if", "whether"} for c in child.lefts)):
            continue  # "asked Ames", "asked if"
        waits = child.dep_ == "advcl" and verb.lemma_ in {"wait", "look"} and child.tag_ == "VB"
        if child.dep_ in {"xcomp", "ccomp", "dobj"} or waits:
            yield child
        elif child.dep_ == "prep" and child.lower_ in {"for", "on"}:
            yield from (goal for goal in child.children if goal.dep_ == "pobj")


def _owed(verb: Token) -> Iterator[Term]:
    """ "She must sign", "he needs to apologise", "he will have to earn it"."""
    done = None
    if verb.lower_ in _OWING and verb.dep_ == "aux":
        done, owing = verb.head, verb.head
    elif verb.lemma_ in {"need", "have"} and verb.pos_ == "VERB":
        done, owing = next((c for c in verb.children if c.dep_ == "xcomp"), None), verb
        if owing.dep_ == "xcomp":
            owing = owing.head
    if done is None or is_negated(owing) or done.lemma_ in _STANCE:
        return
    if subject_of(owing) is not None:
        yield Term(kind=TermKind.DUTY, governor=owing, words=done.doc[done.i : done.right_edge.i + 1])


def _of_a_kind(noun: Token) -> Iterator[Term]:
    """ "Any bill that does not cut taxes", "anyone who won't sign", "the candidate who does the most"."""
    if noun.pos_ not in {"NOUN", "PRON"} or noun.dep_ not in {"dobj", "pobj"}:
        return
    loose = noun.lower_ in _ANY or any(child.lower_ in _ANY for child in noun.children)
    clause = next(
        (c for c in noun.children if c.dep_ in {"relcl", "acl"} and all(w.tag_ != "TO" for w in c.lefts)), None
    )
    if not loose or clause is None:
        return
    negated = is_negated(clause)
    said = [child.left_edge.i for child in clause.children if child.dep_ not in _SKIPPED and child.i > noun.i]
    start = clause.i if negated else min([clause.i, *said])
    yield Term(kind=TermKind.KIND, governor=verb_over(noun), words=noun.doc[start : clause.right_edge.i + 1])


def _moving(verb: Token) -> Iterator[Term]:
    """ "Her choice will factor into his decision", "a Bush exit could nudge him"."""
    into = verb.lemma_ == "factor" and any(child.lower_ == "into" for child in verb.children)
    matters = verb.lower_ == "important" and verb.dep_ == "acomp"
    if not (into or matters or (verb.lemma_ in _MOVING and verb.pos_ == "VERB")):
        return
    over = verb.head if matters else verb
    subject = next((child for child in over.children if child.dep_ in {"nsubj", "csubj"}), None)
    if subject is not None and subject.pos_ != "PRON":
        yield Term(kind=TermKind.FACTOR, governor=over, words=verb.doc[subject.left_edge.i : subject.right_edge.i + 1])


def _clause_from(words: Tokens) -> Tokens:
    """Words up to the end of their clause."""
    for token in words:
        if token.text in {";", "—", "–", "”"} or (token.text == "," and token.i > words.start + 2):
            return words.doc[words.start : token.i]
    return words
