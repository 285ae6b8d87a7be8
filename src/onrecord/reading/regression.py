"""Regressions: logistic ones, over what is told of something, small enough to be kept as JSON beside the networks."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self


def read_weights(name: str) -> dict[str, Any]:
    """What a file of the shipped models says (`terms.json`)."""
    weights: dict[str, Any] = json.loads((files("onrecord.reading") / "models" / name).read_text(encoding="utf-8"))
    return weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """What each feature that is told adds to the log-odds."""

    factors: Mapping[str, float]
    bias: float

    @classmethod
    def of(cls, weights: Mapping[str, Any]) -> Self:
        """Out of the weights of a file."""
        return cls(factors=weights["factors"], bias=weights["bias"])

    def odds(self, told: Iterable[str]) -> float:
        """The log-odds that these features make; one never learnt adds nothing."""
        return self.bias + sum(self.factors.get(name, 0.0) for name in told)


def chance(odds: float) -> float:
    """The probability, 0 to 1, that log-odds make."""
    return 1 / (1 + math.exp(-odds))
