"""Events: rallies, stops, debates, conventions, primaries, votes and the like (codebook section 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Event
from onrecord.extraction.attendance import anybody, named, who_of
from onrecord.extraction.bodies import body_before, body_of
from onrecord.extraction.occasions import WINNING, is_national, is_polling, kind_of
from onrecord.extraction.reach import contested, phrase_of, reach_of, reach_of_polls
from onrecord.extraction.timing import day_of, days_on, month_of, news_day, phase_of, told_day
from onrecord.extraction.venues import electorate_of, home_of, place_of
from onrecord.reading import Reading
from onrecord.reading.clauses import SUBJECTS, is_negated, verb_over
from onrecord.reading.people import MemberKind
from onrecord.reading.times import known_day

#: Those at which people vote.
_POLLS = frozenset({"primary", "election", "caucus"})
#: Contests, told by the place or the day that they are of.
_CONTESTS = _POLLS | {"vote", "debate", "convention"}
#: What a candidate does for votes: one such event in a place on a day, whatever it is called.
_CAMPAIGN = frozenset({"rally", "stop", "campaign event", "town hall", "speech", "trip"})
_ACTING = frozenset("vote endorse back support oppose say announce decide recommend urge call give".split())
#: Where people face and beat each other who run in no election there.
_ELSEWHERE = frozenset("debate court hearing forum trial game committee".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """A word that names an event of a kind, the verb that it stands under, and its sentence."""

    reading: Reading
    kind: str
    token: Token
    verb: Token
    sentence: Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Who, where and when a sentence tells an event to be."""

    who: tuple[str, ...]
    place: str
    date: str


def find_events(reading: Reading) -> list[Event]:
    """Every event with a place or a date, each once."""
    found: list[Event] = []
    home = home_of(reading)
    for sentence in reading.doc.sents:
        for token in sentence:
            if not (kind := kind_of(token)):
                continue
            naming = _Naming(reading=reading, kind=kind, token=token, verb=verb_over(token), sentence=sentence)
            if event := _event(naming, home):
                same = next((at for at, other in enumerate(found) if _is_same(event, other)), None)
                if same is None:
                    found.append(event)
                else:
                    found[same] = _together(found[same], event)
    return found


def _event(naming: _Naming, home: str) -> Event | None:
    """What a sentence tells of the event that a word of it names; None where that is too little to be one."""
    if _is_void(naming) or _acts(naming):
        return None
    if naming.kind == "vote":
        told = _vote(naming)
    elif naming.kind in _POLLS:
        told = _outcome(naming, home) if naming.token.pos_ == "VERB" else _polls(naming, home)
    elif naming.kind in _CONTESTS:
        told = _meeting(naming)
    else:
        told = _occasion(naming)
    if told is None:
        return None
    reading, sentence = naming.reading, naming.sentence
    return Event(
        kind=naming.kind,
        who=told.who if told.who or told.place else anybody(reading, sentence),
        place=told.place,
        date=told.date,
        phase=phase_of(reading, naming.verb, naming.token, told.date),
        evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
        confidence=0.6,
    )


def _vote(naming: _Naming) -> _Told | None:
    """A vote is a body's or in a place, on a day: "the Senate voted on Tuesday", "a vote in Raleigh on Tuesday"."""
    reading, token, verb = naming.reading, naming.token, naming.verb
    body = body_of(reading, verb, token) or (body_before(reading, token) if token.pos_ == "NOUN" else "")
    reach = reach_of(token, verb, naming.sentence)
    date = day_of(reading, reach, token) or (news_day(reading, verb) if token.pos_ == "VERB" else "")
    place = "" if body or token.pos_ == "VERB" else place_of(reading, reach, naming.sentence, token)
    return _Told(who=(body,) if body else (), place=place, date=date) if (body or place) and len(date) >= 7 else None


def _polls(naming: _Naming, home: str) -> _Told | None:
    """What people vote in has a place or a day; its place may be told by what the article is about."""
    reading, token, verb = naming.reading, naming.token, naming.verb
    date = day_of(reading, reach_of_polls(token, verb, naming.sentence), token)
    phrase = phrase_of(token)
    date = date or days_on(reading, phrase) or month_of(reading, phrase)
    place = place_of(reading, contested(token, verb), naming.sentence, token)
    if place:  # "the general election" alone is only spoken of
        date = date or known_day(phrase.text, reading.article.published)
    if not place and _is_near(reading, date) and not is_national(token):
        place = home
    who = who_of(reading, verb, token, {MemberKind.PERSON})
    return _Told(who=who, place=place, date=date) if place or len(date) >= 7 else None


def _outcome(naming: _Naming, home: str) -> _Told | None:
    """ "Ames won Ohio", "Ames beat Bell on Nov. 8", "Ohio votes on Nov. 8": a contest that no word names."""
    reading, token, sentence = naming.reading, naming.token, naming.sentence
    reach = reach_of(token, token, sentence)
    date = day_of(reading, reach, token)
    who = who_of(reading, token, token, {MemberKind.PERSON})
    if token.lemma_ in WINNING:
        return _Told(who=who, place=place_of(reading, reach, sentence, token), date=date)
    place = home if _is_near(reading, date) else ""
    if is_polling(token):
        place = electorate_of(token) or place
        return _Told(who=(), place=place, date=date) if place and len(date) == 10 else None
    rivals = named(reading, (child for child in token.children if child.dep_ == "dobj"), {MemberKind.PERSON})
    elsewhere = any(word.lemma_ in _ELSEWHERE for word in sentence)
    told = bool(who and rivals) and len(date) == 10 and not elsewhere
    return _Told(who=who + rivals, place=place, date=date) if told else None


def _meeting(naming: _Naming) -> _Told | None:
    """A debate or a convention: where and when it was, not where and when somebody spoke of it."""
    reading, token, verb = naming.reading, naming.token, naming.verb
    reach = reach_of(token, verb, naming.sentence)
    date = day_of(reading, reach, token)
    place = place_of(reading, reach if date else contested(token, verb), naming.sentence, token)
    who = who_of(reading, verb, token)
    if naming.kind == "convention":
        who = tuple(dict.fromkeys((*who, *_convened(naming))))
    date = date or known_day(f"{phrase_of(token).text} in {place}", reading.article.published)
    return _Told(who=who, place=place, date=date) if place or len(date) >= 7 else None


def _convened(naming: _Naming) -> tuple[str, ...]:
    """A convention by its name, or whose it is: "the Democratic National Convention", "the union convention"."""
    token = naming.token
    if token.pos_ == "PROPN":
        words = [t for t in token.lefts if t.ent_type_ != "DATE" and t.dep_ != "det"]
        return (token.doc[words[0].left_edge.i if words else token.i : token.i + 1].text,)
    return named(naming.reading, token.lefts, {MemberKind.ORGANISATION})


def _occasion(naming: _Naming) -> _Told | None:
    """A rally, a stop, a speech: what a noun names has a place or a day, what a verb tells has a place."""
    reading, token, verb, sentence = naming.reading, naming.token, naming.verb, naming.sentence
    reach = reach_of(token, verb, sentence)
    date, place = day_of(reading, reach, token), place_of(reading, reach, sentence, token)
    if not place and (not date or (token.pos_ == "VERB" and not _is_joint(naming, date))):
        return None
    date = date or told_day(reading, sentence, token) or news_day(reading, verb)
    return _Told(who=who_of(reading, verb, token), place=place, date=date)


def _is_joint(naming: _Naming, date: str) -> bool:
    """ "Will campaign with her on Monday", wherever it may be."""
    joined = any(child.lower_ in {"with", "alongside"} for child in naming.token.children)
    return naming.kind == "campaign event" and joined and len(date) >= 7


def _is_near(reading: Reading, date: str) -> bool:
    """Whether a day is of the year of publication, or of the years beside it: of an old contest nobody tells the place."""
    published = reading.article.published
    return bool(date and published) and abs(int(date[:4]) - int(published[:4])) <= 1


def _is_void(naming: _Naming) -> bool:
    """ "Will not campaign", "would have met", "cancelled": what does not take place."""
    if naming.verb.lemma_ in {"cancel", "scrap"}:
        return True
    auxiliaries = {child.lower_ for child in naming.verb.children if child.dep_ == "aux"}
    return (naming.verb == naming.token and is_negated(naming.verb)) or {"would", "have"} <= auxiliaries


def _acts(naming: _Naming) -> bool:
    """Whether a name for an event is that of an organisation, as whose it does something: "the Roundtable endorsed"."""
    reading, token = naming.reading, naming.token
    if token.pos_ != "PROPN" or token.dep_ not in SUBJECTS or naming.verb.lemma_ not in _ACTING:
        return False
    mention = reading.cast.at(token.idx, token.idx + len(token))
    return mention is not None and reading.cast.members[mention.member].kind is MemberKind.ORGANISATION


def _is_same(event: Event, other: Event) -> bool:
    """Whether two mentions can be of one event: neither's kind, place or day speaks against it, and one is told alike."""
    if event.kind == "vote" and not any(a in b or b in a for a in event.who for b in other.who):
        return False
    if _are_polls(event, other):
        return True
    if event.kind != other.kind and not (event.place and {event.kind, other.kind} <= _CAMPAIGN):
        return False
    one, two = (set(place.lower().replace(",", " ").split()) for place in (event.place, other.place))
    if one and two and not (one <= two or two <= one):
        return False
    if not _are_compatible(event.date, other.date):
        return False
    alike = bool(event.place and other.place) or bool(event.date and other.date)
    return alike or event.kind in _CONTESTS


def _are_polls(event: Event, other: Event) -> bool:
    """Whether a contest told by its outcome is the one that is named: on one day people vote once in a place."""
    kinds, lengths = {event.kind, other.kind}, {len(event.date), len(other.date)}
    if not kinds <= _POLLS or event.place != other.place or not _are_compatible(event.date, other.date):
        return False
    return lengths == {10} or ("election" in kinds and bool(event.place) and 4 not in lengths)


def _are_compatible(date: str, other: str) -> bool:
    """Whether two dates can mean one day: "2016" and "2016-11", but not "2016-10" and "2016-11"."""
    return date.startswith(other) or other.startswith(date)


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
