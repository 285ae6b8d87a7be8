"""Timing: when an event is, and whether it has been."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord import dates
from onrecord.entries import EventPhase
from onrecord.extraction.venues import is_told_of
from onrecord.reading import Reading

_AHEAD = frozenset("will 'll would plans plan planned scheduled expected set slated upcoming next".split())
_SPANS = frozenset({"since", "from", "between"})
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
#: "Twelve days before", "with six days to go before".
_DAYS_BEFORE = re.compile(r"\b(?P<count>\w+) days? (?:to go |left )?before\s+$", re.IGNORECASE)


def day_of(reading: Reading, words: Tokens, token: Token) -> str:
    """The day told nearest to the event's word; a vaguer time where no day is told."""
    times = [
        m
        for m in reading.times.within(words.start_char, words.end_char)
        if m.date
        and not m.start <= token.idx < m.end  # "a week before the Iowa caucuses" is not their day
        and _is_a_day_of(words.doc.char_span(m.start, m.end, alignment_mode="expand"), token)
    ]
    # "Saturday, July 14": the weekday says less.
    times = [m for m in times if not any(0 <= other.start - m.end <= 2 for other in times)]
    return min(times, key=lambda m: (len(m.date) < 10, abs(m.start - token.idx))).date if times else ""


def month_of(reading: Reading, phrase: Tokens) -> str:
    """Of "the June primary": the month of that name that is nearest to the day of publication, or ""."""
    published = dates.day(reading.article.published)
    named = (_MONTHS[t.text] for t in phrase if t.text in _MONTHS and t.dep_ in {"compound", "nmod", "amod", "poss"})
    month = next(named, 0)
    if published is None or not month:
        return ""
    ahead = (month - published.month + 5) % 12 - 5
    year = published.year + (published.month - 1 + ahead) // 12
    return f"{year}-{month:02d}"


def days_on(reading: Reading, phrase: Tokens) -> str:
    """The day of what the opening of an article counts the days to: "12 days before the Ohio primary", or ""."""
    told = _DAYS_BEFORE.search(reading.doc.text, max(phrase.start_char - 40, 0), phrase.start_char)
    today = dates.day(reading.news_day or reading.article.published)
    if told is None or today is None or phrase.end_char > reading.opening:
        return ""
    count = told["count"].lower()
    number = _NUMBERS.index(count) if count in _NUMBERS else int(count) if count.isdecimal() and len(count) < 4 else 0
    return (today + dt.timedelta(days=number)).isoformat() if number else ""


def _is_a_day_of(time: Tokens | None, token: Token) -> bool:
    """Whether a time can tell when an event is: "since 1978" and what is told of something else do not."""
    return time is not None and time[0].lower_ not in _SPANS and is_told_of(time.root, token)


def told_day(reading: Reading, sentence: Tokens, token: Token) -> str:
    """The day of the sentence, of an event that its main clause tells of: of one that is recalled it tells nothing."""
    return "" if _is_recalled(token) else day_of(reading, sentence, token)


def news_day(reading: Reading, verb: Token) -> str:
    """What is told in the simple past without a day took place on the day that the opening reports on."""
    while verb.tag_ == "VBG" and verb.dep_ == "advcl":
        verb = verb.head  # "said, addressing supporters in Raleigh"
    told = verb.tag_ == "VBD" and not any(c.dep_ == "aux" for c in verb.children)
    return reading.news_day if told and not _is_recalled(verb) else ""


def _is_recalled(token: Token) -> bool:
    """Whether a word stands in a clause that looks back: "Ames, who held a rally", "after she held a rally".

    "In August, when she held a rally" tells the day of it.
    """
    for clause in (token, *token.ancestors):
        opening = {child.lower_ for child in clause.children if child.dep_ in {"mark", "advmod"}}
        if (clause.dep_ == "relcl" and "when" not in opening) or (clause.dep_ == "advcl" and "after" in opening):
            return True
    return False


def phase_of(reading: Reading, verb: Token, token: Token, date: str) -> EventPhase:
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
