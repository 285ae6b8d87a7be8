"""Rosters: names behind a sentence that tells where some group stands; each name is a holder.

Either lines ("These senators have endorsed Bell:" and a list), or a sentence ("They include Ames and Cole.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from onrecord.entries import Basis
from onrecord.extraction.parties import Party
from onrecord.extraction.sourcing import Sourcing
from onrecord.model import Block, BlockKind
from onrecord.reading import Reading
from onrecord.reading.clauses import owner_of
from onrecord.reading.people import MemberKind, MentionKind

_FEWEST, _LONGEST = 3, 14  # lines of a list, words of a line
_INTRODUCES = re.compile(r":\s*$|\b(?:following|here (?:are|is)|below|full list|the list)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[\W_]+|\d{1,3}[.)]\s+)")
#: What a line says of its holder behind the name ("Press-Telegram -- Long Beach, Calif.", "Ada Ames (D-Ohio)").
_BEHIND = re.compile(r"\s+(?:--?|[–—])\s+|\s*[(,:;]")


#: How a sentence that names a group goes on.
_NAMES_THEM = re.compile(
    r"(?:they|these|those|the (?:list|group|slate|others?|names?|endorsers|backers|supporters|signers|signatories|papers))\s+"
    r"(?:also )?(?:includes?|included|are|were|is)\b"
    r"|among (?:them|those|the (?:endorsers|backers|supporters|signers|signatories))\b"
    r"|included (?:on|in) the list\b",
    re.IGNORECASE,
)
_KEPT = frozenset("tally list count tracker roundup compilation database roster".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A holder on a list, and the characters [start, end) of the line or sentence that names it."""

    start: int
    end: int
    holder: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list and the characters [start, end) of what introduces it, a block or its last sentence.

    `sourcing` tells whose list it is, if the introduction does ("Poynter's tally").
    """

    start: int
    end: int
    names: tuple[Listed, ...]
    sourcing: Sourcing | None = None

    def introduced_by(self, start: int, end: int) -> bool:
        """Whether the sentence [start, end) is the one that introduces the list."""
        return self.start <= start and end >= self.end - 1 and start < self.end


def find_rosters(reading: Reading) -> list[Roster]:
    """The article's lists of holders: those in lines, then those in sentences."""
    return [*_in_lines(reading), *_in_sentences(reading)]


def _in_sentences(reading: Reading) -> Iterator[Roster]:
    before: Tokens | None = None
    for sentence in reading.doc.sents:
        if not sentence.text.strip():
            continue
        if before is not None and _NAMES_THEM.match(sentence.text.lstrip(' “"')):
            start, end = sentence.start_char, sentence.end_char
            holders = {
                mention.member: Party(name=reading.cast.name(mention), member=mention.member, may_hold=True)
                for mention in reading.cast.within(start, end)
                if mention.kind is MentionKind.NAME
                and reading.cast.members[mention.member].kind in {MemberKind.PERSON, MemberKind.ORGANISATION}
            }
            if len(holders) >= 2:
                names = tuple(Listed(start=start, end=end, holder=holder) for holder in holders.values())
                yield Roster(start=before.start_char, end=before.end_char, names=names)
        before = sentence


def _whose(reading: Reading, start: int, end: int) -> Sourcing | None:
    """Who keeps the list that the sentence speaks of ("Poynter's tally of newspapers")."""
    for word in reading.doc.char_span(start, end, alignment_mode="expand") or ():
        owner = owner_of(word)
        if word.lemma_ in _KEPT and owner is not None and owner.pos_ == "PROPN":
            mention = reading.cast.at(owner.idx, owner.idx + len(owner))
            name = reading.cast.name(mention) if mention is not None else owner.text
            return Sourcing(basis=Basis.NAMED_SOURCE, via=(name,))
    return None


def _in_lines(reading: Reading) -> list[Roster]:
    blocks = [block for block in reading.article.blocks if block.kind is not BlockKind.FURNITURE]
    rosters, at = [], 1
    while at < len(blocks):
        last = at
        while last < len(blocks) and _is_listed(reading, blocks[last]):
            last += 1
        before = blocks[at - 1]
        text = reading.article.text[before.start : before.end]
        if last - at >= _FEWEST and _INTRODUCES.search(text.rstrip().rpartition(". ")[2]):
            names = tuple(_listed(reading, block) for block in blocks[at:last])
            end = before.start + len(text.rstrip())
            sourcing = _whose(reading, before.start, end)
            rosters.append(Roster(start=before.start, end=end, names=names, sourcing=sourcing))
        at = max(last, at) + 1
    return rosters


def _is_listed(reading: Reading, block: Block) -> bool:
    """A short line without a sentence's end that begins with a name's capital and has no verb of its own."""
    line = _BULLET.sub("", reading.article.text[block.start : block.end].strip())
    if not line[:1].isupper() or len(line.split()) > _LONGEST or line.endswith(("?", "!", ":", "”", '"')):
        return False
    words = reading.doc.char_span(block.start, block.end, alignment_mode="contract")
    return words is not None and not any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in words)


def _listed(reading: Reading, block: Block) -> Listed:
    line = reading.article.text[block.start : block.end]
    start = block.start + len(line) - len(_BULLET.sub("", line.lstrip()).rstrip()) if line.strip() else block.start
    name = _BEHIND.split(line[start - block.start :], maxsplit=1)[0].strip()
    end = start + len(name)
    mention = reading.cast.at(start, end)
    member = reading.cast.members[mention.member] if mention is not None else None
    # Before a person's name only a title is left; part of an organisation's name may be another organisation's.
    if (
        mention is not None
        and member is not None
        and mention.end >= end
        and (member.kind is MemberKind.PERSON or mention.start <= start)
    ):
        holder = Party(name=member.name, member=mention.member, may_hold=True)
        return Listed(start=block.start, end=block.end, holder=holder)
    return Listed(start=block.start, end=block.end, holder=Party(name=name, member=None, may_hold=True))
