"""Events: rallies, stops, debates, conventions, primaries, votes and the like (codebook section 6)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Event, EventPhase
from onrecord.extraction.occasions import kind_of
from onrecord.reading import Reading
from onrecord.reading.clauses import verb_over
from onrecord.reading.people import MemberKind
from onrecord.registry.names import state_code

#: Contests, told by the place or the day that they are of.
_CONTESTS = frozenset({"primary", "election", "caucus", "vote", "debate", "convention"})
#: What a candidate does for votes: one such event in a place on a day, whatever it is called.
_CAMPAIGN = frozenset({"rally", "stop", "campaign event", "town hall", "speech", "trip"})
_AHEAD = frozenset("will ’ll 'll would plans plan planned scheduled expected set slated upcoming next".split())
_NATIONS = frozenset({"u.s.", "us", "usa", "america", "united states", "the united states"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_CHAMBERS = frozenset({"Congress", "Parliament", "Senate", "House"})


def find_events(reading: Reading) -> list[Event]:
    """Every event with a place or a date, each once."""
    found: list[Event] = []
    home = _home(reading)
    for sentence in reading.doc.sents:
        for token in sentence:
            kind = kind_of(token)
            if kind and (event := _event(reading, sentence, token, kind, home)):
                same = next((at for at, other in enumerate(found) if _is_same(event, other)), None)
                if same is None:
                    found.append(event)
                else:
                    found[same] = _together(found[same], event)
    return found


def _home(reading: Reading) -> str:
    """The state that an article is about: the one that it names most, if no other comes near, or ""."""
    named = Counter(name.text for name in reading.doc.ents if name.label_ == "GPE" and state_code(name.text))
    first, second = (*named.most_common(2), ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= 3 and first[1] >= 2 * second[1] else ""


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)


def _event(reading: Reading, sentence: Tokens, token: Token, kind: str, home: str) -> Event | None:
    verb = verb_over(token)
    reach = _reach(token, verb, sentence)
    within = _contested(token, verb) if kind in _CONTESTS else reach
    place = _place(reading, within, sentence, token) if kind != "vote" else ""
    date = _date(reading, reach, token)
    if not place and kind in {"primary", "election"} and date:
        place = home
    if kind in _CONTESTS and ((not place and len(date) < 7) or (kind == "debate" and not date)):
        return None
    if token.pos_ == "VERB" and kind == "vote":
        date = date or _news_day(reading, verb, "")
    if not (place or date) or (token.pos_ == "VERB" and not place and kind != "vote"):
        return None
    who = _who(reading, verb, token)
    if kind == "convention" and token.pos_ == "PROPN":
        who += (_without_article(token.doc[token.left_edge.i : token.i + 1].text),)
    if not who and not place:
        who = _anybody(reading, sentence)
    return Event(
        kind=kind,
        who=who,
        place=place,
        date=date or _date(reading, sentence, token) or _news_day(reading, verb, kind),
        phase=_phase(reading, verb, token, date),
        evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
        confidence=0.6,
    )


def _phrase(token: Token) -> Tokens:
    """The event's own words: "the Alabama special election next week", "Cruz's Iowa caucus win"."""
    head = token.head if token.dep_ in {"compound", "nmod"} else token
    return token.doc[head.left_edge.i : head.right_edge.i + 1]


def _contested(token: Token, verb: Token) -> Tokens:
    """The words that tell where a contest is: its own, and those behind "won ... in"."""
    own = _phrase(token)
    if token.head != verb:
        return own
    ends = [c.right_edge.i + 1 for c in verb.children if c.lower_ == "in" and c.i > token.i]
    return token.doc[own.start : max([own.end, *ends])]


def _reach(token: Token, verb: Token, sentence: Tokens) -> Tokens:
    """The words that can tell place and day: the event's own phrase and its verb's other phrases, not other clauses."""
    inside = {t.i for t in _phrase(token)}
    near = {token.head, token.head.head} if token.dep_ == "pobj" else {token.head}
    for child in verb.children if verb in near or token == verb else ():
        if child.dep_ in {"prep", "npadvmod", "dobj", "advmod", "nsubj", "pobj", "attr", "nsubjpass", "agent"}:
            inside |= {t.i for t in child.subtree}
    inside = {i for i in inside if sentence.start <= i < sentence.end}
    return token.doc[min(inside, default=token.i) : max(inside, default=token.i) + 1]


def _place(reading: Reading, reach: Tokens, sentence: Tokens, token: Token) -> str:
    """The place nearest to the event's word; a town and its state are one place."""
    places = [
        name
        for name in sentence.ents
        if _is_a_place(name)
        and reach.start <= name.start < reach.end
        and name.text.lower() not in _NATIONS
        and not _is_range(name.root)
        and _is_told_of(name.root, token)
        and not _is_somebody(reading, name)
    ]
    if not places:
        return ""
    nearest = min(
        places,
        key=lambda e: (e.start < token.i and e.root.dep_ not in {"poss", "compound", "nmod"}, abs(e.start - token.i)),
    )
    doc = token.doc
    following = next((e for e in places if e.start == nearest.end + 1 and doc[nearest.end].text == ","), None)
    return doc[nearest.start : following.end].text if following else nearest.text


def _is_a_place(name: Tokens) -> bool:
    """ "In Raleigh", which the parser may take for an organisation."""
    within = name.root.dep_ == "pobj" and name.root.head.lower_ in {"in", "near"} and name.root.head.i == name.start - 1
    return name.label_ in _PLACES or (name.label_ == "ORG" and within and name.text not in _CHAMBERS)


def _is_told_of(name: Token, token: Token) -> bool:
    """Whether a place is told of the event, not in a relative clause about something else.

    Of "Dee, whose son died in Iraq, spoke" the place tells nothing; of "a stop that she made in Ohio" it does.
    """
    between = [name, *name.ancestors]
    for one in between[: next((at for at, one in enumerate(between) if one in {token, *token.ancestors}), None)]:
        if one.dep_ == "relcl" and one.head != token:
            return False
    return True


def _is_range(name: Token) -> bool:
    """ "From New Hampshire to Arizona" is no place."""
    preposition = name.head
    return preposition.lower_ == "from" or (
        preposition.lower_ == "to" and any(c.lower_ == "from" for c in (preposition.head, *preposition.head.children))
    )


def _is_somebody(reading: Reading, name: Tokens) -> bool:
    mention = reading.cast.at(name.start_char, name.end_char)
    return mention is not None and reading.cast.members[mention.member].kind is MemberKind.PERSON


def _date(reading: Reading, words: Tokens, token: Token) -> str:
    """The day told nearest to the event's word."""
    times = [
        m
        for m in reading.times.within(words.start_char, words.end_char)
        if m.date and not m.start <= token.idx < m.end  # "a week before the Iowa caucuses" is not their day
    ]
    return min(times, key=lambda m: abs(m.start - token.idx)).date if times else ""


def _news_day(reading: Reading, verb: Token, kind: str) -> str:
    """What is told in the simple past without a day took place on the day that the opening reports on; not a contest."""
    told = verb.tag_ == "VBD" and kind not in _CONTESTS and not any(c.dep_ == "aux" for c in verb.children)
    return reading.news_day if told else ""


def _who(reading: Reading, verb: Token, token: Token) -> tuple[str, ...]:
    """Persons and organisations that are the subject, or whose event it is, and with whom they are there."""
    words = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    words += [child for child in token.children if child.dep_ == "poss"]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and not words:
        words += [child for child in verb.head.children if child.dep_ == "nsubj"]
    words += [
        goal
        for above in (verb, token)
        for prep in above.children
        if prep.lower_ in {"with", "for", "alongside"}
        for goal in prep.children
        if goal.dep_ == "pobj"
    ]
    names: dict[str, None] = {}
    for word in words:
        for head in (word, *word.conjuncts):
            mention = reading.cast.at(head.idx, head.idx + len(head))
            if mention is not None:
                member = reading.cast.members[mention.member]
                if member.kind in {MemberKind.PERSON, MemberKind.ORGANISATION}:
                    names[member.name] = None
    return tuple(names)


def _anybody(reading: Reading, sentence: Tokens) -> tuple[str, ...]:
    """Whom the sentence of an event without a place names."""
    members = (reading.cast.members[m.member] for m in reading.cast.within(sentence.start_char, sentence.end_char))
    return tuple(dict.fromkeys(member.name for member in members if member.kind is MemberKind.PERSON))


def _is_same(event: Event, other: Event) -> bool:
    """Whether two mentions can be of one event: neither's kind, place or day speaks against it, and one is told alike."""
    if event.kind != other.kind and not (event.place and {event.kind, other.kind} <= _CAMPAIGN):
        return False
    one, two = (set(place.lower().replace(",", " ").split()) for place in (event.place, other.place))
    if one and two and not (one <= two or two <= one):
        return False
    if event.date and other.date and not (event.date.startswith(other.date) or other.date.startswith(event.date)):
        return False
    alike = bool(event.place and other.place) or bool(event.date and other.date)
    return alike or event.kind in _CONTESTS


def _together(first: Event, second: Event) -> Event:
    """Two mentions of one event: what the first tells, completed by the second."""
    evidence = dict.fromkeys((*first.evidence, *second.evidence))
    return replace(
        first,
        who=tuple(dict.fromkeys((*first.who, *second.who))),
        place=max(first.place, second.place, key=len),
        date=max(first.date, second.date, key=len),
        phase=first.phase if first.date else second.phase,
        evidence=tuple(evidence),
    )


def _phase(reading: Reading, verb: Token, token: Token, date: str) -> EventPhase:
    published = reading.article.published
    size = min(len(date), len(published))
    if size >= 7 and date[:size] != published[:size]:
        return EventPhase.PLANNED if date > published else EventPhase.HELD
    around = {child.lower_ for child in token.children}
    for _ in range(4):
        around |= {verb.lower_, *(c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
        if verb.tag_ not in {"VB", "VBG"} or verb.head == verb:
            break
        verb = verb.head
    return EventPhase.PLANNED if around & _AHEAD else EventPhase.HELD
