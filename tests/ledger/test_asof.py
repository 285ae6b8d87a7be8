from __future__ import annotations

import pytest

from onrecord.ledger import Ledger, asof, corroboration
from onrecord.ledger.identity import identify, same_name
from onrecord.ledger.rows import Row
from tests.records import article, position, record, statement


def row(stance: str, published: str, *, date: str = "", number: int = 0) -> Row:
    return Row(
        id=f"{published}{number}",
        kind="positions",
        subject="Ada Ames",
        target="Bo Bell",
        date=date,
        payload={"stance": stance, "phase": "current", "via": [], "basis": "reported"},
        article_id=published,
        label="",
        title="",
        outlet="The Gazette",
        origin="",
        published=published,
        url="",
    )


@pytest.mark.parametrize(
    ("reports", "standing"),
    [
        ([("withholds", "2024-07-01"), ("endorses", "2024-07-02")], {"endorses"}),
        ([("endorses", "2024-07-01"), ("withholds", "2024-07-02")], {"endorses"}),
        ([("endorses", "2024-07-01"), ("supports", "2024-07-02")], {"endorses"}),
        ([("endorses", "2024-07-01"), ("withdraws", "2024-07-02")], {"withdraws"}),
        ([("endorses", "2024-07-01"), ("declines", "2024-07-02")], {"declines"}),
        ([("opposes", "2024-07-01"), ("endorses", "2024-07-02")], {"endorses"}),
        ([("supports", "2024-07-01"), ("withholds", "2024-07-01")], {"supports", "withholds"}),
        ([("declines", "2024-07-02"), ("withholds", "2024-07-01")], {"declines"}),
    ],
)
def test_standing(reports: list[tuple[str, str]], standing: set[str]) -> None:
    rows = [row(stance, published, number=number) for number, (stance, published) in enumerate(reports)]
    assert {one.stance for one in asof.stand(rows)} == standing


def test_the_day_of_the_act_goes_before_the_day_of_the_story() -> None:
    late = row("declines", "2024-07-30", date="2024-06")
    early = row("endorses", "2024-07-01", number=1)
    (standing,) = asof.stand([late, early])
    assert standing.stance == "endorses"
    assert standing.since == "2024-07-01"


def test_a_past_day_is_not_changed_by_later_articles(ledger: Ledger) -> None:
    first = article("Ada Ames is undecided.", published="2024-07-01")
    later = article("Ada Ames endorsed Bo Bell.", published="2024-08-01")
    ledger.post(record(first, position(first, "Ada Ames", "withholds", "Bo Bell")))
    with ledger.reading() as connection:
        before = asof.positions(connection, as_of="2024-07-15")
    ledger.post(record(later, position(later, "Ada Ames", "endorses", "Bo Bell")))
    with ledger.reading() as connection:
        assert asof.positions(connection, as_of="2024-07-15") == before
        assert [one.stance for one in asof.positions(connection)] == ["endorses"]


def test_past_and_expected_positions_do_not_stand(ledger: Ledger) -> None:
    one = article("Ada Ames had backed Bo Bell.", published="2024-07-01")
    ledger.post(record(one, position(one, "Ada Ames", "endorses", "Bo Bell", phase="past")))
    with ledger.reading() as connection:
        assert asof.positions(connection) == []


def test_names_of_one_person_are_one() -> None:
    printed = ["Sanders", "Bernie Sanders", "Bernard Sanders", "Ames", "Ada Ames", "Abe Ames", ""]
    ids = {name: one.actor_id for name, one in identify(printed, "", "2020-02-01").items()}
    assert ids["Sanders"] == ids["Bernard Sanders"] == ids["Bernie Sanders"] == "bioguide:S000033"
    assert ids["Ames"] == "local:ames"  # Ada or Abe
    assert ids["Ada Ames"] != ids["Abe Ames"]


@pytest.mark.parametrize(
    ("asked", "name", "same"),
    [
        ("Harris", "Kamala Harris", True),
        ("kamala harris", "Kamala Harris", True),
        ("Kamala", "Kamala Harris", False),
        ("Harris", "Harrison Ford", False),
        ("", "Kamala Harris", False),
    ],
)
def test_asked_names(asked: str, name: str, same: bool) -> None:
    assert same_name(asked, name) is same


def test_the_same_words_in_two_articles_are_one_utterance(ledger: Ledger) -> None:
    words = "I will wait until I have heard more from him,"
    first = article(f"“{words}” Ames said.", published="2024-07-01", outlet="The Gazette")
    copy = article(f'Ames told The Gazette: "{words[:-1]}."', published="2024-07-02", outlet="The Herald")
    other = article("“I have nothing to add to what I said then,” Ames said.", published="2024-07-03")
    for one, said in (
        (first, words),
        (copy, words[:-1] + "."),
        (other, "I have nothing to add to what I said then,"),
    ):
        ledger.post(record(one, statement(one, "Ada Ames", said)))
    with ledger.reading() as connection:
        groups = corroboration.utterances(asof.entries(connection, "statements"))
    assert [[row.published for row in group] for group in groups] == [["2024-07-01", "2024-07-02"], ["2024-07-03"]]


def test_copies_of_one_origin_are_one_source() -> None:
    rows = [row("endorses", f"2024-07-0{n}", number=n) for n in (1, 2)]
    assert corroboration.sources(rows) == ("The Gazette",)
