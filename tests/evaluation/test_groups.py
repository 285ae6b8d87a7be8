from __future__ import annotations

from typing import Any

import pytest

from onrecord.evaluation import Grouping
from onrecord.evaluation.groups import score_groups

Row = dict[str, Any]


def position(holder: str, stance: str = "endorses") -> Row:
    return {"holder": holder, "target": "Kamala Harris", "stance": stance}


LABELS = {
    "outlet": "The Ledger",
    "published": "2024-07-25",
    "positions": [position("Chuck Schumer"), position("Susan Collins", "declines"), position("Local 1199")],
}
FOUND = {"positions": [position("Schumer"), position("Susan Collins"), position("Bo Bell")]}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Grouping.PARTY, {"Democrat": (1, 1, 1), "Republican": (0, 1, 1), "none known": (0, 1, 1)}),
        (Grouping.OUTLET, {"The Ledger": (1, 3, 3)}),
    ],
)
def test_positions_by_group(by: Grouping, expected: dict[str, tuple[int, int, int]]) -> None:
    groups = score_groups([(LABELS, FOUND)], by)
    assert {name: (one.right, one.found, one.labelled) for name, one in groups.items()} == expected
