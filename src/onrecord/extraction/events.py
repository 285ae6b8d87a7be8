"""TODO"""

from __future__ import annotations

from onrecord.entries import Event
from onrecord.reading import Reading


def find_events(reading: Reading) -> list[Event]:
    """Every Event in the article."""
    raise NotImplementedError
