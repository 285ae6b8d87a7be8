from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import dates
from onrecord.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-23", "2024-07-23"),
        ("2024-07", "2024-07"),
        ("2024", "2024"),
        ("", ""),
        (" 2024-07-23 ", "2024-07-23"),
        ("2024-07-23T10:00:00Z", "2024-07-23"),
        ("2024-07-23 10:00", "2024-07-23"),
    ],
)
def test_parse(text: str, expected: str) -> None:
    assert dates.parse(text) == expected


@pytest.mark.parametrize("text", ["23 July", "2024-13", "2024-02-30", "0000", "24-07-23", "2024/07/23"])
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ConfigError, match="is no date"):
        dates.parse(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_prefix_holds_its_days(day: dt.date) -> None:
    text = day.isoformat()
    for prefix in (text[:4], text[:7], text):
        assert dates.first_day(prefix) <= text <= dates.last_day(prefix)
    assert dates.day(text) == day
    assert dates.day(text[:7]) is None
