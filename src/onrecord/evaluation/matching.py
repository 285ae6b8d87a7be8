"""When a found entry is the labelled one. The rules are the codebook's scorer's; they compare words, not characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Same = Callable[[Row, Row], bool]

_TITLES = frozenset(
    "sen senator rep representative gov governor president vice mr mrs ms dr former secretary speaker mayor the a an jr"
    " sr leader".split()
)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_QUOTES = str.maketrans("’‘“”", "''\"\"")


def words(text: str | None) -> list[str]:
    """The words of a text in lower case, curly quotation marks folded."""
    return _WORD.findall((text or "").translate(_QUOTES).lower())


def same_name(one: str | None, other: str | None) -> bool:
    """Whether all words of one name are in the other and the last is shared; empty matches only empty.

    >>> same_name("Sanders", "Sen. Bernie Sanders"), same_name("Bill Clinton", "Hillary Clinton")
    (True, False)
    """
    short, long = sorted((_name(one), _name(other)), key=len)
    if not short:
        return not (one or "").strip() and not (other or "").strip()
    return set(short) <= set(long) and (short[-1] == long[-1] or len(set(short) & set(long)) >= 2)


def _name(text: str | None) -> list[str]:
    return [word.removesuffix("'s") for word in words(text) if word not in _TITLES]


def text_of(span: Row | str) -> str:
    """The text of a span, which labels give bare."""
    return str(span["text"]) if isinstance(span, dict) else span


def texts(spans: Any) -> list[str]:
    """The texts of a list of spans, of one span, or of none."""
    if not spans:
        return []
    return [text_of(span) for span in (spans if isinstance(spans, list) else [spans])]


def covered(want: str, got: str) -> float:
    """The share of the words of `want` that `got` holds."""
    return _shared(want, got) / max(1, len(words(want)))


def jaccard(want: str, got: str) -> float:
    """Shared words over all words, counted as often as they occur."""
    one, other = Counter(words(want)), Counter(words(got))
    return sum((one & other).values()) / max(1, sum((one | other).values()))


def _shared(want: str, got: str) -> int:
    return sum((Counter(words(want)) & Counter(words(got))).values())


def pair(labels: list[Row], found: list[Row], same: Same) -> list[tuple[Row, Row]]:
    """Labels and found rows matched one to one, each label with the first found row that fits."""
    left, pairs = list(found), []
    for want in labels:
        for index, got in enumerate(left):
            if same(want, got):
                pairs.append((want, left.pop(index)))
                break
    return pairs


def core(want: Row, got: Row) -> bool:
    """Same holder, same target, same stance (or the labels' second choice)."""
    stances = {want["stance"], *want.get("stance_also", [])}
    return (
        same_name(want["holder"], got.get("holder"))
        and same_name(want["target"], got.get("target"))
        and got.get("stance") in stances
    )


def strict(want: Row, got: Row) -> bool:
    """`core`, and the same phase."""
    return core(want, got) and (got.get("phase") or "current") == (want.get("phase") or "current")


def quote(want: Row, got: Row) -> bool:
    """The same words said, by whomever."""
    return jaccard(" ".join(texts(want["content"])), " ".join(texts(got.get("content")))) >= 0.8


def statement(want: Row, got: Row) -> bool:
    """The same words said by the same speaker."""
    speaker = got.get("speaker") or ""
    return quote(want, got) and (same_name(want["speaker"], speaker) or covered(want["speaker"], speaker) >= 0.6)


def tally(want: Row, got: Row) -> bool:
    """The same number (or count word) on the same target."""

    def count(row: Row) -> str:
        number = row.get("number")
        return str(number if number is not None else row.get("count")).lower()

    return same_name(want["target"], got.get("target")) and count(want) == count(got)


def poll(want: Row, got: Row) -> bool:
    """The same subject, share and place."""
    one, other = want.get("value"), got.get("value")
    value = one == other if one is None or other is None else float(one) == float(other)
    place = set(words(want.get("place"))) == set(words(got.get("place")))
    return same_name(want["subject"], got.get("subject")) and value and place


def event(want: Row, got: Row) -> bool:
    """A shared participant or place, and the same date where the labels have one."""
    who = any(a and b and same_name(a, b) for a in want.get("who") or [] for b in got.get("who") or [])
    place = bool(set(words(want.get("place"))) & set(words(got.get("place"))))
    date, other = want.get("date") or "", got.get("date") or ""
    return (who or place) and (not date or other.startswith(date) or bool(other and date.startswith(other)))
