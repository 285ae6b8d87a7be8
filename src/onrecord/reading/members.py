"""Members of the cast and their mentions."""

from __future__ import annotations

from dataclasses import dataclass
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
