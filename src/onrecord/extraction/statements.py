"""TODO"""

from __future__ import annotations

from onrecord.entries import Statement
from onrecord.reading import Reading


def find_statements(reading: Reading) -> list[Statement]:
    """Every Statement in the article."""
    raise NotImplementedError
