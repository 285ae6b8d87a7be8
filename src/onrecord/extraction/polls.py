"""Poll figures: shares and leads (codebook section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Span as Tokens

from onrecord import dates
from onrecord.entries import PollFigure
from onrecord.extraction.choices import UNDECIDED
from onrecord.extraction.electorates import Electorates, find_electorates
from onrecord.extraction.pollsters import find_pollster
from onrecord.extraction.shares import Share, find_shares, leader_before
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind, Mention
from onrecord.reading.times import TimeMention

_POLL = re.compile(
    r"\b(?:polls?|polling|polled|surveys?|surveyed|pollsters?|likely voters|registered voters|respondents|caucus-?goers)\b",
    re.I,
)
#: "The poll", "the same survey": one that was spoken of before.
_SAME = re.compile(r"\b(?:the|that|this|same|it) (?:same )?(?:poll|survey)\b(?! of\b)", re.I)
_SUPPORT = re.compile(
    r"\b(?:support|backing|standing|numbers|share) (?:for|of|among|has|seems|appears)\b|['’]s (?:support|backing)\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:of the (?:[\w-]+ ){0,3}vote\b|precincts|won with|vote share|returns|ballots|turnout|won (?:nearly |about |just )?\d|won by|lost by|lost to|carried|defeated|landslide|election results?)",
    re.I,
)
_ASKING = re.compile(r"\b(?:polls?|surveys?)\b", re.I)
#: Views of somebody are no shares of support.
_VIEW = re.compile(
    r"\b(?:un)?favou?rab\w*|\b(?:dis)?approv\w*|\bpopularity\b|\btrustworth\w*|\bhonest\b|\bratings?\b|\bviews?\b|\bopinions? of\b"
    r"|\bqualified\b|\btemperament\b|\bjudgment\b|\bconfiden(?:t|ce)\b|\btrust\b|\bhandl(?:e|ing)\b|\bcredited\b|\b(?:more|less) likely to\b"
    r"|\bsuperdelegates\b",
    re.I,
)
_LEAD = re.compile(r"(?P<points>\d{1,2}(?:\.\d)?)[\s-]?(?:percentage[\s-])?points?\b(?! margin of)")
_LEADING = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|advantage|edge|margin|up|trail|trails|trailed|trailing|behind)\b", re.I
)
_GROUP = re.compile(
    r"\b(?:among|of) (?P<group>(?:likely |registered |white |black |hispanic |latino |young |older |independent )?"
    r"(?:democratic |republican |gop |female |male |primary )*"
    r"(?:women|men|voters|democrats|republicans|independents|evangelicals|whites|blacks|hispanics|latinos|caucus-?goers))",
    re.I,
)
_NATION = re.compile(r"\b(?:national|nationwide|nationally|countrywide)\b", re.I)
#: What a place is told by: where the people are who were asked.
_IN = frozenset("in across throughout".split())
_ASKED = re.compile(
    r"^(?:['’]s)?\s+(?:statewide |likely |registered |democratic |republican |gop |primary |presidential |state |senate )*"
    r"(?:polls?|polling|surveys?|voters|democrats|republicans|primary|caucus(?:-?goers|es)?|residents|adults|electorate)\b",
    re.I,
)
_COUNTRY = frozenset("u.s. us usa america united states the washington".split()) | {"the united states"}
#: "A poll of the state", "voters in the state": the one named last.
_THE_STATE = re.compile(r"\b(?:(?:of|in|across) the state|voters there)\b", re.IGNORECASE)
#: "CNN's December poll".
_MONTHLY = re.compile(rf"\b(?P<month>{'|'.join(dates.MONTHS)})(?: [A-Z][\w/.-]*){{0,4}} (?:[Pp]oll|[Ss]urvey)\b")
#: What follows a day on which a poll began: "22-25" (May), "through" (Monday).
_UNTIL = re.compile(r"\s?(?:[-–—]|to\b|through\b|(?P<between>and\b))\s?(?P<day>\d{1,2}\b(?!\s?(?:%|percent|points?)))?")
#: So many sentences behind the one that names a poll may still tell of it.
_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Poll:
    """A poll as its sentence tells it."""

    place: str = ""
    period: str = ""
    pollster: str = ""
    group: str = ""


def find_polls(reading: Reading) -> list[PollFigure]:
    """Every poll figure in the article, leads too (their `value` is None)."""
    found: dict[tuple[object, ...], PollFigure] = {}
    electorates = find_electorates(reading.article)
    told: _Poll | None = None
    since = _REACH + 1
    for sentence in reading.doc.sents:
        since = 0 if _POLL.search(sentence.text) else since + 1
        if since == 0:
            told = _told(reading, electorates, sentence, told)
        near = told if since <= _REACH else None
        if not _may_tell(sentence.text, near is not None, since):
            continue
        poll = near or _Poll(place=electorates.at(sentence.start_char))
        for figure in (*_shares(reading, sentence, poll), *_leads(reading, sentence, poll)):
            since = 0
            found.setdefault((figure.subject, figure.value, figure.lead, figure.place), figure)
    return list(found.values())


def _may_tell(text: str, near: bool, since: int) -> bool:
    """Whether a sentence can tell figures of a poll: `near` one, or of somebody's support; no result, nobody's repute."""
    if not (near or _SUPPORT.search(text)) or _VIEW.search(text):
        return False
    return not _RESULT.search(text) or bool(_ASKING.search(text)) or (near and since == 1)


def _told(reading: Reading, electorates: Electorates, sentence: Tokens, before: _Poll | None) -> _Poll:
    """The poll that a sentence names; "the poll" is the one before, with what is told of it now."""
    text = sentence.text
    places = _places(reading, sentence)
    place = places[0][1] if places else ""
    if not place and _THE_STATE.search(text):
        place = electorates.last_before(sentence.start_char)
    group = _GROUP.search(text)
    now = _Poll(
        place=place,
        period=_period(reading, sentence)
        or next((m.date for m in _times(reading, sentence) if len(m.date) > len("2016")), ""),
        pollster=find_pollster(text),
        group=group["group"] if group else "",
    )
    if _NATION.search(text):
        return now
    if before is not None and _SAME.search(text):
        return _Poll(
            place=now.place or before.place,
            period=now.period or before.period,
            pollster=now.pollster or before.pollster,
            group=now.group or before.group,
        )
    return replace(now, place=now.place or electorates.at(sentence.start_char))


def _times(reading: Reading, sentence: Tokens) -> list[TimeMention]:
    return [m for m in reading.times.within(sentence.start_char, sentence.end_char) if m.date]


def _period(reading: Reading, sentence: Tokens) -> str:
    """The days ("2023-05-22/2023-05-25") or the month in which a sentence says that people were asked, or ""."""
    text, published = reading.article.text, reading.article.published
    days = [mention for mention in _times(reading, sentence) if len(mention.date) == 10]
    for at, first in enumerate(days):
        until = _UNTIL.match(text, first.end)
        if until and until["between"] and not text[: first.start].endswith("between "):
            continue
        if until and until["day"]:
            last = min(f"{first.date[:8]}{until['day']:0>2}", dates.last_day(first.date[:7]))
        elif until and at + 1 < len(days) and days[at + 1].start == until.end():
            last = days[at + 1].date
        else:
            continue
        if first.date <= last:
            return f"{first.date}/{last}"
    if (monthly := _MONTHLY.search(sentence.text)) and (printed := dates.day(published)):
        month = dates.MONTHS.index(monthly["month"]) + 1
        return f"{printed.year - (month > printed.month)}-{month:02}"
    return ""


def _candidates(reading: Reading, sentence: Tokens) -> list[Mention]:
    """Who or what can have a share, at the sentence's own offsets."""
    kinds = {MemberKind.PERSON, MemberKind.MEASURE}
    start = sentence.start_char
    return [
        Mention(start=mention.start - start, end=mention.end - start, kind=mention.kind, member=mention.member)
        for mention in reading.cast.within(start, sentence.end_char)
        if reading.cast.members[mention.member].kind in kinds
    ]


def _shares(reading: Reading, sentence: Tokens, poll: _Poll) -> Iterator[PollFigure]:
    for share in find_shares(sentence.text, _candidates(reading, sentence)):
        if subject := _subject(reading, sentence, share):
            yield PollFigure(
                subject=subject,
                value=share.value,
                previous=share.previous,
                bound=share.bound,
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=0.7,
                **_setting(reading, sentence, poll, share.start, share.end),
            )


def _subject(reading: Reading, sentence: Tokens, share: Share) -> str:
    """Who or what a share favours: a member of the cast, "undecided", or a side of the measure that is asked about."""
    if share.member is not None:
        member = reading.cast.members[share.member]
        return f"{member.name}: in favor" if member.kind is MemberKind.MEASURE else member.name
    if share.choice == UNDECIDED:
        return share.choice
    measure = _measure(reading, sentence)
    return f"{measure}: {share.choice}" if measure else ""


def _measure(reading: Reading, sentence: Tokens) -> str:
    """The measure that a sentence asks about: one that it or the title names, else the only one of the article, or ""."""
    near = reading.cast.within(sentence.start_char, sentence.end_char)
    named = [reading.cast.name(mention) for mention in (*near, *reading.cast.mentions) if _is_measure(reading, mention)]
    told = next((name for name in named if name in sentence.text or name in reading.article.title), "")
    return told or (named[0] if len(set(named)) == 1 else "")


def _is_measure(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is of a measure that has a name of its own ("Initiative 12", not "the farm bill")."""
    member = reading.cast.members[mention.member]
    return member.kind is MemberKind.MEASURE and member.name[:1].isupper()


def _leads(reading: Reading, sentence: Tokens, poll: _Poll) -> Iterator[PollFigure]:
    text = sentence.text
    if not _LEADING.search(text):
        return
    mentions = _candidates(reading, sentence)
    for match in _LEAD.finditer(text):
        leader = leader_before(text, match.start(), mentions)
        if leader is not None:
            yield PollFigure(
                subject=reading.cast.name(leader),
                lead=float(match["points"]),
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=0.6,
                **_setting(reading, sentence, poll, match.start(), match.end()),
            )


def _setting(reading: Reading, sentence: Tokens, poll: _Poll, start: int, end: int) -> dict[str, Any]:
    """Place, period, pollster and group of the figure at [start, end) of its sentence."""
    places = _places(reading, sentence)
    behind = next((name for at, name in places if 0 <= at - end <= 25), "")
    before = [name for at, name in places if at < start]
    place = behind or (before[-1] if before else "")
    if not place and not _NATION.search(sentence.text):
        place = places[0][1] if places else poll.place
    group = _GROUP.search(sentence.text[end:]) or _GROUP.search(sentence.text)
    told = reading.times.day_of(sentence.start_char + start, sentence.start_char + end)
    return {
        "place": place,
        "period": _period(reading, sentence) or (told if len(told) > len("2016") else "") or poll.period,
        "pollster": find_pollster(sentence.text) or poll.pollster,
        "group": group["group"] if group else poll.group,
    }


def _places(reading: Reading, sentence: Tokens) -> list[tuple[int, str]]:
    """Where those who were asked live, with its place in the sentence; not where a candidate is from."""
    found = []
    pollster = find_pollster(sentence.text)
    for name in sentence.ents:
        if name.label_ != "GPE" or name.text.lower() in _COUNTRY or name.text in pollster:
            continue
        at, text = name.start_char - sentence.start_char, sentence.text
        before = reading.doc[name.start - 1] if name.start > sentence.start else None
        told = before is not None and before.lower_ in _IN
        asked = _ASKED.match(text[at + len(name.text) :])
        of = before is not None and before.lower_ in {"of", "for"} and _POLL.search(before.head.text)
        if told or asked or of or _POLL.search(text[at + len(name.text) : at + len(name.text) + 25]):
            found.append((at, name.text))
    return found
