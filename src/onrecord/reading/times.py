"""Times: the days that an article names, resolved against its stated day of publication."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc, Span, Token

from onrecord import dates
from onrecord.model import Article
from onrecord.reading.clauses import verb_over


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Characters [start, end) that name a time, and the ISO prefix they mean ("" if it cannot be told)."""

    start: int
    end: int
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Every time that an article names, in order of text, and the day of publication ("" if not stated)."""

    published: str
    mentions: tuple[TimeMention, ...]
    sentences: tuple[int, ...] = ()

    def within(self, start: int, end: int) -> tuple[TimeMention, ...]:
        """The time mentions that lie in [start, end), in order of text."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)

    def day_of(self, start: int, end: int) -> str:
        """The day told nearest to the words [start, end) within their sentence, else a vaguer date, or "".

        Days to come are passed over: what is reported has happened.
        """
        first = self.sentences[max(0, bisect.bisect_right(self.sentences, start) - 1)] if self.sentences else start
        at = bisect.bisect_left(self.sentences, end)
        last = self.sentences[at] if at < len(self.sentences) else end + 400
        told = [m for m in self.within(first, last) if m.date and not (self.published and m.date > self.published)]
        nearest = min(told, key=lambda m: (len(m.date) < 10, max(m.start - end, start - m.end, 0)), default=None)
        return nearest.date if nearest else ""

    def news_day(self, end: int) -> str:
        """The day that the article's first words, up to the character `end`, report on, or "".

        News is at most two days old: the latest day named there that is no older, and not still to come.
        """
        printed = dates.day(self.published)
        days = [day for m in self.within(0, end) if len(m.date) == 10 and (day := dates.day(m.date))]
        fresh = [day for day in days if printed and 0 <= (printed - day).days <= 2]
        return max(fresh).isoformat() if fresh else ""

    def year_of(self, start: int, end: int) -> str:
        """A year before that of publication which the characters [start, end) name, or ""."""
        years = [m.date[:4] for m in self.within(start, end) if m.date and m.date[:4] < self.published[:4]]
        return years[0] if years else ""


_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
#: Words that say that something is to come.
_PLANNED = frozenset("scheduled expected planned set slated plans upcoming ahead vote before".split())
_COMING = frozenset({"will", "’ll", "'ll", "shall", "to", "would"})
_SAYING = frozenset("say tell note write report add suggest argue come follow".split())
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_COUNT = r"(?P<count>an?|one|two|three|four|five|six|seven|ten|\d{1,2})"

_PATTERN = re.compile(
    rf"""
      \b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b
    | \b(?:(?P<edge>early|late|mid|in|since|during|until|last|this|next|of)[\s-]+)(?:in\s+)?{_MONTH.replace("month", "bare")}(?:,?\s+(?:of\s+)?(?P<bareyear>(?:19|20)\d\d))?(?!\s+\d)
    | \b{_MONTH.replace("month", "full")},?\s+(?P<fullyear>(?:19|20)\d\d)\b
    | \b(?P<direction>last|next|this(?:\s+coming|\s+past)?|on|late|early)?\s*\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
    | \b(?P<near>today|tonight|yesterday|tomorrow|this\s+(?:morning|afternoon|evening)|last\s+night)\b
    | \b(?:(?P<part>earlier|later|late|early)\s+)?(?P<which>last|this|next|past)\s+(?P<unit>week(?:end)?|month|year|spring|summer|fall|autumn|winter)\b
    | \b{_COUNT}\s+(?P<units>day|week|month|year)s?\s+(?P<side>ago|earlier|before|after|later|from\s+now)\b
    | \b(?:in|since|during|of|the|back\s+in|until|by|before|after|from|his|her|their|fall|spring|summer)\s+(?P<only>(?:19|20)\d\d)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_times(article: Article, doc: Doc) -> Times:
    """All times of the article. Without a publication date relative days have the date ""."""
    published = dates.day(article.published)
    found = {m.start: m for m in _events(doc.text, published)}
    for match in _PATTERN.finditer(doc.text):
        if match["weekday"] and match["weekday"][0].islower():
            continue
        date = _resolve(match, published, doc)
        start = _start(match)
        found.setdefault(start, TimeMention(start=start, end=match.end(), date=date))
    sentences = tuple(sentence.start_char for sentence in doc.sents)
    return Times(published=article.published, mentions=tuple(found[at] for at in sorted(found)), sentences=sentences)


def _resolve(match: re.Match[str], published: dt.date | None, doc: Doc) -> str:
    """The ISO prefix that one match means, "" where it hangs on an unknown day of publication."""
    if match["year"] or match["day"]:
        return _full(match, published, doc)
    if month := match["full"] or match["bare"]:
        if not (year := match["fullyear"] or match["bareyear"]) and _is_of_a_noun(match, doc) and published is not None:
            return _nearest(_number(month), published)
        return _month(month, year, match["edge"], published, _is_future(match, doc))
    if match["only"]:
        return match["only"]
    if published is None:
        return ""
    if match["weekday"]:
        return _weekday(match["weekday"], (match["direction"] or "").lower(), published, _is_future(match, doc))
    if match["near"]:
        near = match["near"].lower()
        shift = -1 if near in {"yesterday", "last night"} else 1 if near == "tomorrow" else 0
        return (published + dt.timedelta(days=shift)).isoformat()
    if match["unit"]:
        return _unit(match["which"].lower(), match["unit"].lower(), published)
    return _ago(match, published)


def _full(match: re.Match[str], published: dt.date | None, doc: Doc) -> str:
    month, day = _number(match["month"]), int(match["day"])
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return ""
    else:
        year = published.year
        ahead = (month, day) > (published.month, published.day)
        if ahead and not _is_future(match, doc) and month - published.month > 5:
            year -= 1
        elif not ahead and _is_future(match, doc) and published.month - month > 5:
            year += 1
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(name: str, year: str | None, edge: str | None, published: dt.date | None, future: bool) -> str:
    month = _number(name)
    if year:
        return f"{year}-{month:02d}"
    if published is None:
        return ""
    past = month > published.month and (not future or (edge or "").lower() in {"last", "since"})
    coming = month < published.month and future and (edge or "").lower() != "last"
    return f"{published.year - past + coming}-{month:02d}"


def _nearest(month: int, published: dt.date) -> str:
    """ "The convention in September": the September nearest to the day of publication."""
    ahead = (month - published.month) % 12
    return (published + relativedelta(months=ahead if ahead <= 6 else ahead - 12)).isoformat()[:7]


def _number(month: str) -> int:
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(month.lower().rstrip(".")[:3]))


def _weekday(name: str, direction: str, published: dt.date, future: bool) -> str:
    wanted = next(index for index, day in enumerate(_DAYS) if day.startswith(name.lower()))
    back = (published.weekday() - wanted) % 7
    if (
        direction.startswith("next")
        or direction == "this coming"
        or (future and direction not in {"last", "this past"})
    ):
        return (
            published + dt.timedelta(days=(wanted - published.weekday()) % 7 or 7 * (direction == "next"))
        ).isoformat()
    if direction == "last" and back == 0:
        back = 7
    return (published - dt.timedelta(days=back)).isoformat()


def _unit(which: str, unit: str, published: dt.date) -> str:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return str(published.year + step)
    if unit == "month":
        return (published + relativedelta(months=step)).isoformat()[:7]
    if unit.startswith("week"):
        return (published + dt.timedelta(weeks=step)).isoformat()[:7]
    return str(published.year + (step if which != "past" else 0))


def _ago(match: re.Match[str], published: dt.date) -> str:
    """ "Two weeks ago": a month where only that can be told; "a week after" without an event is not told."""
    if match["side"].lower() not in {"ago", "from now"}:
        return ""
    number = _count(match["count"]) * (-1 if match["side"].lower() == "ago" else 1)
    unit = match["units"].lower()
    if unit == "day":
        return (published + dt.timedelta(days=number)).isoformat()
    if unit == "week":
        return (published + dt.timedelta(weeks=number)).isoformat()[:7]
    if unit == "month":
        return (published + relativedelta(months=number)).isoformat()[:7]
    return str(published.year + number)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.lower()]


def _words(match: re.Match[str], doc: Doc) -> Span | None:
    """The words of a match."""
    return doc.char_span(_start(match), match.end(), alignment_mode="expand")


def _start(match: re.Match[str]) -> int:
    """Where the words of a match begin, behind its space."""
    return match.start() + len(match.group()) - len(match.group().lstrip())


def _is_of_a_noun(match: re.Match[str], doc: Doc) -> bool:
    """Whether a time tells of which event a noun speaks ("the convention in September"), not when something was done."""
    words = _words(match, doc)
    if words is None:
        return False
    root = words.root
    preposition = root if root.dep_ == "prep" else root.head
    return preposition.dep_ == "prep" and preposition.lower_ == "in" and preposition.head.pos_ in {"NOUN", "PROPN"}


def _is_future(match: re.Match[str], doc: Doc) -> bool:
    """Whether the clause that names the time speaks of what is to come."""
    words = _words(match, doc)
    if words is None:
        return False
    verb = verb_over(words.root)
    near = {token.lower_ for token in doc[max(words.sent.start, words.start - 6) : words.start]}
    if near & _PLANNED or _is_scheduled(verb, words.root):
        return True
    for _ in range(4):
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        if auxiliaries & _COMING or verb.lower_ in _PLANNED:
            return True
        if verb.tag_ not in {"VBG", "VB"} or verb.head == verb:
            return False
        verb = verb.head  # "is expected to join him before traveling on Sunday"
    return False


def _is_scheduled(verb: Token, time: Token) -> bool:
    """The present tells what is to come on a day of its own: "early voting begins Saturday", not "he says Saturday".

    Headlines are in the present whatever they tell.
    """
    own = time.head == verb or (time.dep_ == "pobj" and time.head.lower_ == "on" and time.head.head == verb)
    past = verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_ in _SAYING or any(c.dep_ == "auxpass" for c in verb.children)
    return own and not past and verb.sent[-1].text in {".", "”", '"', "?", "!"}


def known_day(words: str, published: str) -> str:
    """The day of the dated event that the words name and that is nearest to a day of publication, or "".

    >>> known_day("the Republican National Convention in Cleveland", "2016-08-02")
    '2016-07-18'
    """
    printed, words = dates.day(published), words.replace("’", "'")
    if printed is None:
        return ""
    named = (_nearest_day(days, printed) for pattern, _, days in _calendar() if pattern.search(words))
    return next((day.isoformat() for day in named if day is not None), "")


def _nearest_day(days: tuple[str, ...], published: dt.date) -> dt.date | None:
    day = min(map(dt.date.fromisoformat, days), key=lambda one: abs(one - published))
    return day if abs(day - published) <= dt.timedelta(days=250) else None


@functools.cache
def _calendar() -> tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...]:
    """Of each dated event the pattern of its words, the same behind "hours after" and the like, and its days."""
    table = tomllib.loads(files(__package__).joinpath("calendar.toml").read_text(encoding="utf-8"))
    relation = rf"(?:(?:{_COUNT}\s+(?P<units>hour|day|week|month)s?|hours|shortly|minutes|moments|(?P<next>the day))\s+(?P<side>after|before)\s+)"
    return tuple(
        (
            re.compile(rf"\b(?:{event['words']})", re.IGNORECASE),
            re.compile(relation + rf"(?:\w+\s+){{0,2}}?(?:{event['words']})", re.IGNORECASE),
            tuple(event["dates"]),
        )
        for event in table["event"]
    )


def _events(text: str, published: dt.date | None) -> Iterator[TimeMention]:
    """ "Hours after Biden exited the race", "a week after Election Day": a dated event, moved by what is said."""
    if published is None:
        return
    text = text.replace("’", "'")
    for _, pattern, days in _calendar():
        for match in pattern.finditer(text):
            day = _nearest_day(days, published)
            if day is None:
                continue
            sign = 1 if match["side"].lower() == "after" else -1
            unit = (match["units"] or "").lower()
            number = sign * _count(match["count"] or "a")
            if match["next"]:
                day += dt.timedelta(days=sign)
            elif unit in {"day", "week"}:
                day += dt.timedelta(days=number * (7 if unit == "week" else 1))
            elif unit == "month":
                day += relativedelta(months=number)
            yield TimeMention(start=match.start(), end=match.end(), date=day.isoformat())
