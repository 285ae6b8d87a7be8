"""What a cast is: members, and the mentions that refer to them."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from enum import StrEnum


class MemberKind(StrEnum):
    """What a member of the cast is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    MEASURE = "measure"  # ballot measures, bills, resolutions, treaties


class MentionKind(StrEnum):
    """How a mention refers."""

    NAME = "name"  # full name, surname, first name, nickname
    ACRONYM = "acronym"
    PRONOUN = "pronoun"
    ROLE = "role"  # "the Vermont senator", "the union", "the bill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters [start, end) of the article that refer to the member with index `member` in `Cast.members`.

    Titles ("Sen.") and the possessive 's are outside of the mention.
    """

    start: int
    end: int
    kind: MentionKind
    member: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person, organisation or measure of the article.

    `name` is the fullest name that the article gives; `gender` is "F", "M" or "" (unknown);
    `actor` is the registry's id or "".
    """

    name: str
    kind: MemberKind
    gender: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The members of an article and every mention of them, in order of text; mentions do not overlap."""

    members: tuple[Member, ...]
    mentions: tuple[Mention, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(mention.start for mention in self.mentions))

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in [start, end), in order of text."""
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return tuple(mention for mention in self.mentions[low:high] if mention.end <= end)

    def at(self, start: int, end: int) -> Mention | None:
        """The mention that shares most characters with [start, end), or None."""
        low, high = bisect.bisect_right(self._starts, start) - 1, bisect.bisect_left(self._starts, end)
        near = (m for m in self.mentions[max(low, 0) : high] if m.start < end and start < m.end)
        return max(near, key=lambda m: min(end, m.end) - max(start, m.start), default=None)

    def name(self, mention: Mention) -> str:
        """The fullest name of whom the mention refers to."""
        return self.members[mention.member].name
