"""Conditions: what a holder asks for before, or in return for, support (codebook section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Condition, Phase, Stance
from onrecord.extraction.parties import Party, find_party
from onrecord.reading import Reading

_OPEN = frozenset({Stance.WITHHOLDS, Stance.SUPPORTS, Stance.DECLINES, Stance.OPPOSES, Stance.ENDORSES})
_MARKS = frozenset("if unless until till".split())
#: Verbs whose complement is what their subject asks for.
_ASKING = frozenset("want need demand require insist await expect seek request ask like".split()) | {
    "hear",
    "see",
    "wait",
}
_WANTING = frozenset("want need demand seek".split())
_MUST = frozenset("must should need".split())
#: To want that somebody wins is support, and asks for nothing.
_WINNING = frozenset("win defeat beat become lose succeed be run stay".split())
_RETURN = re.compile(
    r"\b(?:in (?:exchange|return) for|on (?:the )?condition(?: that)?|contingent (?:up)?on|depend(?:s|ed|ing)? (?:up)?on"
    r"|provided(?: that)?|as long as|so long as|conditioned on|waiting (?:for|to see|until|on)|first wants?)\s+",
    re.IGNORECASE,
)
_FACTOR = re.compile(r"\b(?:factor into|be important to|weigh on|affect|influence|determine)\b", re.IGNORECASE)


def find_conditions(
    reading: Reading,
    holder: Party,
    target: Party | None,
    stance: Stance,
    phase: Phase,
    sentences: Iterable[Tokens],
) -> tuple[Condition, ...]:
    """What the holder asks for, in the sentences that bear the position, and for a holdout wherever it is told.

    The reason of a stance taken is none.
    """
    if stance not in _OPEN or (phase is Phase.PAST and stance is not Stance.WITHHOLDS):
        return ()
    asked = [words for sentence in sentences for words in _asked(reading, holder, stance, sentence)]
    if stance is Stance.WITHHOLDS and target is not None and target.member is not None:
        asked += _told_elsewhere(reading, holder, target.member)
    found: dict[tuple[int, int], Condition] = {}
    for words in map(_trimmed, asked):
        if len(words) > 1 and not any(low < words.end_char and words.start_char < high for low, high in found):
            of = _asked_of(reading, words) or (target.name if target else "")
            for span in reading.article.evidence(words.start_char, words.end_char)[:1]:
                found[span.start, span.end] = Condition(span=span, of=of)
    return tuple(found[place] for place in sorted(found))


def _told_elsewhere(reading: Reading, holder: Party, target: int) -> Iterator[Tokens]:
    """What the holder wants of the target, and what the target must do by the holder's own words."""
    speeches = [one for one in reading.attributions if one.member is not None and one.member == holder.member]
    for token in reading.doc:
        if token.lemma_ in _WANTING and token.pos_ == "VERB" and _is_holder(reading, holder, token):
            for words in _complement(token):
                if any(m.member == target for m in reading.cast.within(words.start_char, words.end_char)):
                    yield words
        elif (token.lemma_ in _MUST or (token.lemma_ == "have" and token.pos_ == "VERB")) and any(
            span.start <= token.idx < span.end for one in speeches for span in one.content
        ):
            yield from _duty(reading, token, target)


def _duty(reading: Reading, verb: Token, target: int) -> Iterator[Tokens]:
    """ "She needs to", "she must", "she is going to have to": what follows, if the target is the one who must."""
    done = (
        verb.head
        if verb.pos_ == "AUX" and verb.dep_ == "aux"
        else next((c for c in verb.children if c.dep_ == "xcomp"), None)
    )
    owing = verb.head if verb.dep_ in {"aux", "xcomp"} else verb
    subject = next((c for one in (verb, owing) for c in one.children if c.dep_ == "nsubj"), None)
    if done is None or subject is None:
        return
    mention = reading.cast.at(subject.idx, subject.idx + len(subject))
    if mention is not None and mention.member == target:
        yield done.doc[done.i : done.right_edge.i + 1]


def _asked(reading: Reading, holder: Party, stance: Stance, sentence: Tokens) -> Iterator[Tokens]:
    doc = reading.doc
    for token in sentence:
        if token.lower_ in _MARKS and token.dep_ in {"mark", "prep", "advmod"} and token.head != token:
            yield from _clause(token, stance)
        elif (
            token.lemma_ in _ASKING
            and token.pos_ == "VERB"
            and stance is not Stance.ENDORSES
            and _is_holder(reading, holder, token)
        ):
            yield from _complement(token)
    for match in _RETURN.finditer(sentence.text):
        start = sentence.start_char + match.end()
        words = doc.char_span(start, sentence.end_char, alignment_mode="contract")
        if words is not None and len(words):
            yield _to_clause_end(words)
    for match in _FACTOR.finditer(sentence.text):
        verb = doc.char_span(
            sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand"
        )
        if verb is not None:
            yield from (_subtree(child) for child in verb.root.children if child.dep_ in {"nsubj", "nsubjpass"})


def _clause(mark: Token, stance: Stance) -> Iterator[Tokens]:
    """The clause behind "if", "unless", "until"; the latter only where something is held back."""
    if mark.lower_ in {"until", "till"} and stance not in {Stance.WITHHOLDS, Stance.DECLINES}:
        return
    verb = (
        mark.head
        if mark.dep_ in {"mark", "advmod"}
        else next((c for c in mark.children if c.dep_ in {"pcomp", "pobj"}), None)
    )
    if verb is None or (verb.dep_ not in {"advcl", "pcomp", "pobj", "ccomp"}):
        return
    if mark.lower_ == "if" and any(child.lower_ in {"asked", "wondered"} for child in verb.ancestors):
        return
    words = _subtree(verb)
    inside = mark.i + 1 - words.start
    yield words[max(0, inside) :] if mark.i >= words.start else words


def _complement(verb: Token) -> Iterator[Tokens]:
    """What is wanted: the clause or the noun behind the verb."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"xcomp", "ccomp", "dobj"}:
            if child.dep_ != "dobj" and child.lemma_ in _WINNING:
                return
            if child.lemma_ in _ASKING | {"be", "know"} and child.dep_ == "xcomp" and any(True for _ in child.children):
                inner = [c for c in child.children if c.i > child.i and c.dep_ in {"xcomp", "ccomp", "dobj", "prep"}]
                yield from (_subtree(one) for one in inner[:1])
            else:
                yield _subtree(child)
            return


def _is_holder(reading: Reading, holder: Party, verb: Token) -> bool:
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ in {"conj", "xcomp"}:
        subject = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    party = find_party(reading, reading.doc[subject.i : subject.i + 1])
    return party is not None and party.name == holder.name


def _subtree(token: Token) -> Tokens:
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def _to_clause_end(words: Tokens) -> Tokens:
    for token in words:
        if token.text in {";", "—", "–", "”"} or (token.text == "," and token.i > words.start + 2):
            return words.doc[words.start : token.i] if token.i > words.start else words
    return words


def _trimmed(words: Tokens) -> Tokens:
    start, end = words.start, words.end
    while start < end - 1 and (
        words.doc[start].is_punct or words.doc[start].is_space or words.doc[start].lower_ in {"to", "that"}
    ):
        start += 1
    while end > start + 1 and (words.doc[end - 1].is_punct or words.doc[end - 1].is_space):
        end -= 1
    return words.doc[start:end]


def _asked_of(reading: Reading, words: Tokens) -> str:
    """The subject of what is asked, if it is somebody."""
    subject = next((child for child in words.root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    party = find_party(reading, words.doc[subject.i : subject.i + 1]) if subject is not None else None
    return party.name if party and party.may_hold else ""
