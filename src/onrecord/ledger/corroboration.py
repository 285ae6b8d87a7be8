"""Corroboration: on how many independent sources something rests, and which reports tell of the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from onrecord.ledger.rows import Row

#: Two quotations of one speaker are one utterance from this likeness on (percent of the shorter's words, in order).
_ALIKE = 92
_WORDS = 6


def _via(row: Row) -> str:
    """The outlet that a report retells, or ""."""
    via = row.payload.get("via") or []
    if len(via) > 1 or (via and row.payload.get("basis") in {"own words", "unnamed source"}):
        return str(via[0])
    return ""


def sources(rows: Sequence[Row]) -> tuple[str, ...]:
    """The independent sources behind some rows, each once: copies of one text are one source, the earliest copy's."""
    order = sorted(rows, key=lambda row: (row.published, row.article_id)) if len(rows) > 1 else rows
    of_text: dict[str, str] = {}
    for row in order:
        of_text.setdefault(row.copy_of or row.article_id, row.origin or row.outlet or row.article_id)
    return tuple(dict.fromkeys(_via(row) or of_text[row.copy_of or row.article_id] for row in order))


def same_words(one: str, other: str) -> bool:
    """Whether two quotations are of one utterance: one's words are found in the other, give or take a word.

    >>> same_words("We will win, and win big,", "“We will win, and win big, in the fall.”")
    True
    """
    left, right = _folded(one), _folded(other)
    if left == right:
        return True
    if min(len(left.split()), len(right.split())) < _WORDS:
        return False
    return fuzz.partial_ratio(left, right) >= _ALIKE


def utterances(rows: Sequence[Row]) -> list[list[Row]]:
    """Statements grouped into utterances of one speaker, the earliest report first."""
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda one: (one.published, one.article_id)):
        for group in groups:
            if group[0].subject == row.subject and same_words(_words(group[0]), _words(row)):
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _words(row: Row) -> str:
    return " ".join(span["text"] for span in row.payload["content"])


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("’", "").replace("'", "").lower()))
