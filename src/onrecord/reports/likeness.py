"""Likeness: what holdouts ask for, grouped by what it is about.

Terms are compared by their words: the rarer a shared word among all terms, the more it says (TF-IDF, cosine), with a
share for the order in which the words come. Groups grow from the most alike pair on, as long as their members are alike
on average. No chance is involved: the same terms make the same groups.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from onrecord.reports import ReportRow

#: Two groups become one from this average likeness on (0 to 1).
_ALIKE = 0.3
#: How much of the likeness is the words' own, against their order.
_BY_WORDS = 0.75
#: Words that say nothing about what is asked for.
_EMPTY = frozenset(
    "a an the and or but if of to in on for with from by at as into about over that this these those it its he she they"
    " his her their him them we our us i you your is are was were be been being do does did have has had will would can"
    " could should may might must not no more before after until unless first any some all what which who whom how than"
    " so such there when while also just only".split()
)
_ENDINGS = re.compile(r"(?:ies|ied|ing|ed|es|s|e|y)$")


def grouped_wants(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """The terms of `moves.outcomes` in groups of like ones, the group with most holders first.

    Each group has `heading` (its most central term, as it is worded), `asks` (how many terms), `holders`, `of` (whom
    they are asked of), `targets`, `states` (how many are "open", "met", "dropped") and its `rows` in order of time.
    """
    texts = sorted({row["asks"] for row in rows})
    alike = likeness(texts)
    found = []
    for members in groups(alike):
        terms = {texts[one] for one in members}
        own = [row for row in rows if row["asks"] in terms]
        found.append(
            {
                "heading": texts[_central(alike, members)],
                "asks": len(terms),
                "holders": sorted({row["holder"] for row in own}),
                "of": sorted({row["of"] for row in own} - {""}),
                "targets": sorted({row["target"] for row in own} - {""}),
                "states": dict(Counter(row["state"] for row in own)),
                "rows": own,
            }
        )
    return sorted(found, key=lambda group: (-len(group["holders"]), -len(group["rows"]), group["heading"]))


def distinct(texts: Sequence[str]) -> list[str]:
    """Texts without those that say much the same as another: of each group of like ones the most central.

    >>> distinct(["a plan for working families", "lay out a plan for working families", "a ceasefire"])
    ['a plan for working families', 'a ceasefire']
    """
    if len(texts) < 2:
        return list(texts)
    alike = likeness(texts)
    return [texts[_central(alike, members)] for members in groups(alike)]


def likeness(texts: Sequence[str]) -> NDArray[np.float64]:
    """How alike each two texts are, from 0 to 1: a square, with ones where a text meets itself."""
    words = [_words(text) for text in texts]
    places = {word: at for at, word in enumerate(sorted({word for one in words for word in one}))}
    spread = Counter(word for one in words for word in set(one))
    table = np.zeros((len(texts), max(1, len(places))))
    for row, one in enumerate(words):
        for word in one:
            table[row, places[word]] += math.log(1 + len(texts) / spread[word])
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths > 0, lengths, 1)
    lines = [" ".join(one) for one in words]
    order = process.cdist(lines, lines, scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100
    alike: NDArray[np.float64] = _BY_WORDS * (table @ table.T) + (1 - _BY_WORDS) * order
    np.fill_diagonal(alike, 1.0)
    return alike


def groups(alike: NDArray[np.float64], least: float = _ALIKE) -> list[list[int]]:
    """The rows of a square of likenesses in groups (average linkage), by their first member."""
    members = [[one] for one in range(len(alike))]
    between = alike.copy()
    np.fill_diagonal(between, -1.0)
    while len(members) > 1:
        one, other = divmod(int(between.argmax()), len(between))
        if between[one, other] < least:
            break
        here, there = len(members[one]), len(members[other])
        merged = (here * between[one] + there * between[other]) / (here + there)
        between[one], between[:, one] = merged, merged
        between[one, one] = -1.0
        between = np.delete(np.delete(between, other, axis=0), other, axis=1)
        members[one] += members.pop(other)
    return sorted(sorted(one) for one in members)


def _central(alike: NDArray[np.float64], members: list[int]) -> int:
    """The member that is most like all others; the shorter index on a tie."""
    return max(members, key=lambda one: (alike[one, members].sum(), -one))


def _words(text: str) -> list[str]:
    """The words that say something, without their endings.

    >>> _words("hear his plans for the working families")
    ['hear', 'plan', 'work', 'famil']
    """
    found = [word for word in re.findall(r"\w+", text.lower().replace("’", "'")) if word not in _EMPTY]
    return [_ENDINGS.sub("", word) if len(word) > 4 else word for word in found]
