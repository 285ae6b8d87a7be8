"""Poll figures: shares and leads (codebook section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span as Tokens

from onrecord.article import find_outlets
from onrecord.entries import PollFigure
from onrecord.extraction.shares import find_shares
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind, Mention

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
    r"\b(?:of the (?:popular )?vote\b|precincts|won with|vote share|returns|ballots|turnout|won (?:nearly |about |just )?\d|won by|lost by|lost to|carried|defeated|landslide|election results?)",
    re.I,
)
_ASKING = re.compile(r"\b(?:polls?|surveys?)\b", re.I)
#: Views of somebody are no shares of support.
_VIEW = re.compile(
    r"\b(?:un)?favou?rab\w*|\b(?:dis)?approv\w*|\bpopularity\b|\btrustworth\w*|\bhonest\b|\bratings?\b|\bviews?\b|\bopinions? of\b",
    re.I,
)
_LEAD = re.compile(r"(?P<points>\d{1,2}(?:\.\d)?)[\s-]?(?:percentage[\s-])?points?\b")
_LEADING = re.compile(r"\b(?:lead|leads|led|leading|ahead|advantage|edge|margin|up)\b", re.I)
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
_COUNTRY = frozenset("u.s. us usa america united states the washington".split())
#: Pollsters that are no outlets.
_POLLSTERS = re.compile(
    r"\b(?:Gallup|Quinnipiac(?: University)?|Monmouth(?: University)?|Marist(?: College)?|Rasmussen(?: Reports)?|Pew(?: Research Center)?"
    r"|Public Policy Polling|PPP|Ipsos|YouGov|Suffolk(?: University)?|Emerson(?: College)?|Siena(?: College)?|Marquette(?: Law School)?"
    r"|Harris|Zogby|SurveyUSA|Selzer|Morning Consult|Mason-Dixon|Elon|Roanoke College|Field Poll|EPIC-MRA|Data for Progress|GfK)\b"
)
#: So many sentences behind the one that names a poll may still tell of it.
_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Poll:
    """A poll as its sentence tells it."""

    sentence: Tokens
    place: str
    period: str
    pollster: str


def find_polls(reading: Reading) -> list[PollFigure]:
    """Every poll figure in the article, leads too (their `value` is None)."""
    found: dict[tuple[object, ...], PollFigure] = {}
    poll: _Poll | None = None
    since = 0
    for sentence in reading.doc.sents:
        if _POLL.search(sentence.text):
            poll, since = _told(reading, sentence, poll), 0
        else:
            since += 1
        if since > _REACH:
            poll = None
        if poll is None and not _SUPPORT.search(sentence.text):
            continue
        if (
            _RESULT.search(sentence.text) and not (_ASKING.search(sentence.text) or (poll is not None and since == 1))
        ) or _VIEW.search(sentence.text):
            continue
        for figure in (*_shares(reading, sentence, poll), *_leads(reading, sentence, poll)):
            since = 0
            found.setdefault((figure.subject, figure.value, figure.lead, figure.place), figure)
    return list(found.values())


def _told(reading: Reading, sentence: Tokens, before: _Poll | None) -> _Poll:
    """The poll that a sentence names; "the poll" is the one before, with what is told of it now."""
    places = _places(reading, sentence)
    place = places[0][1] if places else ""
    pollster = _pollster(sentence.text)
    told = [m.date for m in reading.times.within(sentence.start_char, sentence.end_char) if m.date]
    period = told[0] if told else ""
    if before is not None and _SAME.search(sentence.text) and not _NATION.search(sentence.text):
        place, pollster, period = place or before.place, pollster or before.pollster, period or before.period
    return _Poll(sentence=sentence, place=place, period=period, pollster=pollster)


def _candidates(reading: Reading, sentence: Tokens) -> list[Mention]:
    """Who or what can have a share, at the sentence's own offsets."""
    kinds = {MemberKind.PERSON, MemberKind.MEASURE}
    start = sentence.start_char
    return [
        Mention(start=mention.start - start, end=mention.end - start, kind=mention.kind, member=mention.member)
        for mention in reading.cast.within(start, sentence.end_char)
        if reading.cast.members[mention.member].kind in kinds
    ]


def _shares(reading: Reading, sentence: Tokens, poll: _Poll | None) -> Iterator[PollFigure]:
    mentions = _candidates(reading, sentence)
    for share in find_shares(sentence.text, mentions) if mentions else ():
        assert share.member is not None
        yield PollFigure(
            subject=reading.cast.members[share.member].name,
            value=share.value,
            previous=share.previous,
            bound=share.bound,
            evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
            confidence=0.7,
            **_setting(reading, sentence, poll, share.start, share.end),
        )


def _leads(reading: Reading, sentence: Tokens, poll: _Poll | None) -> Iterator[PollFigure]:
    text = sentence.text
    if not _LEADING.search(text):
        return
    mentions = _candidates(reading, sentence)
    for match in _LEAD.finditer(text):
        before = [mention for mention in mentions if mention.start < match.start()]
        if before:
            yield PollFigure(
                subject=reading.cast.name(before[0]),
                lead=float(match["points"]),
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=0.6,
                **_setting(reading, sentence, poll, match.start(), match.end()),
            )


def _setting(reading: Reading, sentence: Tokens, poll: _Poll | None, start: int, end: int) -> dict[str, Any]:
    """Place, period, pollster and group of the figure at [start, end) of its sentence."""
    places = _places(reading, sentence)
    behind = next((name for at, name in places if 0 <= at - end <= 25), "")
    before = [name for at, name in places if at < start]
    place = behind or (before[-1] if before else "")
    if not place and not _NATION.search(sentence.text):
        place = places[0][1] if places else poll.place if poll is not None else ""
    group = _GROUP.search(sentence.text[end:]) or _GROUP.search(sentence.text)
    told = reading.times.day_of(sentence.start_char + start, sentence.start_char + end)
    return {
        "place": place,
        "period": told or (poll.period if poll is not None else ""),
        "pollster": _pollster(sentence.text) or (poll.pollster if poll is not None else ""),
        "group": group["group"] if group else "",
    }


def _places(reading: Reading, sentence: Tokens) -> list[tuple[int, str]]:
    """Where those who were asked live, with its place in the sentence; not where a candidate is from."""
    found = []
    for name in sentence.ents:
        if name.label_ != "GPE" or name.text.lower() in _COUNTRY:
            continue
        at, text = name.start_char - sentence.start_char, sentence.text
        before = reading.doc[name.start - 1] if name.start > sentence.start else None
        told = before is not None and before.lower_ in _IN
        asked = _ASKED.match(text[at + len(name.text) :])
        of = before is not None and before.lower_ in {"of", "for"} and _POLL.search(before.head.text)
        if told or asked or of or _POLL.search(text[at + len(name.text) : at + len(name.text) + 25]):
            found.append((at, name.text))
    return found


def _pollster(text: str) -> str:
    named = _POLLSTERS.search(text)
    if named is not None:
        return named.group()
    return next((name for _, _, name in find_outlets(text, 0, len(text))), "") if _POLL.search(text) else ""
