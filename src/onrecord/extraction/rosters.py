"""Rosters: names behind words that tell where some group stands; each name is a holder.

Lines ("These senators have endorsed Bell:" and a list), a sentence ("They include Ames and Cole."), or names under or
behind headings, each of which tells a stance ("Backing Hale:", "Undecided: Ames, Cole").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from onrecord.entries import Basis, Stance
from onrecord.extraction.headings import read_heading
from onrecord.extraction.listed import BULLET, HOLDING, Listed, name_of, names_beside, names_of, of_person
from onrecord.extraction.parties import HOLDOUTS, Party, bare, member_as_party
from onrecord.extraction.sourcing import Sourcing
from onrecord.model import Block, BlockKind
from onrecord.reading import Reading
from onrecord.reading.clauses import owner_of
from onrecord.reading.lexicon import BULLETS
from onrecord.reading.people import MemberKind, Mention, MentionKind

_FEWEST, _LONGEST = 3, 14  # lines of a list, words of a line
_INTRODUCES = re.compile(r":\s*$|\b(?:following|here (?:are|is)|below|full list|the list)\b", re.IGNORECASE)
#: What a line tells of its holder in words of its own ("the Realtors, which has spent $75,000", "Post (backed Ames in 2014)").
_ASIDE = re.compile(r"(?:,\s+(?:who|which|whose)\b|\s*\().*[^.]$")
#: Behind a bullet a full stop makes no sentence.
_BULLETED = re.compile(rf"\s*[{BULLETS}–—-]\s")
#: The introduced do as the one does of whom the sentence tells ("as have these organizations:").
_LIKEWISE = re.compile(
    r"\b(?:as|so) (?:have|has|do|does|did)\b[^.,;]*:\s*$|\b(?:joined by|along with|joining \w+)\b[^.,;]*:\s*$",
    re.IGNORECASE,
)
#: What an introduction says of headed lists, and whether it is of endorsements that it speaks.
_ANNOUNCES = re.compile(
    r":\s*$|\bhere(?:['’]s| is| are)\b|\b(?:where|how) .*\b(?:stand|stood|vote|voted|line up|lined up)\b"
    r"|\bwho(?:['’]s| is| has| have)\b.*\b(?:back|endors|support)|\bendorsements\b",
    re.IGNORECASE,
)
_ENDORSING = re.compile(r"\bendors|\bnewspapers?\b|\beditorial|\bback(?:s|ed|ing|ers)\b", re.IGNORECASE)


#: How a sentence that names a group goes on.
_NAMES_THEM = re.compile(
    r"it (?:also )?includes?d?\b"
    r"|(?:they|these|those|the (?:list|group|slate|others?|names?|endorsers|backers|supporters|signers|signatories|papers))\s+"
    r"(?:also )?(?:includes?|included|are|were|is)\b"
    r"|among (?:them|those|the [\w-]+s)(?:\s*[,:]|\s+(?:is|are|was|were|includes?)\b)"
    r"|included (?:on|in) the list\b",
    re.IGNORECASE,
)
#: How a sentence leads to the names of the group that it tells of ("Four are backing Bell: Ames, Cole ...", "Among those
#: backing Bell are Ames and Cole").
_ENDS_IN_NAMES = re.compile(
    r"[^:]*:\s+(?=\w)|among\b[^:;]*?\b(?:are|is|were|was)\s|.*,\s+among (?:them|those)\b,?\s+",
    re.IGNORECASE,
)
#: Then the names are others', or none of holders.
_OF_OTHERS = re.compile(
    r"\b(?:rival|opponent|foe|challenger|candidate|contender|hopeful|critic|choice|alternative|reason)s?\b"
    r"|\b(?:over|than|about)\b[^:]*:\s*$|per ?cent\b|%",
    re.IGNORECASE,
)
#: Of a group that is known, one may be named.
_SOME = re.compile(r"among\b", re.IGNORECASE)
#: Shares of voters are no groups of holders (rule 9).
_SHARE = re.compile(r"\bper ?cent\b|%", re.IGNORECASE)
_KEPT = frozenset("tally list count tracker roundup compilation database roster".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list and the characters [start, end) of what introduces it, a block or its last sentence.

    `sourcing` tells whose list it is, if the introduction does ("Poynter's tally"); `likewise` that its names stand where
    the holder stands whom the introduction names. A heading tells the `stance`, of which `target` is None for the whole
    race; otherwise the introduction is read as any sentence is.
    """

    start: int
    end: int
    names: tuple[Listed, ...]
    sourcing: Sourcing | None = None
    likewise: bool = False
    stance: Stance | None = None
    target: Party | None = None

    @property
    def holders(self) -> set[str]:
        """The names on the list."""
        return {one.holder.name for one in self.names}

    def introduced_by(self, start: int, end: int) -> bool:
        """Whether the sentence [start, end) is the one that introduces the list."""
        return self.stance is None and self.start <= start and end >= self.end - 1 and start < self.end


def find_rosters(reading: Reading) -> list[Roster]:
    """The article's lists of holders: those under headings, those in other lines, then those in sentences."""
    blocks = [block for block in reading.article.blocks if block.kind is not BlockKind.FURNITURE]
    return [*_headed(reading, blocks), *_in_lines(reading, blocks), *_in_sentences(reading)]


def _in_sentences(reading: Reading) -> Iterator[Roster]:
    before: Tokens | None = None
    for sentence in reading.doc.sents:
        if not sentence.text.strip():
            continue
        some = bool(_SOME.match(sentence.text))
        if before is not None and _NAMES_THEM.match(sentence.text.lstrip(' “"')) and not _SHARE.search(before.text):
            names = _named_in(reading, sentence.start_char, sentence.end_char)
            if len(names) > 1 or (names and some):
                yield Roster(start=before.start_char, end=before.end_char, names=names)
        elif (behind := _ENDS_IN_NAMES.match(sentence.text)) and not _OF_OTHERS.search(behind[0]):
            start, end = sentence.start_char + behind.end(), sentence.end_char
            names = _named_in(reading, start, end) if not _tells(reading, start, end) else ()
            if len(names) > 1 or (names and some):
                yield Roster(start=sentence.start_char, end=end, names=names)
        before = sentence


def _named_in(reading: Reading, start: int, end: int) -> tuple[Listed, ...]:
    """The holders that the characters of a sentence name, and not only to tell of others."""
    holders = {
        mention.member: Party(name=reading.cast.name(mention), member=mention.member, may_hold=True)
        for mention in reading.cast.within(start, end)
        if mention.kind is MentionKind.NAME
        and reading.cast.members[mention.member].kind in HOLDING
        and not _in_passing(reading, mention)
    }
    return tuple(Listed(start=start, end=end, holder=holder) for holder in holders.values())


def _in_passing(reading: Reading, mention: Mention) -> bool:
    """Whether a name only tells of another one ("Cole, who ran against Bell", "Bell's brother", "Dunn of Local 12")."""
    words = reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if words is None:
        return True
    above = [words.root, *words.root.ancestors]
    return any(
        word.dep_ in {"relcl", "acl", "poss"}
        or (word.dep_ == "prep" and word.lower_ != "among" and word.head.pos_ == "PROPN")
        for word in above
    )


def _whose(reading: Reading, start: int, end: int) -> Sourcing | None:
    """Who keeps the list that the sentence speaks of ("Poynter's tally of newspapers")."""
    for word in reading.doc.char_span(start, end, alignment_mode="expand") or ():
        owner = owner_of(word)
        if word.lemma_ in _KEPT and owner is not None and owner.pos_ == "PROPN":
            mention = reading.cast.at(owner.idx, owner.idx + len(owner))
            name = reading.cast.name(mention) if mention is not None else owner.text
            return Sourcing(basis=Basis.NAMED_SOURCE, via=(name,))
    return None


def _headed(reading: Reading, blocks: list[Block]) -> Iterator[Roster]:
    """Neighbouring lists under headings; what introduces them all bears what each of them says."""
    at = 0
    while at < len(blocks):
        lists, end = [], at
        while end < len(blocks) and (heading := _headline(reading, blocks[end])) is not None:
            behind = heading.end, blocks[end].end
            names = names_beside(reading, *behind) if not _tells(reading, *behind) else []
            first = end = end + 1
            while end < len(blocks) and _is_listed(reading, blocks[end]):
                end += 1
            names += [name for block in blocks[first:end] for name in names_of(reading, block)]
            lists.append(replace(heading, names=tuple(names)))
        if sum(len(one.names) for one in lists) >= _FEWEST:
            yield from _introduced(reading, blocks[at - 1] if at else None, lists)
        at = max(end, at + 1)


def _headline(reading: Reading, block: Block) -> Roster | None:
    """The heading that a line is or begins with, as a list whose names are still to come."""
    line = reading.article.text[block.start : block.end]
    heading = read_heading(line)
    if heading is None:
        name = line.strip().rstrip(":")
        target = _named(reading, block.start, block.end) if name != line.strip() or name.isupper() else None
        is_name = (
            target is not None and _last(target.name) == _last(name) and all(one[0].isupper() for one in name.split())
        )
        return Roster(start=block.start, end=block.end, names=(), target=target) if is_name else None
    if any(of_person(reading, one) for one in reading.cast.within(block.start, block.start + heading.group)):
        return None
    start, end = block.start + heading.start, block.start + heading.end
    target = _named(reading, start, end) if start < end else None
    if start < end and target is None:
        return None
    return Roster(start=block.start, end=block.start + heading.behind, names=(), stance=heading.stance, target=target)


def _introduced(reading: Reading, before: Block | None, lists: list[Roster]) -> Iterator[Roster]:
    """The lists with what the words before the first of them tell: of whom they are, and that they are endorsements."""
    text = reading.article.text[before.start : before.end].rstrip() if before is not None else ""
    last = text.rpartition(". ")[2]
    start = before.start + len(text) - len(last) if before is not None else 0
    end = start + len(last)
    announced = before is not None and bool(_ANNOUNCES.search(last))
    about = _named(reading, start, end) if announced else None
    endorsing = announced and bool(_ENDORSING.search(last))
    sourcing = _whose(reading, start, end) if announced else None
    for one in lists:
        stance = Stance.ENDORSES if endorsing and one.stance in {None, Stance.SUPPORTS} else one.stance
        target = one.target or about
        if stance is None or (target is None and (stance not in HOLDOUTS or not (announced or len(lists) > 1))):
            continue
        told = replace(one, stance=stance, target=target, sourcing=sourcing)
        yield told
        if announced:
            yield replace(told, start=start, end=end)


def _named(reading: Reading, start: int, end: int) -> Party | None:
    """The one person or measure that the characters name, be it in capitals or by a surname alone."""
    members, text = reading.cast.members, reading.article.text[start:end]
    known = {mention.member for mention in reading.cast.within(start, end)}
    if not known:
        words = {bare(word) for word in text.lower().split()}
        known = {i for i, member in enumerate(members) if _last(member.name) in words}
    able = [i for i in known if members[i].kind in {MemberKind.PERSON, MemberKind.MEASURE}]
    return member_as_party(reading, able[0]) if len(able) == 1 else None


def _last(name: str) -> str:
    return (name.lower().split() or [""])[-1]


def _in_lines(reading: Reading, blocks: list[Block]) -> list[Roster]:
    rosters, at = [], 1
    while at < len(blocks):
        last = at
        while last < len(blocks) and _is_listed(reading, blocks[last]):
            last += 1
        before = blocks[at - 1]
        text = reading.article.text[before.start : before.end]
        if (
            last - at >= _FEWEST
            and _headline(reading, before) is None
            and _INTRODUCES.search(text.rstrip().rpartition(". ")[2])
        ):
            names = tuple(name_of(reading, block) for block in blocks[at:last])
            end = before.start + len(text.rstrip())
            rosters.append(
                Roster(
                    start=before.start,
                    end=end,
                    names=names,
                    sourcing=_whose(reading, before.start, end),
                    likewise=bool(_LIKEWISE.search(text)),
                )
            )
        at = max(last, at) + 1
    return rosters


def _is_listed(reading: Reading, block: Block) -> bool:
    """A short line without a sentence's end that begins with a name's capital and has no verb of its own."""
    line = reading.article.text[block.start : block.end].rstrip()
    line = _ASIDE.sub("", line.removesuffix(".") if _BULLETED.match(line) else line)
    bare = BULLET.sub("", line.strip())
    if not bare[:1].isupper() or len(bare.split()) > _LONGEST or bare.endswith(("?", "!", ":", "”", '"')):
        return False
    return not _tells(reading, block.start, block.start + len(line)) and _headline(reading, block) is None


def _tells(reading: Reading, start: int, end: int) -> bool:
    """Whether the characters have a verb of their own, as sentences do; what "who left" tells is of a name alone."""
    words = reading.doc.char_span(start, end, alignment_mode="contract") or ()
    return any(
        word.tag_ in {"VBD", "VBZ", "VBP", "MD"} and all(one.dep_ != "relcl" for one in (word, *word.ancestors))
        for word in words
    )
