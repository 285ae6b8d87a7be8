"""Groups: the same scores for each party of the holder and for each outlet, to see whom a reader treats worse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from enum import StrEnum

from onrecord.evaluation import matching
from onrecord.evaluation.matching import Row
from onrecord.evaluation.scores import Counts
from onrecord.exports.offices import party_of
from onrecord.registry import load_registry


class Grouping(StrEnum):
    """What positions are grouped by."""

    PARTY = "party"
    OUTLET = "outlet"


def score_groups(articles: list[tuple[Row, Row]], by: Grouping) -> dict[str, Counts]:
    """Core scores of positions by group, the one with most labels first; `articles` are (labels, found).

    A party is the registry's, whoever it does not know (unions, newspapers, local officials) has none.
    """
    group_of = _GROUPS[by]
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for labels, found in articles:
        want, got = labels.get("positions") or [], found.get("positions") or []
        pairs = matching.pair(want, got, matching.core)
        right = Counter(group_of(labels, one) for one, _ in pairs)
        # A right one counts in the group of its label, however its holder is printed.
        matched = {id(other): group_of(labels, one) for one, other in pairs}
        told = Counter(matched.get(id(row)) or group_of(labels, row) for row in got)
        labelled = Counter(group_of(labels, row) for row in want)
        for group in told | labelled:
            counts[group].add(right[group], told[group], labelled[group])
    return dict(sorted(counts.items(), key=lambda pair: -pair[1].labelled))


def _party(article: Row, position: Row) -> str:
    known = load_registry().by_name(position["holder"], article.get("published") or "")
    return (party_of(known[0]) if known else "") or "none known"


def _outlet(article: Row, _: Row) -> str:
    return article.get("outlet") or "none told"


_GROUPS: dict[Grouping, Callable[[Row, Row], str]] = {Grouping.PARTY: _party, Grouping.OUTLET: _outlet}
