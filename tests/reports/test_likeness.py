from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import open_ledger
from onrecord.reports.likeness import grouped_wants, groups, likeness
from onrecord.reports.moves import outcomes
from tests.records import article, position, record

PLAN = [
    "a specific plan to help working-class families",
    "outline a plan for the working families",
    "plans for families",
]
WAR = ["an end to the war in Gaza", "ends the war", "a ceasefire in Gaza and an end to the war"]
MATE = ["his choice of a running mate", "whom he chooses as running mate"]


def together(texts: list[str]) -> set[frozenset[str]]:
    return {frozenset(texts[one] for one in group) for group in groups(likeness(texts))}


def test_like_terms_come_together_and_others_stay_apart() -> None:
    texts = [*PLAN, *WAR, *MATE, "lower taxes"]
    assert together(texts) == {frozenset(PLAN), frozenset(WAR), frozenset(MATE), frozenset({"lower taxes"})}
    assert together(texts[::-1]) == together(texts)


@pytest.mark.parametrize("texts", [[], ["one plan"], ["", "?!"], ["the of and", "to for"]])
def test_little_to_compare_is_no_trouble(texts: list[str]) -> None:
    assert sorted(one for group in groups(likeness(texts)) for one in group) == list(range(len(texts)))


@given(st.lists(st.text(max_size=40), max_size=12, unique=True))
def test_likeness_is_between_nothing_and_one_and_works_both_ways(texts: list[str]) -> None:
    alike = likeness(texts)
    assert alike.shape == (len(texts), len(texts))
    assert np.allclose(alike, alike.T)
    assert ((alike >= 0) & (alike <= 1 + 1e-9)).all()
    found = groups(alike)
    assert sorted(one for group in found for one in group) == list(range(len(texts)))


def test_wants_are_grouped_with_who_asks_and_what_became_of_it() -> None:
    with open_ledger(":memory:") as ledger:
        asked = {"Ada Ames": PLAN[0], "Cy Cole": PLAN[1], "Di Dow": "lower taxes"}
        for day, (holder, term) in enumerate(asked.items(), 1):
            one = article(f"{holder} wants {term} first.", published=f"2024-07-0{day}")
            ledger.post(record(one, position(one, holder, "withholds", "Bo Bell", terms=(term,))))
        one = article("Ada Ames endorsed Bo Bell.", published="2024-07-20")
        ledger.post(record(one, position(one, "Ada Ames", "endorses", "Bo Bell")))
        with ledger.reading() as connection:
            plan, taxes = grouped_wants(outcomes(connection))
    assert plan["holders"] == ["Ada Ames", "Cy Cole"]
    assert (plan["asks"], plan["of"], plan["targets"]) == (2, ["Bo Bell"], ["Bo Bell"])
    assert plan["states"] == {"met": 1, "open": 1}
    assert plan["heading"] in PLAN
    assert (taxes["heading"], taxes["holders"]) == ("lower taxes", ["Di Dow"])
    assert grouped_wants([]) == []
