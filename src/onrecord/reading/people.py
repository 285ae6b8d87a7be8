"""The cast: who appears in an article, under which names, pronouns and descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc

from onrecord.model import Article


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
    """The members of an article and every mention of them, in order of text."""

    members: tuple[Member, ...]
    mentions: tuple[Mention, ...]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in [start, end), in order of text."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)

    def at(self, start: int, end: int) -> Mention | None:
        """The mention that shares most characters with [start, end), or None."""
        best = max(self.mentions, key=lambda m: min(end, m.end) - max(start, m.start), default=None)
        return best if best is not None and best.start < end and start < best.end else None

    def name(self, mention: Mention) -> str:
        """The fullest name of whom the mention refers to."""
        return self.members[mention.member].name


def find_cast(article: Article, doc: Doc) -> Cast:
    """Who appears in the article. `doc` is the parse of `article.text`."""
    raise NotImplementedError
