"""Times: the days that an article names, resolved against its stated day of publication."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Characters [start, end) that name a time, and the ISO prefix they mean ("" if it cannot be told)."""

    start: int
    end: int
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Every time that an article names, in order of text, and the day of publication ("" if not stated)."""

    published: str
    mentions: tuple[TimeMention, ...]

    def within(self, start: int, end: int) -> tuple[TimeMention, ...]:
        """The time mentions that lie in [start, end), in order of text."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)


def find_times(article: Article, doc: Doc) -> Times:
    """All times of the article. Without a publication date relative days have the date ""."""
    raise NotImplementedError
