from __future__ import annotations

import pytest

from onrecord.extraction.pollsters import find_pollster


@pytest.mark.parametrize(
    ("text", "pollster"),
    [
        ("A Great Plains Institute poll has Ames ahead.", "Great Plains Institute"),
        ("A new USA TODAY/Suffolk Poll has Ames ahead.", "USA TODAY/Suffolk"),
        ("In CNN's December poll of the state, Ames has 35 percent.", "CNN"),
        ("A January survey by Harbor Insights put Ames at 49 percent.", "Harbor Insights"),
        ("A poll of likely Republican voters released last week by Fort Pike Research Center had Ames ahead.", "Fort Pike Research Center"),
        ("A poll conducted Oct. 6-9 by Sound Research for The Daily Sound found Ames ahead.", "Sound Research"),
        ("Ames is ahead, according to a recent Washington Post poll.", "The Washington Post"),
        ("Gallup has Ames ahead.", "Gallup"),
        ("A New Hampshire poll has Ames ahead.", ""),
        ("A September poll by a Republican firm has Ames ahead.", ""),
        ("A poll shows Ames beaten by Bell.", ""),
        ("Her poll numbers are falling.", ""),
    ],
)  # fmt: skip
def test_who_conducts_a_poll(text: str, pollster: str) -> None:
    assert find_pollster(text) == pollster
