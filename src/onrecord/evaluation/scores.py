"""Precision, recall and F1 by kind, by stance and by field, summed over all articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.evaluation import matching
from onrecord.evaluation.matching import Row, Same, covered, jaccard, pair, same_name, texts

#: What is scored: label -> (key in the exchange form, when two rows are the same).
KINDS: dict[str, tuple[str, Same]] = {
    "position core": ("positions", matching.core),
    "position strict": ("positions", matching.strict),
    "quote": ("statements", matching.quote),
    "statement": ("statements", matching.statement),
    "tally": ("tallies", matching.tally),
    "poll": ("polls", matching.poll),
    "event": ("events", matching.event),
}


@dataclass(slots=True)
class Counts:
    """How many rows were found rightly, found at all, and labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, right: int, found: int, labelled: int) -> None:
        """Count one more article."""
        self.right += right
        self.found += found
        self.labelled += labelled

    @property
    def precision(self) -> float:
        """The share of the found rows that are right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the labelled rows that were found; 0 where nothing is labelled."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def rows_of(table: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    """Counts with their precision, recall and F1 as JSON values."""
    return {
        name: {
            "precision": round(c.precision, 4),
            "recall": round(c.recall, 4),
            "f1": round(c.f1, 4),
            "labelled": c.labelled,
            "found": c.found,
        }
        for name, c in table.items()
    }


@dataclass(slots=True)
class Scores:
    """Counts by kind and by stance; for each field, how many matched rows have it right, and of how many."""

    articles: int = 0
    kinds: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    stances: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    fields: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def tick(self, name: str, right: bool) -> None:
        """Count one matched row's field."""
        self.fields[name][0] += right
        self.fields[name][1] += 1

    def rows(self) -> dict[str, Any]:
        """The scores as JSON values."""
        return {
            "articles": self.articles,
            "kinds": rows_of(self.kinds),
            "stances": rows_of(dict(sorted(self.stances.items()))),
            "fields": {name: {"right": right, "of": total} for name, (right, total) in self.fields.items()},
        }


def score(articles: list[tuple[Row, Row]]) -> Scores:
    """Score (labels, found) for each article, both in the exchange form."""
    scores = Scores(articles=len(articles))
    for labels, found in articles:
        for kind, (key, same) in KINDS.items():
            if key not in labels:
                continue
            want, got = labels[key], [row for row in found.get(key) or [] if row.get("kind") != "indirect"]
            pairs = pair(want, got, same)
            scores.kinds[kind].add(len(pairs), len(got), len(want))
            if kind == "position core":
                _by_stance(scores, want, got, pairs)
            if kind == "position strict":
                for one, other in pairs:
                    _position_fields(scores, one, other)
        for name in ("origin", "published"):
            if labels.get(name):
                scores.tick(name, same_name(labels[name], found.get(name)) or labels[name] == found.get(name))
    return scores


def _by_stance(scores: Scores, want: list[Row], got: list[Row], pairs: list[tuple[Row, Row]]) -> None:
    for stance in {row["stance"] for row in want} | {row["stance"] for row in got}:
        scores.stances[stance].add(
            sum(one["stance"] == stance for one, _ in pairs),
            sum(row["stance"] == stance for row in got),
            sum(row["stance"] == stance for row in want),
        )


def _position_fields(scores: Scores, want: Row, got: Row) -> None:
    asked, heard = texts(want.get("conditions")), texts(got.get("conditions"))
    hit = sum(any(covered(one, other) >= 0.5 for other in heard) for one in asked)
    good = sum(any(covered(one, other) >= 0.5 for one in asked) for other in heard)
    scores.kinds["condition"].add(min(hit, good), len(heard), len(asked))
    for name in ("basis", "date"):
        if want.get(name):
            scores.tick(name, want[name] == got.get(name))
    if want.get("via"):
        scores.tick("via", bool(got.get("via")) and covered(want["via"][0], got["via"][0]) >= 0.5)
    evidence = texts(got.get("evidence"))
    scores.tick("evidence", any(jaccard(one, other) >= 0.5 for one in texts(want["evidence"]) for other in evidence))
