"""Courses: the board beside them, and how long a day on which many speak takes."""

from __future__ import annotations

import time

import pytest

from onrecord.entries import Phase, Stance
from onrecord.ledger import Ledger
from onrecord.ledger.rows import Row
from onrecord.reports import View, board, courses, standing_row
from tests.records import article, position, record

HARRIS = "Kamala Harris"


@pytest.mark.parametrize("about", [{"target": HARRIS}, {"contest": "2024 president"}])
@pytest.mark.parametrize(
    "view",
    [View(), View(as_of="2024-07-23"), View(as_of="2024-12-31"), View(as_of="2001-01-01"), View(basis="own words")],
)
def test_a_board_and_its_course_come_out_of_one_reading(ledger: Ledger, about: dict[str, str], view: View) -> None:
    told = (
        ("endorses", "2024-07-22"),
        ("withdraws", "2024-07-24"),
        ("opposes", "2024-11-20"),
        ("supports", "2021-01-01"),
    )
    for number, (stance, day) in enumerate(told):
        one = article(f"Ada Ames has spoken on Harris, number {number}.", published=day)
        ledger.post(record(one, position(one, "Ada Ames", stance, HARRIS)))
    with ledger.reading() as connection:
        expected = board(connection, **about, view=view), courses.course(connection, **about, view=view)
        standings, course = courses.standings_and_course(connection, **about, view=view)
        assert ([standing_row(one) for one in standings], course) == expected
        assert len(courses.course(connection, **about, view=View())) == (4 if "target" in about else 2)


def test_a_day_on_which_many_speak_takes_no_longer_for_each() -> None:
    payload = {"stance": Stance.ENDORSES, "phase": Phase.CURRENT, "confidence": 1.0}
    masthead = {"article_id": "a", "label": "", "title": "", "outlet": "", "origin": "", "url": ""}
    rows = [
        Row(
            id=str(number),
            kind="positions",
            subject=f"Holder {number}",
            target=HARRIS,
            date="",
            published="2024-07-22",
            payload=payload,
            subject_id=f"local:holder-{number}",
            target_id="local:harris",
            **masthead,
        )
        for number in range(10_000)
    ]
    begun = time.process_time()
    (told,) = courses._course(rows, View())
    assert (told["date"], told["endorses"]) == ("2024-07-22", 10_000)
    assert time.process_time() - begun < 2  # it took 15 seconds when every holder looked through the whole day
