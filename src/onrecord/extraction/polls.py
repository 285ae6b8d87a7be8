"""Poll figures: shares and leads (codebook section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Span as Tokens

from onrecord.article import find_outlets
from onrecord.entries import PollFigure
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind, Mention

_POLL = re.compile(
    r"\b(?:polls?|polling|polled|surveys?|surveyed|pollsters?|likely voters|registered voters|respondents)\b", re.I
)
_SUPPORT = re.compile(
    r"\b(?:support|backing|standing|numbers|share) (?:for|of|among|has|seems|appears)\b|’s (?:support|backing)\b|'s (?:support|backing)\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:of the vote\b|precincts|won with|vote share|returns|ballots counted|turnout)\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?:from (?P<previous>\d{1,2}(?:\.\d)?)(?: ?%| percent)? to )?\b(?P<value>\d{1,2}(?:\.\d)?) ?(?P<unit>%|percent\b|per cent\b|pc\b)"
    r"|(?P<from>\d{1,2}) to (?P<to>\d{1,2}) percent"
)
_BOUND = re.compile(
    r"\b(?:(?P<under>under|below|less than|fewer than)|(?P<over>over|above|more than|at least)|(?P<about>about|around|roughly|nearly|almost|just under))\s+$"
)
_LEAD = re.compile(r"(?P<points>\d{1,2}(?:\.\d)?)[\s-]?(?:percentage[\s-])?points?\b")
_LEADING = re.compile(r"\b(?:lead|leads|led|leading|ahead|advantage|edge|margin|up)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"^[^.;]{0,60}?\b(?:support(?:ed|ing)?|back(?:ed|ing)?|favou?r(?:ed|ing)?|prefer(?:red)?|for|chose|pick(?:ed)?|vote for|with)\s+$",
    re.I,
)
_CHANGE = re.compile(r"\b(?:down|up) from (?P<previous>\d{1,2}(?:\.\d)?)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:among|of) (?P<group>(?:likely |registered |white |black |hispanic |latino |young |older |independent )?(?:democratic |republican |female |male )?(?:women|men|voters|democrats|republicans|independents|evangelicals|whites|blacks|hispanics|latinos))",
    re.I,
)
#: Pollsters that are no outlets.
_POLLSTERS = re.compile(
    r"\b(?:Gallup|Quinnipiac(?: University)?|Monmouth(?: University)?|Marist(?: College)?|Rasmussen(?: Reports)?|Pew(?: Research Center)?"
    r"|Public Policy Polling|PPP|Ipsos|YouGov|Suffolk(?: University)?|Emerson(?: College)?|Siena(?: College)?|Marquette(?: Law School)?"
    r"|Harris|Zogby|SurveyUSA|Selzer|Morning Consult|Mason-Dixon|Elon|Roanoke College|Field Poll|EPIC-MRA|Data for Progress|GfK)\b"
)


def find_polls(reading: Reading) -> list[PollFigure]:
    """Every poll figure in the article, leads too (their `value` is None)."""
    found: dict[tuple[object, ...], PollFigure] = {}
    context: Tokens | None = None
    for sentence in reading.doc.sents:
        if _POLL.search(sentence.text):
            context = sentence
        elif (
            context is not None and "\n" in reading.tagged.text[context.end_char : sentence.start_char].strip(" \t")[:1]
        ):
            context = context if _SHARE.search(sentence.text) else None
        if context is None and not _SUPPORT.search(sentence.text):
            continue
        if _RESULT.search(sentence.text):
            continue
        for figure in (*_shares(reading, sentence, context), *_leads(reading, sentence, context)):
            found.setdefault((figure.subject, figure.value, figure.lead, figure.place, figure.group), figure)
    return list(found.values())


def _candidates(reading: Reading, sentence: Tokens) -> list[Mention]:
    return [
        mention
        for mention in reading.cast.within(sentence.start_char, sentence.end_char)
        if reading.cast.members[mention.member].kind is MemberKind.PERSON
    ]


def _shares(reading: Reading, sentence: Tokens, context: Tokens | None) -> Iterator[PollFigure]:
    mentions = _candidates(reading, sentence)
    if not mentions:
        return
    text, begin = sentence.text, sentence.start_char
    figures = list(_SHARE.finditer(text))
    last = None
    for number, match in enumerate(figures):
        subject = _subject(reading, text, begin, match, mentions, figures[number - 1].end() if number else 0) or last
        if subject is None:
            continue
        previous = match["previous"] or match["from"]
        if change := _CHANGE.match(text, match.end() + 2) or _CHANGE.match(text, match.end() + 1):
            previous = change["previous"]
        bound = _BOUND.search(text[: match.start()])
        yield PollFigure(
            subject=subject,
            value=float(match["value"] or match["to"]),
            previous=float(previous) if previous else None,
            bound=next((name for name, part in (bound.groupdict() if bound else {}).items() if part), ""),
            evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
            confidence=0.7,
            **_setting(reading, sentence, context, begin + match.start(), begin + match.end()),
        )
        last = subject if previous else None


def _subject(
    reading: Reading, text: str, begin: int, match: re.Match[str], mentions: list[Mention], after: int
) -> str | None:
    """Whose share it is: "33 percent supported Ames", else the candidate named last before it, since the last figure."""
    for mention in mentions:
        gap = text[match.end() : mention.start - begin] if mention.start - begin >= match.end() else None
        if gap is not None and (
            _AFTER.match(gap) or re.fullmatch(r"\s(?:for|of .{3,40} (?:support|back|favou?r)\w*)\s", gap)
        ):
            return reading.cast.name(mention)
    before = [m for m in mentions if after <= m.start - begin < match.start()]
    if not before:
        return None
    if after == 0 and len(before) > 1 and re.search(r"\b(?:lead|leads|led|ahead of|over)\b", text[: match.start()]):
        return reading.cast.name(before[0])
    return reading.cast.name(before[-1])


def _leads(reading: Reading, sentence: Tokens, context: Tokens | None) -> Iterator[PollFigure]:
    text, begin = sentence.text, sentence.start_char
    if not _LEADING.search(text):
        return
    mentions = _candidates(reading, sentence)
    for match in _LEAD.finditer(text):
        before = [mention for mention in mentions if mention.start - begin < match.start()]
        if before:
            yield PollFigure(
                subject=reading.cast.name(before[0]),
                lead=float(match["points"]),
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=0.6,
                **_setting(reading, sentence, context, begin + match.start(), begin + match.end()),
            )


def _setting(reading: Reading, sentence: Tokens, context: Tokens | None, start: int, end: int) -> dict[str, Any]:
    """Place, period, pollster and group of a figure."""
    places = [e for e in sentence.ents if e.label_ == "GPE"]
    behind = [e for e in places if 0 <= e.start_char - end <= 20]
    place = behind[0].text if behind else ""
    if not place and context is not None:
        there = [e.text for e in (*sentence.ents, *context.ents) if e.label_ == "GPE"]
        place = there[0] if there else ""
    around = sentence.text if context is None or context.start == sentence.start else f"{context.text} {sentence.text}"
    pollster = [m.group() for m in _POLLSTERS.finditer(around)]
    outlets = [name for _, _, name in find_outlets(around, 0, len(around))] if context is not None else []
    group = _GROUP.search(sentence.text)
    told = reading.times.day_of(start, end)
    if not told and context is not None:
        told = reading.times.day_of(context.start_char, context.end_char)
    return {
        "place": place,
        "period": told,
        "pollster": (pollster or outlets or [""])[0],
        "group": group["group"] if group else "",
    }
