"""Shares: the percentages of a sentence, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from text_to_num import text2num

from onrecord.extraction.choices import choice_of
from onrecord.reading.people import Mention

_UNIT = r"(?:\s?%|[\s-]percent\b(?! points)|[\s-]per[\s-]cent\b|\s?pc\b)"
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_SPELLED = rf"\b(?:{_TENS}(?:[\s-]{_ONES})?|{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)\b"
_SHARE = re.compile(rf"(?<![\d.,$£€–-])(?P<value>{_NUMBER}|{_SPELLED})(?P<unit>{_UNIT})", re.IGNORECASE)
#: "49 percent to 47 percent", "45 to 42 percent", "46-43", "55% to Smith's 32%".
_PAIR = re.compile(
    rf"(?<![\d.,$£€-])(?P<first>{_NUMBER})(?P<unit>{_UNIT})?\s?(?:to|-|–|versus|vs\.?)\s?(?:(?P<whose>[A-Z][\w.'’ -]{{1,30}}['’]s?)\s)?"
    rf"(?P<second>{_NUMBER})(?P<unit2>{_UNIT})?(?![\w%.–-]*\d)",
)
_FROM = re.compile(
    rf"\bfrom\s+(?:about |around |just |nearly |some )?(?P<previous>{_NUMBER})(?:{_UNIT})?\s+(?:\w+\s+){{0,4}}?to\s+(?:about |just |around )?$",
    re.IGNORECASE,
)
_TO = re.compile(rf"(?<![\d.,-])(?P<previous>{_NUMBER})(?:{_UNIT})?\s+to\s+$", re.IGNORECASE)
_BACK = re.compile(
    rf"^,?\s*(?:—\s*)?(?:(?:up|down|a (?:rise|drop|gain|fall))\s+(?:\w+\s+points?\s+)?)?from\s+(?:just |about |her |his |their |around )*(?P<previous>{_NUMBER})\b(?!\s*points)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<under>under|below|less than|fewer than|just under)|(?P<over>over|above|more than|at least)"
    r"|(?P<about>about|around|roughly|nearly|almost|some))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: What stands between a share and the one whom it favours: "of likely voters said they would vote for".
_FAVOURING = re.compile(
    r"^(?!.*(?:\bnot\b|n['’]t\b|\bnever\b|\bagainst\b|\boppos|\bpercent\b))[^.;:%\d]{0,70}?\b(?:support(?:ed|ing|s)?(?: for| of)?|back(?:ed|ing|s)?|favou?r(?:ed|ing|s)?(?: of)?"
    r"|prefer(?:red|ring|s)?|choos(?:e|ing)|chose|pick(?:ed|ing|s)?|cited?|named?|vot(?:e|ed|ing) (?:for|to confirm)|for|(?:are|is|were) behind|lean(?:ed|ing)? toward)\s+"
    # Titles and what he is: "former Salt Lake City Mayor", "third-party candidate".
    r"(?:(?-i:[A-Z][\w.-]*)\s+|(?:former|president|vice|sen|rep|gov|mr|mrs|ms|senator|governor|mayor|the|republican|democrat|state|u\.s"
    r"|third-party|independent|libertarian|candidate|nominee|incumbent|challenger|businessman|businesswoman|attorney|activist)\W+){0,6}$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"^[^.;:%]{0,40}?\b(?:said|say|saying|thought|think|believe[ds]?)\s+(?:that\s+)?(?:mr|mrs|ms)?\W*$", re.IGNORECASE
)
_WON = re.compile(r"^\s+(?:won|would (?:win|make)|will win)\b", re.IGNORECASE)
#: "23 percent said Bell, ...".
_NAMED = re.compile(rf"{_WON.pattern}|^\s*(?:[,.;]|and\b|compared\b|$)", re.IGNORECASE)
#: What stands between the names of a list, and what says that all of them have the same share.
_LISTED = re.compile(r"(?: \([^)]*\))?,?\s*(?:(?:and|&)\s+)?(?:[A-Z][\w.]*\s+){0,3}")
_ALIKE = re.compile(r"\b(?:tied|both|each|apiece)\b", re.IGNORECASE)
_OWN = frozenset({"his", "their", "its"})
#: Words that lead to the one who is only compared with.
_COMPARED = re.compile(
    r"\b(?:over|against|ahead of|than|past|behind|lead(?:s|ing)?|led|trail(?:s|ed|ing)?|beat(?:s|ing)?|edge[sd]?(?: out)?|edging(?: out)?|best(?:s|ed|ing)|tops|topp(?:ed|ing)|trounc(?:es|ed|ing)|defeat(?:s|ing)?|versus|from|passed|up on)\s+"
    r"(?:(?:former|president|vice|sen|rep|gov|mr|mrs|ms|senator|governor|mayor|the|republican|democrat|democratic|gop|rival|opponent|challenger|incumbent|nominee|hillary)\W+"
    r"|(?-i:[A-Z])[\w.]*\s+){0,6}$",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\b(?:trail\w*|behind|losing|loses|lagging|lags|deficit)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|advantage|edg(?:e[sd]?|ing)|margin|tops|best(?:s|ed|ing)|beat\w*|defeat\w*|over|up)\b",
    re.IGNORECASE,
)
#: "Compared to Bell's 28", "Bell at 28": a number without a unit, in a sentence that has one.
_OWNED = re.compile(
    rf"^(?:['’]s?\s+(?P<value>{_NUMBER})(?:{_UNIT})?|,?\s+(?:at|with|had|has|drew|got|received|took)\s+(?P<bare>{_NUMBER}))"
    r"(?=[,.;:)”]|\s+(?:and|in|with|among)\b|\s*$)",
    re.IGNORECASE,
)
#: What parts a share from somebody named before it: another clause, another's words.
_APART = re.compile(
    r"[;:“]|\b(?:say|says|said|saying|think|thinks|thought|believ\w+|expect\w*|whether|that|which|who|whom|whose|because|where|if"
    r"|agree\w*|views?|trust\w*|oppos\w*|tariffs?|asked|voters (?:are|were))\b",
    re.IGNORECASE,
)
#: Whose friends are meant, not he.
_FRIENDS = re.compile(
    r"^['’]?s?\s+(?:\w+\s)?(?:supporters?|backers?|voters?|fans?|allies|ally|delegates?|aides?|administration|base|followers?)\b",
    re.IGNORECASE,
)
#: What is his, and no share: "Ames's plan".
_THEIRS = re.compile(
    r"^['’]s?\s+(?!(?:[\w-]+\s+){0,2}(?:support|backing|share|standing|numbers?|lead|advantage|edge|margin|total)\b|[\w ]{0,15}\d)"
)
_THOSE = re.compile(
    r"\bthose (?:backing|supporting|who (?:\w+ )?(?:support|back|supported|backed|voted for))\s+$", re.IGNORECASE
)
#: "Of adults said", "told": the share is of those who say so, and nobody's who is named before.
_SPEAK = re.compile(
    r"^\s+(?:of\s[^,.;:%]{0,60}?\b)?(?:said|say|told|think|thought|believed?|agreed?|want(?:ed)?|would|trust(?:ed)?|lack)\b(?! (?:win|vote))",
    re.IGNORECASE,
)
#: A margin.
_BY = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|won|win|edg\w+|up|down|margin|behind|trail\w*|beat\w*|defeat\w*|top\w*|outpac\w+|fell|rose|dropped)\b"
    r"[^,;%]{0,50}\bby\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"^\s(?:\w+\s)?(?:(?:lead|advantage|edge|margin)\s)?(?:against|over|versus|vs\.?|for)\s+(?:\w+\.?\s+){0,2}$",
    re.IGNORECASE,
)
#: "A quarter were undecided": fractions count where they choose.
_FRACTION = re.compile(r"\b(?:(?P<times>an?|one|two|three)[\s-](?P<part>third|quarter|fifth)s?|half)\b", re.IGNORECASE)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5}
#: What a percentage may be of instead.
_OTHER = re.compile(
    r"^\W*(?:(?:would|do|does|did|are|were|had)\s?(?:not|n['’]t)|oppos|undecided|unsure|disapprov|disagree|negative|margin|tariff|chance|probability|odds|tax|turnout|delegates|population|of (?:the )?(?:[\w-]+ ){0,2}(?:electorate|delegates|time|population|precincts|ballots|country|budget|seats)|reporting|confidence)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The percentage at [start, end) of a text and, once told, the member of the cast whose it is.

    `choice` is set where it is nobody's: "undecided", or "in favor" or "opposed" of a measure.
    """

    start: int
    end: int
    value: float
    previous: float | None = None
    bound: str = ""
    member: int | None = None
    choice: str = ""


def find_shares(text: str, mentions: Sequence[Mention]) -> Iterator[Share]:
    """Every share of a sentence that somebody named in it, or a choice, has; the mentions' places are the text's own."""
    mentions = [
        m
        for m in mentions
        if not _FRIENDS.match(text[m.end :]) and not _THEIRS.match(text[m.end :]) and not _THOSE.search(text[: m.start])
    ]
    told: list[Share] = []
    for match in _PAIR.finditer(text) if mentions else ():
        if _is_pair(match, text, mentions):
            told += _pair(match, text, mentions)
    alone = [share for match in _SHARE.finditer(text) if (share := _single(match, text)) is not None]
    if alone:
        told += _owned(text, mentions)
    for share in (*alone, *_fractions(text)):
        if choice := choice_of(text[: share.start], text[share.end :]):
            told.append(replace(share, choice=choice))
    alone = [share for share in alone if not any(one.start <= share.start < one.end for one in told)]
    yield from told
    last = None
    for row in _rows(alone, text):
        since = max([0, *(share.end for share in (*told, *alone) if share.end <= row[0].start)])
        if len(row) == 1 and (alike := _alike(row[0], text, mentions, since)):
            yield from (replace(row[0], member=member) for member in alike)
            continue
        for share, member in zip(row, _whose(row, text, mentions, since), strict=True):
            if member is None and share.previous is not None:
                member = last  # "from 9 to 4 percent in Ohio, and 12 to 5 percent in Iowa"
            if member is not None:
                yield replace(share, member=member)
            last = member if share.previous is not None else None


def leader_before(text: str, at: int, mentions: Sequence[Mention]) -> Mention | None:
    """Who leads by the points told at the character `at`: "Ames" in "Bell trails Ames by 5 points"."""
    before = [m for m in mentions if m.start < at]
    compared = [m for m in before if _COMPARED.search(text[: m.start])]
    behind, ahead = (
        max((w.start() for w in words.finditer(text, 0, at)), default=-1) for words in (_TRAILING, _LEADING)
    )
    told = compared if compared and behind > ahead else [m for m in before if m not in compared]
    return told[-1] if told else None


def _owned(text: str, mentions: Sequence[Mention]) -> Iterator[Share]:
    """ "Compared to Bell's 28"."""
    for mention in mentions:
        if owned := _OWNED.match(text[mention.end :]):
            number = owned.lastgroup or ""
            start, end = mention.end + owned.start(number), mention.end + owned.end()
            yield Share(start=start, end=end, value=float(owned[number]), member=mention.member)


def _single(match: re.Match[str], text: str) -> Share | None:
    before, after = text[: match.start()], text[match.end() :]
    if _OTHER.match(after) and not choice_of("", after):
        return None
    previous = _FROM.search(before) or _TO.search(before) or _BACK.match(after)
    if _BY.search(before) or (re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", before) and not _FROM.search(before)):
        return None  # a margin, or what it was before
    return Share(
        start=match.start(),
        end=match.end(),
        value=_value(match["value"]),
        previous=float(previous["previous"]) if previous else None,
        bound=_bound(before),
    )


def _fractions(text: str) -> Iterator[Share]:
    for match in _FRACTION.finditer(text):
        times = {"two": 2, "three": 3}.get((match["times"] or "").lower(), 1)
        value = round(100 * times / _PARTS.get((match["part"] or "").lower(), 2), 1)
        yield Share(start=match.start(), end=match.end(), value=value, bound=_bound(text[: match.start()]))


def _bound(before: str) -> str:
    bound = _BOUND.search(before)
    return bound.lastgroup or "" if bound else ""


def _value(number: str) -> float:
    return float(number if number[0].isdigit() else text2num(number.replace("-", " ").lower(), "en"))


def _rows(shares: list[Share], text: str) -> Iterator[list[Share]]:
    """Shares in a row with nobody named between them: "at 24 percent and 23 percent"."""
    row: list[Share] = []
    for share in shares:
        if row and not re.fullmatch(r",?\s*(?:and|,)?\s*(?:to\s+)?", text[row[-1].end : share.start]):
            yield row
            row = []
        row.append(share)
    if row:
        yield row


def _alike(share: Share, text: str, mentions: Sequence[Mention], since: int) -> list[int]:
    """The members of a list before a share who have it alike ("Ames and Bell are tied at 17 percent"), or none."""
    names: list[Mention] = []
    for mention in reversed([m for m in mentions if since <= m.start < share.start]):
        if names and not _LISTED.fullmatch(text[mention.end : names[-1].start]):
            break
        names.append(mention)
    told = names and _ALIKE.search(text[max(0, names[-1].start - 30) : share.end + 8])
    return [mention.member for mention in names] if told and len(names) > 1 else []


def _whose(row: list[Share], text: str, mentions: Sequence[Mention], since: int) -> list[int | None]:
    """The member whose each share of a row is: named behind a word of favouring, else before it, in order."""
    first, last = row[0], row[-1]
    following = next((m for m in mentions if m.start >= last.end), None)
    if len(row) == 1 and following is not None:
        gap = text[last.end : following.start]
        named = _SAYING.match(gap) and _NAMED.match(text[following.end :])
        if (_FAVOURING.match(gap) or gap in (" ", " of ") or named) and text[
            following.start : following.end
        ].lower() not in _OWN:
            return [following.member]
    before = [m for m in mentions if since <= m.start < first.start]
    names = list(dict.fromkeys(m.member for m in before))
    if len(row) > 1:
        return list(names[-len(row) :]) if len(names) >= len(row) else [None] * len(row)
    told = next((m for m in reversed(before) if not _COMPARED.search(text[: m.start])), None)
    apart = told is None or _APART.search(text[told.end : first.start]) or _SPEAK.match(text[last.end :])
    return [told.member if told is not None and not apart else None]


def _is_pair(match: re.Match[str], text: str, mentions: Sequence[Mention]) -> bool:
    """Whether two numbers are the shares of two candidates: with a unit, or behind a word of leading."""
    first, second = float(match["first"]), float(match["second"])
    if first + second > 101 or min(first, second) < 1:
        return False
    before = text[: match.start()]
    if re.search(r"\bfrom\s+(?:\w+\s+)?$", before):
        return False
    near = before[-90:]
    if _LEADING.search(near) or _TRAILING.search(near) or _LEADING.match(text[match.end() :].lstrip(" ,")):
        return True
    named = len({m.member for m in mentions}) > 1
    return named and bool(match["unit"]) and bool(match["unit2"]) and not _APART.search(before[-40:])


def _pair(match: re.Match[str], text: str, mentions: Sequence[Mention]) -> Iterator[Share]:
    """Both shares of a pair: the larger is the leader's, whichever of the two is named first."""
    high, low = sorted((float(match["first"]), float(match["second"])), reverse=True)
    before = [m for m in mentions if m.start < match.start()]
    behind = next((m for m in mentions if m.start >= match.end()), None)
    compared = [m for m in before if _COMPARED.search(text[: m.start])]
    other: int | None = compared[-1].member if compared else None
    if behind is not None and (not before or _AGAINST.match(text[match.end() : behind.start])):
        other = behind.member
    told = [m.member for m in before if m not in compared and m.member != other]
    subject = told[-1] if told else None
    if other is None and len(set(told)) > 1:
        other = next(member for member in reversed(told) if member != subject)
    words = text[max(0, match.start() - 90) : match.start()]
    trailing = bool(_TRAILING.search(words)) and not re.search(r"\b(?:lead|leads|leading|led|ahead)\b", words)
    ordered = ((subject, low), (other, high)) if trailing else ((subject, high), (other, low))
    for whose, value in ordered:
        if whose is not None:
            yield Share(start=match.start(), end=match.end(), value=value, member=whose)
