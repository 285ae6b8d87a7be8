"""Tallies: how many stand where (codebook section 4)."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token
from text_to_num import text2num

from onrecord.entries import Stance, Tally
from onrecord.extraction.grammar import Framed, find_framed
from onrecord.extraction.parties import find_party
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind

_VAGUE = frozenset(
    "dozens dozen hundreds scores thousands majority half several most many handful third quarter".split()
)
#: Groups that stand somewhere; people at large do not count (rule 9).
_GROUPS = frozenset(
    "senator representative congressman congresswoman congressmen congresswomen lawmaker legislator governor mayor member"
    " democrat republican delegate superdelegate elector newspaper paper board union group organization organisation"
    " official leader economist general admiral veteran sheriff minister mp lord peer bishop pastor colleague senators"
    " attorney lawyer judge scientist laureate chief executive ceo donor activist commissioner councilman councilwoman"
    " councilor councillor supervisor assemblyman assemblymember alderman ambassador secretary diplomat author actor"
    " celebrity mp chairman chair rebel conservative progressive independent libertarian state country nation local"
    " caucus party committee signatory signer aide adviser advisor staffer".split()
)
_ROLL = re.compile(r"\b(?P<yes>\d{1,3})\s?(?:-|–|to)\s?(?P<no>\d{1,3})\b")


def find_tallies(reading: Reading) -> list[Tally]:
    """Every tally of holders in the article."""
    found: dict[tuple[str, str, Stance], Tally] = {}
    # Once for the whole text: a span's own noun chunks look through all of it each time.
    chunks = list(reading.doc.noun_chunks)
    starts = [chunk.start for chunk in chunks]
    for sentence in reading.doc.sents:
        if (
            any(character.isdigit() for character in sentence.text)
            or _VAGUE & {t.lower_ for t in sentence}
            or any(token.like_num for token in sentence)
        ):
            inside = chunks[bisect.bisect_left(starts, sentence.start) : bisect.bisect_left(starts, sentence.end)]
            for tally in (*_groups(reading, sentence, inside), *_roll_calls(reading, sentence)):
                found.setdefault((tally.count.lower(), tally.target, tally.stance), tally)
    return list(found.values())


def _groups(reading: Reading, sentence: Tokens, chunks: list[Tokens]) -> Iterator[Tally]:
    """Counted groups that do something, or whose support somebody has."""
    frames: list[Framed] | None = None
    for chunk in chunks:
        counted = _counted(chunk)
        if counted is None:
            continue
        count, number, group, noun = counted
        frames = list(find_framed(sentence)) if frames is None else frames
        for stance, target in _acts(reading, noun, frames):
            yield Tally(
                count=count,
                number=number,
                group=group,
                stance=stance,
                target=target,
                named=_named(reading, noun, sentence, target),
                as_of=reading.times.day_of(noun.idx, noun.idx + len(noun)) or reading.article.published,
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=0.7,
            )


def _counted(chunk: Tokens) -> tuple[str, int | None, str, Token] | None:
    """Count as printed, its number, the group's words and its noun, if the chunk counts a group of holders."""
    root = chunk.root
    of = next((child for child in root.children if child.lower_ == "of"), None)
    if root.lemma_.lower() in _VAGUE and of is not None:
        group = next((child for child in of.children if child.dep_ == "pobj"), None)
        if group is None or not _is_group(group):
            return None
        words = root.doc[group.left_edge.i : group.i + 1]
        return chunk.text, None, _without_article(words.text), root
    if root.like_num and of is not None:
        group = next((child for child in of.children if child.dep_ == "pobj"), None)
        if group is None or not _is_group(group):
            return None
        return root.text, _number(root.text), _without_article(root.doc[group.left_edge.i : group.i + 1].text), root
    counts = [child for child in root.children if child.dep_ in {"nummod", "amod", "det"} and _is_count(child)]
    if not counts or not _is_group(root):
        return None
    count = counts[0]
    counted = root.doc[count.left_edge.i : count.i + 1].text if count.like_num else count.text
    return counted, _stated(count) if count.like_num else None, root.doc[count.i + 1 : root.i + 1].text, root


def _is_group(noun: Token) -> bool:
    return noun.lemma_.lower() in _GROUPS or noun.lower_.removesuffix("s") in _GROUPS


def _is_count(token: Token) -> bool:
    if token.lower_ in {"several", "many", "most", "dozen"}:
        return True
    number = _stated(token) if token.like_num else None
    return number is not None and 2 <= number < 1900


def _stated(count: Token) -> int | None:
    """The number that a count word and what stands before it state ("two hundred", "at least 175")."""
    whole = _number(count.doc[count.left_edge.i : count.i + 1].text)
    return whole if whole is not None else _number(count.text)


def _number(text: str) -> int | None:
    digits = text.replace(",", "")
    if digits.isdigit():
        return int(digits)
    try:
        return int(text2num(text.lower().replace("-", " "), "en"))
    except ValueError:
        return None


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|his|her|its|their)\s+", "", text, flags=re.IGNORECASE)


def _acts(reading: Reading, noun: Token, frames: list[Framed]) -> Iterator[tuple[Stance, str]]:
    """The stances that the group takes, and on whom; an elided act is that of the group that it goes with."""
    anchors = set(_company(noun))
    for framed in frames:
        if framed.holder.i in anchors:
            name = _target(reading, framed.target) if framed.target is not None else ""
            if name:
                yield framed.stance, name


def _company(noun: Token) -> Iterator[int]:
    """The noun, and the nouns that it is joined to: "48 senators ..., along with 175 House members"."""
    yield noun.i
    head, above = noun, noun.head
    while head.dep_ in {"conj", "appos", "pobj", "prep", "advmod", "dep"} and above != head:
        if head.dep_ == "pobj" and above.lower_ not in {"with", "as", "by", "from", "of"}:
            return
        if above.pos_ in {"VERB", "AUX"}:
            yield from (child.i for child in above.children if child.dep_ in {"nsubj", "nsubjpass"})
            return
        yield above.i
        head, above = above, above.head


def _target(reading: Reading, token: Token) -> str:
    party = find_party(reading, token.doc[token.left_edge.i : token.i + 1])
    return party.name if party is not None and party.name else ""


def _named(reading: Reading, noun: Token, sentence: Tokens, target: str) -> tuple[str, ...]:
    """Persons that the sentence names behind "including" or "such as", nearest group first in text."""
    marks = [
        token
        for token in sentence
        if (token.i > noun.i and token.lower_ in {"including", "like", "among"})
        or (token.lower_ == "such" and token.i > noun.i)
    ]
    if not marks:
        return ()
    names: dict[str, None] = {}
    for mention in reading.cast.within(marks[0].idx, sentence.end_char):
        member = reading.cast.members[mention.member]
        if member.kind is MemberKind.PERSON and member.name != target:
            names[member.name] = None
    return tuple(names)


def _roll_calls(reading: Reading, sentence: Tokens) -> Iterator[Tally]:
    """ "The House voted 219-206 to pass the bill": both sides."""
    votes = [token for token in sentence if token.lemma_ in {"vote", "pass", "approve", "reject", "defeat"}]
    match = _ROLL.search(sentence.text)
    if not match or not votes:
        return
    bodies = {
        "senate",
        "house",
        "committee",
        "council",
        "board",
        "assembly",
        "legislature",
        "court",
        "parliament",
        "commons",
    }
    body = next((token for token in sentence if token.lower_ in bodies), None)
    goal = next(
        (c for v in votes for w in (v, *v.children, *(x for c in v.children for x in c.children)) for c in w.children
         if c.dep_ in {"dobj", "pobj", "nsubjpass"} and c.pos_ in {"NOUN", "PROPN", "PRON"} and not c.like_num
         and c.lower_ not in bodies | {"vote", "margin", "favor", "lines"}),
        None,
    )  # fmt: skip
    if body is None or goal is None or not (name := _target(reading, goal)):
        return
    for side, stance in (("yes", Stance.SUPPORTS), ("no", Stance.OPPOSES)):
        yield Tally(
            count=match[side],
            number=int(match[side]),
            group=body.text,
            stance=stance,
            target=name,
            as_of=reading.times.day_of(body.idx, body.idx + len(body)) or reading.article.published,
            evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
            confidence=0.6,
        )
