"""Extraction: entries out of a reading, one module for each section of the codebook. `extract` is the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.entries import Entry
from onrecord.extraction.events import find_events
from onrecord.extraction.polls import find_polls
from onrecord.extraction.positions import find_positions
from onrecord.extraction.statements import find_statements
from onrecord.extraction.tallies import find_tallies
from onrecord.reading import Reading

__all__ = ["EXTRACTORS", "extract"]

EXTRACTORS: tuple[Callable[[Reading], Iterable[Entry]], ...] = (
    find_positions,
    find_statements,
    find_tallies,
    find_polls,
    find_events,
)


def extract(reading: Reading) -> list[Entry]:
    """Every entry of the codebook's kinds that the reading bears, kind by kind in order of text."""
    return [entry for extractor in EXTRACTORS for entry in extractor(reading)]
