"""Tallies and poll figures (codebook sections 4 and 5)."""

from __future__ import annotations

from onrecord.entries import PollFigure, Tally
from onrecord.reading import Reading


def find_tallies(reading: Reading) -> list[Tally]:
    """Every tally of holders in the article."""
    raise NotImplementedError


def find_polls(reading: Reading) -> list[PollFigure]:
    """Every poll figure in the article, leads too (their `value` is None)."""
    raise NotImplementedError
