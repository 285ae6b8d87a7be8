"""Referring without a name: pronouns, and descriptions such as "the Vermont senator" or "the union"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.reading.members import Member, MemberKind, Mention, MentionKind
from onrecord.reading.naming import Named
from onrecord.registry import load_registry, state_code

_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "M"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "F"),
}
#: Head nouns of descriptions: the office that they tell, "" where any person fits, and the gender that they tell.
_ROLES = {
    "senator": "Senator", "sen.": "Senator", "congressman": "Representative", "congresswoman": "Representative",
    "representative": "Representative", "governor": "Governor", "president": "President", "mayor": "Mayor",
    "speaker": "Speaker", "secretary": "", "lawmaker": "", "candidate": "", "nominee": "", "contender": "", "democrat": "",
    "republican": "", "independent": "", "businessman": "", "businesswoman": "", "billionaire": "", "mogul": "",
    "politician": "", "challenger": "", "incumbent": "", "front-runner": "", "frontrunner": "", "veteran": "", "rival": "",
    "chairman": "", "chairwoman": "", "leader": "", "hopeful": "", "doctor": "", "neurosurgeon": "", "former": "",
}  # fmt: skip
_TOLD = {"congressman": "M", "congresswoman": "F", "businessman": "M", "businesswoman": "F", "chairman": "M", "chairwoman": "F"}
_BODIES = frozenset(
    "union group organization organisation newspaper paper party committee campaign association federation league chamber"
    " coalition pac nonprofit company firm board club council federation network publication magazine".split()
)
_MEASURES = frozenset("bill measure amendment resolution proposal initiative deal treaty proposition legislation agreement act".split())
#: How far back, in characters, a pronoun or description looks.
_REACH = 1200


def find_roles(doc: Doc, named: Named, day: str) -> Iterator[Mention]:
    """Descriptions with "the", "this" or a state, that fit somebody who is named."""
    mentions = sorted(named.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    for chunk in doc.noun_chunks:
        head = chunk.root
        noun = head.lower_
        if head.pos_ not in {"NOUN", "PROPN"} or chunk[0].lower_ not in {"the", "this", "that"} or len(chunk) > 6:
            continue
        before = mentions[max(0, bisect.bisect_left(starts, chunk.start_char) - 40) : bisect.bisect_left(starts, chunk.start_char)]
        if any(m.start < chunk.end_char and chunk.start_char < m.end for m in mentions[bisect.bisect_left(starts, chunk.start_char) :][:2]):
            continue
        found = None
        if noun in _ROLES:
            found = _person(chunk, noun, named, before, day)
        elif noun in _BODIES:
            found = _latest(named, before, MemberKind.ORGANISATION, chunk)
        elif noun in _MEASURES:
            found = _latest(named, before, MemberKind.MEASURE, chunk)
        if found is not None:
            start = chunk[1].idx if len(chunk) > 1 else chunk.start_char
            yield Mention(start=start, end=chunk.end_char, kind=MentionKind.ROLE, member=found)


def _person(chunk: Tokens, noun: str, named: Named, before: list[Mention], day: str) -> int | None:
    """Who fits the office and the state that the description tells; the one named last among them."""
    office = _ROLES[noun]
    if chunk[-1].nbor(-1).lower_ == "vice" if chunk.end - chunk.start > 1 else False:
        office = "Vice President"
    state = next((code for token in chunk if (code := state_code(token.text))), "")
    told = _TOLD.get(noun, "")
    people = list(dict.fromkeys(m.member for m in reversed(before) if named.members[m.member].kind is MemberKind.PERSON))
    if office == "President" and "former" not in chunk.text.lower():
        people = [i for i in people if _holds(named, i, office, "", day)]
        return people[0] if people else None
    if office or state:
        fitting = [i for i in people if _holds(named, i, office, state, "") or (not state and office.lower() in named.titles.get(i, set()))]
        return fitting[0] if fitting else None
    near = [i for i in people if not told or named.members[i].gender in {told, ""}]
    # Without an office a description is a guess, made only where nobody else was spoken of lately.
    recent = {m.member for m in before[-6:] if named.members[m.member].kind is MemberKind.PERSON and m.start > chunk.start_char - 250}
    return near[0] if near and len(recent) == 1 and near[0] in recent and len(chunk) <= 4 else None


def _holds(named: Named, index: int, office: str, state: str, day: str) -> bool:
    actor = load_registry().by_id(named.members[index].actor)
    return actor is not None and any(
        (not office or one.title == office) and (not state or one.state == state) and (not day or one.held_on(day))
        for one in actor.offices
    )


def _latest(named: Named, before: list[Mention], kind: MemberKind, chunk: Tokens) -> int | None:
    """The organisation or measure named last, if its own name has the description's noun, or it stands near."""
    noun = chunk.root.lower_
    for mention in reversed(before):
        if named.members[mention.member].kind is kind and mention.start > chunk.start_char - _REACH:
            name = named.members[mention.member].name.lower()
            if noun in name or chunk.start_char - mention.end < 400:
                return mention.member
    return None


def find_pronouns(doc: Doc, members: list[Member], mentions: list[Mention]) -> Iterator[Mention]:
    """Third-person pronouns of one person, each with the person that it most likely stands for."""
    starts = [mention.start for mention in mentions]
    quoted = [(match.start(), match.end()) for match in re.finditer(r"“[^”\n]*”?|\"[^\"\n]*\"", doc.text)]
    quotes = [start for start, _ in quoted]
    resolved: list[Mention] = []
    for token in doc:
        gender = _GENDERS.get(token.lower_)
        if gender is None or token.tag_ not in {"PRP", "PRP$"}:
            continue
        at = bisect.bisect_left(starts, token.idx)
        before = [m for m in mentions[max(0, at - 30) : at] if m.start > token.idx - _REACH] + resolved[-4:]
        fitting = [m for m in before if _fits(members[m.member], gender)]
        inside = bisect.bisect_right(quotes, token.idx) - 1
        quote = quoted[inside] if inside >= 0 and token.idx < quoted[inside][1] else None
        best = max(fitting, key=lambda m: _score(doc, token, m, members, gender, quote), default=None)
        if best is None:
            best = _ahead(token, mentions[at : at + 3], members, gender)
        if best is not None:
            mention = Mention(start=token.idx, end=token.idx + len(token), kind=MentionKind.PRONOUN, member=best.member)
            resolved.append(mention)
            yield mention


def _fits(member: Member, gender: str) -> bool:
    return member.kind is MemberKind.PERSON and member.gender in {gender, ""}


def _score(
    doc: Doc, token: Token, mention: Mention, members: list[Member], gender: str, quote: tuple[int, int] | None
) -> float:
    """Nearness, with a lead for subjects, for a known gender, and against a fellow argument of the same verb."""
    words = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if words is None:
        return -1e9
    head = words.root
    score = -(token.idx - mention.start) / 150
    sentences = token.sent.start - head.sent.start
    score += 1.0 * (members[mention.member].gender == gender)
    score += 0.9 * (head.dep_ in {"nsubj", "nsubjpass"})
    score -= 0.5 * (head.dep_ in {"poss", "compound", "nmod"})
    score += 0.4 * (sentences == 0)
    if head.sent == token.sent and _fellows(head, token):
        score -= 6
    if quote is not None and not quote[0] <= mention.start < quote[1]:
        # A person spoken of in a quotation is hardly its speaker, who stands in the same sentence outside of it.
        score -= 1.2 * (head.sent == token.sent and head.dep_ == "nsubj")
    return score


def _fellows(head: Token, token: Token) -> bool:
    """Whether both are arguments of one verb ("she endorsed her"), which makes them two persons."""
    if token.tag_ == "PRP$" or token.lower_.endswith("self"):
        return False
    return head.head == token.head or (token.dep_ == "pobj" and token.head.head == head.head)


def _ahead(token: Token, after: list[Mention], members: list[Member], gender: str) -> Mention | None:
    """"In her speech, Warren said": the person named next in the same sentence, where nobody was named before."""
    end = token.sent.end_char
    return next((m for m in after if m.start < end and _fits(members[m.member], gender)), None)
