"""Rosters: lists under a sentence that introduces them ("These senators have endorsed Bell:"); each item is a holder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extraction.parties import Party
from onrecord.model import Block, BlockKind
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind

_FEWEST, _LONGEST = 3, 14  # items of a list, words of an item
_INTRODUCES = re.compile(r":\s*$|\b(?:following|here (?:are|is)|below|full list|the list)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[\W_]+|\d{1,3}[.)]\s+)")
#: What an item says of its holder behind the name ("Press-Telegram -- Long Beach, Calif.", "Ada Ames (D-Ohio)").
_BEHIND = re.compile(r"\s+(?:--?|[–—])\s+|\s*[(,:;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: the characters [start, end) of its line, and its holder."""

    start: int
    end: int
    holder: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list and the characters [start, end) of the block before it, whose last sentence introduces it."""

    start: int
    end: int
    items: tuple[Item, ...]

    def introduced_by(self, start: int, end: int) -> bool:
        """Whether the sentence [start, end) is the one that introduces the list."""
        return self.start <= start and end >= self.end - 1 and start < self.end


def find_rosters(reading: Reading) -> list[Roster]:
    """The article's lists of holders, in order."""
    blocks = [block for block in reading.article.blocks if block.kind is not BlockKind.FURNITURE]
    rosters, at = [], 1
    while at < len(blocks):
        last = at
        while last < len(blocks) and _is_item(reading, blocks[last]):
            last += 1
        before = blocks[at - 1]
        text = reading.article.text[before.start : before.end]
        if last - at >= _FEWEST and _INTRODUCES.search(text.rstrip().rpartition(". ")[2]):
            items = tuple(_item(reading, block) for block in blocks[at:last])
            rosters.append(Roster(start=before.start, end=before.start + len(text.rstrip()), items=items))
        at = max(last, at) + 1
    return rosters


def _is_item(reading: Reading, block: Block) -> bool:
    """A short line without a sentence's end that begins with a name's capital and has no verb of its own."""
    line = _BULLET.sub("", reading.article.text[block.start : block.end].strip())
    if not line[:1].isupper() or len(line.split()) > _LONGEST or line.endswith(("?", "!", ":", "”", '"')):
        return False
    words = reading.doc.char_span(block.start, block.end, alignment_mode="contract")
    return words is not None and not any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in words)


def _item(reading: Reading, block: Block) -> Item:
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
        return Item(start=block.start, end=block.end, holder=holder)
    return Item(start=block.start, end=block.end, holder=Party(name=name, member=None, may_hold=True))
