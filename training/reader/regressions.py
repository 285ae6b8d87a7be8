"""Regressions over what is told of something: fitted, tried on the folds left out, kept as JSON for the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

FOLDS = 5
#: How strongly weights are held small.
STRENGTH = 0.3

Told = Iterable[Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A logistic regression, and the names of the features that it has learnt."""

    names: DictVectorizer
    model: LogisticRegression

    @classmethod
    def to(cls, told: Told, labels: Sequence[Any], weights: Mapping[str, float] | None = None) -> Self:
        """Fitted to the features told of each example and its label; `weights` say what a label counts."""
        names = DictVectorizer()
        model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight=weights)
        return cls(names=names, model=model.fit(names.fit_transform(_flags(told)), labels))

    def chances(self, told: Told) -> NDArray[np.float64]:
        """The probability of each label, of shape (examples, labels)."""
        chances: NDArray[np.float64] = self.model.predict_proba(self.names.transform(_flags(told)))
        return chances

    def labels(self, told: Told) -> list[Any]:
        """The likeliest label of each example."""
        return list(self.model.predict(self.names.transform(_flags(told))))

    def factors(self, weights: NDArray[np.float64], least: float) -> dict[str, float]:
        """The weights of all features by name, rounded, without those nearer to nothing than `least`."""
        named = zip(self.names.get_feature_names_out(), weights, strict=True)
        return {name: round(float(weight), 3) for name, weight in named if abs(weight) >= least}


def _flags(told: Told) -> list[dict[str, float]]:
    return [dict.fromkeys(names, 1.0) for names in told]


class Row(Protocol):
    """What belongs to one of the folds, 0 to `FOLDS` - 1."""

    @property
    def fold(self) -> int: ...


R = TypeVar("R", bound=Row)
S = TypeVar("S")


def left_out(
    rows: Sequence[R], fit: Callable[[list[R]], Fitted], tell: Callable[[Fitted, list[R]], Iterable[S]]
) -> list[S]:
    """What a regression that has not seen a row's fold tells of the row, for each row."""
    told: dict[int, S] = {}
    for fold in range(FOLDS):
        of = [at for at, row in enumerate(rows) if row.fold == fold]
        fitted = fit([row for row in rows if row.fold != fold])
        told.update(zip(of, tell(fitted, [rows[at] for at in of]), strict=True))
    return [told[at] for at in range(len(rows))]
