"""TODO"""

from __future__ import annotations

from onrecord.entries import Position
from onrecord.reading import Reading


def find_positions(reading: Reading) -> list[Position]:
    """Every Position in the article."""
    raise NotImplementedError
