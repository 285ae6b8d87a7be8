"""Events: rallies, stops, debates, conventions, primaries, votes and the like (codebook section 6)."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Event, EventPhase
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind

_KINDS = {
    "rally": "rally",
    "stop": "stop",
    "trip": "trip",
    "tour": "trip",
    "visit": "trip",
    "fundraiser": "fundraiser",
    "debate": "debate",
    "convention": "convention",
    "caucus": "caucus",
    "primary": "primary",
    "runoff": "election",
    "election": "election",
    "referendum": "election",
    "vote": "vote",
    "speech": "speech",
    "address": "speech",
    "event": "campaign event",
    "appearance": "campaign event",
    "forum": "campaign event",
    "summit": "campaign event",
    "march": "rally",
    "protest": "rally",
    "dinner": "fundraiser",
}
#: Contests are events only where both their day and their place are told; else they are background.
_CONTESTS = frozenset({"primary", "election", "caucus", "vote", "debate", "convention"})
_DOING = {"campaign": "campaign event", "stump": "campaign event", "rally": "rally", "barnstorm": "campaign event"}
_AHEAD = frozenset("will would plans plan planned scheduled expected set slated upcoming next to".split())


def find_events(reading: Reading) -> list[Event]:
    """Every event with a place or a date, each once."""
    found: dict[tuple[str, str, str], Event] = {}
    for sentence in reading.doc.sents:
        for token in sentence:
            kind = _kind(token)
            if kind and (event := _event(reading, sentence, token, kind)):
                found.setdefault((event.kind, event.place, event.date), event)
    return list(found.values())


def _kind(token: Token) -> str:
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod"}:
        return _KINDS.get(lemma, "")
    return _DOING.get(lemma, "") if token.pos_ == "VERB" else ""


def _event(reading: Reading, sentence: Tokens, token: Token, kind: str) -> Event | None:
    verb = _verb(token)
    reach = _reach(token, verb, sentence)
    place = _place(reach, sentence, token)
    times = [m for m in reading.times.within(reach.start_char, reach.end_char) if m.date]
    date = min(times, key=lambda m: abs(m.start - token.idx)).date if times else ""
    if not (place or date) or (kind in _CONTESTS and not ((place and date) or len(date) == 10)):
        return None
    if token.pos_ == "VERB" and not place:
        return None
    return Event(
        kind=kind,
        who=_who(reading, verb, token),
        place=place,
        date=date,
        phase=_phase(reading, verb, token, date),
        evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
        confidence=0.6,
    )


def _verb(token: Token) -> Token:
    """The verb that governs the event's word."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    return verb


def _reach(token: Token, verb: Token, sentence: Tokens) -> Tokens:
    """The words that can tell place and day: the event's own phrase and its verb's other phrases, not other clauses."""
    inside = {t.i for t in token.subtree}
    for child in verb.children:
        if child.dep_ in {"prep", "npadvmod", "dobj", "advmod", "nsubj", "pobj", "attr", "nsubjpass", "agent"}:
            inside |= {t.i for t in child.subtree}
    inside = {i for i in inside if sentence.start <= i < sentence.end}
    return token.doc[min(inside, default=token.i) : max(inside, default=token.i) + 1]


def _place(reach: Tokens, sentence: Tokens, token: Token) -> str:
    """The place nearest to the event's word; a town and its state are one place."""
    places = [e for e in sentence.ents if e.label_ in {"GPE", "LOC", "FAC"} and reach.start <= e.start < reach.end]
    if not places:
        return ""
    nearest = min(
        places,
        key=lambda e: (e.start < token.i and e.root.dep_ not in {"poss", "compound", "nmod"}, abs(e.start - token.i)),
    )
    doc = token.doc
    following = next((e for e in places if e.start == nearest.end + 1 and doc[nearest.end].text == ","), None)
    return doc[nearest.start : following.end].text if following else nearest.text


def _who(reading: Reading, verb: Token, token: Token) -> tuple[str, ...]:
    """Persons and organisations that are the subject, or whose event it is."""
    words = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    words += [child for child in token.children if child.dep_ == "poss"]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and not words:
        words += [child for child in verb.head.children if child.dep_ == "nsubj"]
    names: dict[str, None] = {}
    for word in words:
        for head in (word, *word.conjuncts):
            mention = reading.cast.at(head.idx, head.idx + len(head))
            if mention is not None:
                member = reading.cast.members[mention.member]
                if member.kind in {MemberKind.PERSON, MemberKind.ORGANISATION}:
                    names[member.name] = None
    return tuple(names)


def _phase(reading: Reading, verb: Token, token: Token, date: str) -> EventPhase:
    published = reading.article.published
    if date and published and len(date) == len(published) == 10 and date != published:
        return EventPhase.PLANNED if date > published else EventPhase.HELD
    around = {t.lower_ for t in (*verb.children, *verb.ancestors, *token.children, verb)}
    return EventPhase.PLANNED if around & _AHEAD else EventPhase.HELD
