"""Events: rallies, stops, debates, conventions, primaries, votes and the like (codebook section 6)."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Event, EventPhase
from onrecord.extraction.ballots import body_before, body_of
from onrecord.extraction.occasions import is_national, kind_of
from onrecord.extraction.venues import home_of, is_told_of, place_of
from onrecord.reading import Reading
from onrecord.reading.clauses import SUBJECTS, is_negated, verb_over
from onrecord.reading.people import MemberKind

#: Contests, told by the place or the day that they are of.
_CONTESTS = frozenset({"primary", "election", "caucus", "vote", "debate", "convention"})
#: Those at which people vote, and the verbs whose day is theirs too.
_POLLS = frozenset({"primary", "election", "caucus"})
_CONTESTING = frozenset(
    "win lose beat defeat face hold have host meet prevail sweep compete finish schedule set postpone move".split()
)
#: What a candidate does for votes: one such event in a place on a day, whatever it is called.
_CAMPAIGN = frozenset({"rally", "stop", "campaign event", "town hall", "speech", "trip"})
_ACTING = frozenset("vote endorse back support oppose say announce decide recommend urge call give".split())
_PHRASES = frozenset("prep npadvmod dobj advmod nsubj pobj attr nsubjpass agent".split())
_SPANS = frozenset({"since", "from", "between"})
_AHEAD = frozenset("will ’ll 'll would plans plan planned scheduled expected set slated upcoming next".split())


def find_events(reading: Reading) -> list[Event]:
    """Every event with a place or a date, each once."""
    found: list[Event] = []
    home = home_of(reading)
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


def _event(reading: Reading, sentence: Tokens, token: Token, kind: str, home: str) -> Event | None:
    """What a sentence tells of the event that a word of it names; None where it tells neither place nor day."""
    verb = verb_over(token)
    if _is_void(verb, token) or _acts(reading, verb, token):
        return None
    reach = (
        _reach(token, verb, sentence) if kind not in _POLLS or _is_told_by(verb, token) else _with_time(_phrase(token))
    )
    date = _date(reading, reach, token)
    if kind == "vote":
        place = ""
        who = _voters(reading, verb, token)
        date = date or (_news_day(reading, verb) if token.pos_ == "VERB" else "")
        told = bool(who) and len(date) >= 7
    elif kind in _CONTESTS:
        place = place_of(reading, _contested(token, verb) if kind in _POLLS else reach, sentence, token)
        if not place and kind != "debate" and _is_near(reading, date) and not is_national(token):
            place = home
        who = _who(reading, verb, token)
        told = bool(date if kind == "debate" else place or len(date) >= 7)
    else:
        place = place_of(reading, reach, sentence, token)
        who = _who(reading, verb, token)
        told = bool(place or (date and token.pos_ != "VERB") or (kind == "campaign event" and _is_joint(token, date)))
    if not told:
        return None
    if kind == "convention" and token.pos_ == "PROPN":
        who += (_without_article(token.doc[token.left_edge.i : token.i + 1].text),)
    if not who and not place:
        who = _anybody(reading, sentence)
    if not date and kind not in _CONTESTS:
        date = _date(reading, sentence, token) or _news_day(reading, verb)
    return Event(
        kind=kind,
        who=who,
        place=place,
        date=date,
        phase=_phase(reading, verb, token, date),
        evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
        confidence=0.6,
    )


def _is_void(verb: Token, token: Token) -> bool:
    """ "Will not campaign", "would have met": what does not take place."""
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return (verb == token and is_negated(verb)) or {"would", "have"} <= words


def _acts(reading: Reading, verb: Token, token: Token) -> bool:
    """Whether a name for an event is that of an organisation, as whose it does something: "the Roundtable endorsed"."""
    if token.pos_ != "PROPN" or token.dep_ not in SUBJECTS or verb.lemma_ not in _ACTING:
        return False
    mention = reading.cast.at(token.idx, token.idx + len(token))
    return mention is not None and reading.cast.members[mention.member].kind is MemberKind.ORGANISATION


def _voters(reading: Reading, verb: Token, token: Token) -> tuple[str, ...]:
    """The body whose vote it is."""
    body = body_of(reading, verb, token) or (body_before(reading, token) if token.pos_ == "NOUN" else "")
    return (body,) if body else ()


def _is_joint(verb: Token, date: str) -> bool:
    """ "Will campaign with her on Monday", wherever it may be."""
    return len(date) >= 7 and any(child.lower_ in {"with", "alongside"} for child in verb.children)


def _is_near(reading: Reading, date: str) -> bool:
    """Whether a day is of the year of publication, or of the years beside it: of an old contest nobody tells the place."""
    published = reading.article.published
    return bool(date and published) and abs(int(date[:4]) - int(published[:4])) <= 1


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)


def _phrase(token: Token) -> Tokens:
    """The event's own words: "the Alabama special election next week", "Cruz's Iowa caucus win"."""
    head = token.head if token.dep_ in {"compound", "nmod"} else token
    return token.doc[head.left_edge.i : head.right_edge.i + 1]


def _is_told_by(verb: Token, token: Token) -> bool:
    """Whether the verb's day is that of the polls: "won the primary on Tuesday", not "on Tuesday endorsed her in it"."""
    aside = token.dep_ == "pobj" and token.head.lower_ in {"before", "after", "until", "since", "of"}
    return not aside and (verb.lemma_ in _CONTESTING or (token.dep_ in SUBJECTS and token.head == verb))


def _with_time(phrase: Tokens) -> Tokens:
    """A phrase with the time right behind it, which the parser may give to the verb: "the primary in September"."""
    after = phrase.doc[phrase.end] if phrase.end < phrase.sent.end else None
    told = after is not None and (after.lower_ in {"on", "in"} or after.ent_type_ == "DATE")
    return phrase.doc[phrase.start : after.right_edge.i + 1] if after is not None and told else phrase


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
    for child in verb.children if token == verb or _stands_under(token, verb) else ():
        starting = child.dep_ in {"advcl", "acl"} and child.lower_ in {"starting", "beginning", "ending"}
        if starting or child.dep_ in _PHRASES:
            inside |= {t.i for t in child.subtree}
    inside = {i for i in inside if sentence.start <= i < sentence.end}
    return token.doc[min(inside, default=token.i) : max(inside, default=token.i) + 1]


def _stands_under(token: Token, verb: Token) -> bool:
    """Whether an event stands right under its verb: "meet for the last of three debates", "held a rally and a dinner"."""
    while token.dep_ == "conj" or (token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head != verb):
        token = token.head if token.dep_ == "conj" else token.head.head
    return verb == (token.head.head if token.dep_ == "pobj" else token.head)


def _date(reading: Reading, words: Tokens, token: Token) -> str:
    """The day told nearest to the event's word."""
    times = [
        m
        for m in reading.times.within(words.start_char, words.end_char)
        if m.date
        and not m.start <= token.idx < m.end  # "a week before the Iowa caucuses" is not their day
        and _is_a_day_of(words.doc.char_span(m.start, m.end, alignment_mode="expand"), token)
    ]
    return min(times, key=lambda m: abs(m.start - token.idx)).date if times else ""


def _is_a_day_of(time: Tokens | None, token: Token) -> bool:
    """Whether a time can tell when an event is: "since 1978" and a relative clause about something else do not."""
    return time is not None and time[0].lower_ not in _SPANS and is_told_of(time.root, token)


def _news_day(reading: Reading, verb: Token) -> str:
    """What is told in the simple past without a day took place on the day that the opening reports on."""
    told = verb.tag_ == "VBD" and not any(c.dep_ == "aux" for c in verb.children)
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
