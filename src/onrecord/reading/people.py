"""The cast: who appears in an article, under which names, pronouns and descriptions."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.model import Article
from onrecord.reading.members import Member, MemberKind, Mention, MentionKind
from onrecord.reading.naming import find_names
from onrecord.reading.referring import find_pronouns, find_roles

__all__ = ["Cast", "Member", "MemberKind", "Mention", "MentionKind", "find_cast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The members of an article and every mention of them, in order of text."""

    members: tuple[Member, ...]
    mentions: tuple[Mention, ...]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in [start, end), in order of text."""
        low = bisect.bisect_left(self.mentions, start, key=_start)
        high = bisect.bisect_left(self.mentions, end, key=_start)
        return tuple(m for m in self.mentions[low:high] if m.end <= end)

    def at(self, start: int, end: int) -> Mention | None:
        """The mention that shares most characters with [start, end), or None; mentions do not overlap."""
        low = max(0, bisect.bisect_left(self.mentions, start, key=_start) - 1)
        high = bisect.bisect_left(self.mentions, end, key=_start)
        near = [m for m in self.mentions[low:high] if start < m.end]
        return max(near, key=lambda m: min(end, m.end) - max(start, m.start), default=None)

    def name(self, mention: Mention) -> str:
        """The fullest name of whom the mention refers to."""
        return self.members[mention.member].name


def _start(mention: Mention) -> int:
    return mention.start


def find_cast(article: Article, doc: Doc) -> Cast:
    """Who appears in the article. `doc` is the parse of `article.readable()`."""
    named = find_names(doc, article.published)
    mentions = [*named.mentions, *find_roles(doc, named, article.published)]
    mentions += find_pronouns(doc, named.members, sorted(mentions, key=_start))
    return Cast(members=tuple(named.members), mentions=tuple(sorted(mentions, key=_start)))
