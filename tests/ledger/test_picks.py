from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.entries import PollFigure
from onrecord.ledger import Ledger, asof, picks, reviewing, schema
from onrecord.reports import View, counts, listed, most_told, moves, one_row, targets
from onrecord.reports.desk import queue
from tests.records import article, position, record

ARTICLES = [
    article(
        f"Holder{n} Ames wants a plan {n} of Bo Bell. He is at {n} percent.",
        published=f"2024-07-{n:02d}",
        url=f"https://example.org/{n}",
        label=f"news {n}",
    )
    for n in range(1, 9)
]


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    """Eight days: each day somebody new withholds (with terms) or endorses, with a poll figure; surer and surer."""
    for n, one in enumerate(ARTICLES, 1):
        terms = (f"a plan {n}",) if n % 2 else ()
        stance = "withholds" if n % 2 else "endorses"
        said = position(one, f"Holder{n} Ames", stance, "Bo Bell", terms=terms, confidence=n / 10)
        poll = PollFigure(subject="Bo Bell", value=float(n), evidence=(one.span(0, len(one.text)),))
        ledger.post(record(one, said, poll))
    return ledger


def picked(ledger: Ledger, pick: picks.Pick) -> list[tuple[str, str]]:
    with ledger.reading() as connection:
        return [(row.kind, row.published) for row in asof.entries(connection, ids=pick)]


def test_the_last_of_a_kind(book: Ledger) -> None:
    assert picked(book, picks.last("polls", limit=2)) == [("polls", "2024-07-07"), ("polls", "2024-07-08")]
    assert picked(book, picks.last("positions", limit=1, as_of="2024-07-03")) == [("positions", "2024-07-03")]
    with book.reading() as connection:
        assert [row["value"] for row in listed(connection, "polls", limit=2)] == [7, 8]


def test_the_last_with_terms_and_whatever_was_amended(book: Ledger) -> None:
    assert [day for _, day in picked(book, picks.last_with_terms(limit=2))] == ["2024-07-05", "2024-07-07"]
    assert len(picked(book, picks.last_with_terms(limit=None))) == 4
    with book.reading() as connection:
        assert [row["asks"] for row in moves.outcomes(connection, limit=2)] == ["a plan 5", "a plan 7"]
        assert len(moves.outcomes(connection)) == 4
        (second,) = [row for row in asof.entries(connection, "positions") if row.published == "2024-07-02"]
    with book.writing() as connection:
        reviewing.amend(connection, second.id, {"date": "2024-07-01"}, by="Eve")
    assert ("positions", "2024-07-02") in picked(book, picks.last_with_terms(limit=1))


def test_the_least_sure_that_nobody_reviewed(book: Ledger) -> None:
    with book.reading() as connection:
        (first,) = queue(connection, limit=1)
    assert first["published"] == "2024-07-01"
    with book.writing() as connection:
        reviewing.accept(connection, first["entry"], by="Eve")
    assert picked(book, picks.least_sure(limit=1)) == [("positions", "2024-07-02")]


def test_the_targets_most_told_of(book: Ledger) -> None:
    one = article("Ada Ames endorsed Cy Cole.", published="2024-07-01")
    book.post(record(one, position(one, "Ada Ames", "endorses", "Cy Cole")))
    with book.reading() as connection:
        assert picks.most_told(connection, 5) == {"local:bo-bell": 8, "local:cy-cole": 1}
        assert targets(connection, limit=1) == counts(connection)[:1]


def test_a_whole_race_is_among_the_targets(book: Ledger) -> None:
    """With a limit too: those on nobody in particular, and those whom an editor moved there or away from there."""
    for number, holder in enumerate(("Ada Ames", "Di Dean", "Ed Eby")):
        one = article(f"{holder} will endorse nobody in the race.", published=f"2024-07-1{number}")
        book.post(record(one, position(one, holder, "declines", "")))
    with book.reading() as connection:
        assert picks.most_told(connection, 2) == {"local:bo-bell": 8, "": 3}
        assert most_told(connection, 2)[1] == {"target": "", "target_id": "", "positions": 3}
        ids = {row.subject: row.id for row in asof.entries(connection, "positions")}
    with book.writing() as connection:
        reviewing.amend(connection, ids["Holder1 Ames"], {"target": ""}, by="Eve")
        reviewing.amend(connection, ids["Ada Ames"], {"target": "Bo Bell"}, by="Eve")
        reviewing.reject(connection, ids["Di Dean"], by="Eve")
    with book.reading() as connection:
        assert [(row["target"], row["holders"]) for row in counts(connection)] == [("Bo Bell", 8), ("", 2)]
        for view in (View(), View(as_of="2024-07-11"), View(reviewed=True)):
            assert targets(connection, limit=2, view=view) == counts(connection, view=view)


@pytest.mark.parametrize("since", ["2024-07-01", "2024-07-05", "2024-07-08", "2024-07-09", "2024-08-01"])
def test_what_is_told_since_a_day(book: Ledger, since: str) -> None:
    """Days of publication, days of their own, months and years: the database leaves out no more than the days say."""
    for number, date in enumerate(["2024", "2024-07", "2024-08", "2024-07-06", "2023-12-31"]):
        one = article(
            f"Ada Ames endorsed Bo Bell, {number}.", published="2024-07-04", url=f"https://example.org/d{number}"
        )
        book.post(record(one, position(one, "Ada Ames", "endorses", "Bo Bell", date=date)))
    dayless = article("Nobody knows when.", url="https://example.org/x")
    book.post(record(dayless, position(dayless, "Ada Ames", "endorses", "Bo Bell")))
    with book.reading() as connection:
        every = asof.entries(connection, "positions")
        kept = asof.entries(connection, "positions", since=since)
        on_one = asof.entries(connection, "positions", since=since, targets=["local:bo-bell"])
    assert kept == [row for row in every if not row.day or row.day >= since]
    assert on_one == [row for row in kept if row.target_id == "local:bo-bell"] != []


def test_every_position_of_some_holders_on_some_targets(book: Ledger) -> None:
    race = article("Cy Cole has endorsed nobody.", published="2024-07-01")
    book.post(record(race, position(race, "Cy Cole", "withholds", "")))
    pairs = {(f"local:holder{n}-ames", "local:bo-bell") for n in (1, 2)} | {("local:cy-cole", "")}
    with book.reading() as connection:
        found = asof.about(connection, pairs)
        assert {(row.subject_id, row.target_id) for row in found} == pairs
        assert asof.about(connection, {("local:cy-cole", "local:bo-bell")}) == []
        many = {(f"local:holder{n}-ames", "local:bo-bell") for n in range(100)}
        assert len(asof.about(connection, many)) == 8  # many holders, one target: looked up from the target's side
        assert len(asof.about(connection, many, as_of="2024-07-03")) == 3


def test_ids_are_found_by_their_beginning(book: Ledger) -> None:
    with book.reading() as connection:
        id = connection.execute(sa.select(sa.func.min(schema.article.c.id))).scalar_one()
        assert one_row(connection, schema.article, id[:9], "article")["id"] == id
        assert one_row(connection, schema.article, "news 3", "article", label=True)["published"] == "2024-07-03"
        for odd in ("", "%", "_" * 9, "g", "news 3"):
            with pytest.raises(Exception, match="no article"):
                one_row(connection, schema.article, odd, "article")
