from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger import Ledger, reviewing, schema
from onrecord.reports.search import search
from tests.records import article, record, statement

ONE = article("“A plan for bakers,” Ada Ames said.", title="Bread", published="2024-07-01", outlet="The Gazette")
TWO = article("“We need a plan,” Bo Bell said.", title="Later", published="2024-07-02")
SAID = {
    one.id: statement(one, who, words) for one, who, words in ((ONE, "Ada Ames", "A plan"), (TWO, "Bo Bell", "a plan"))
}


def test_rows_name_speaker_and_article(ledger: Ledger) -> None:
    ledger.post_all([record(one, SAID[one.id]) for one in (ONE, TWO)])
    with ledger.reading() as connection:
        rows = search(connection, "plan", kinds=["statements"])
        (bakers,) = search(connection, "bakers")
    assert {row["who"] for row in rows} == {"Ada Ames", "Bo Bell"}
    assert (bakers["kind"], bakers["title"], bakers["outlet"]) == ("article", "Bread", "The Gazette")
    start, end = bakers["hits"][0]
    assert bakers["snippet"][start:end] == "bakers"


def test_what_is_rejected_or_was_not_known_is_not_found(ledger: Ledger) -> None:
    ledger.post(record(ONE, SAID[ONE.id]))
    with ledger.reading() as connection:
        then = connection.execute(sa.select(sa.func.max(schema.posting.c.recorded_at))).scalar_one()
        (first,) = search(connection, "plan", kinds=["statements"])
    ledger.post(record(TWO, SAID[TWO.id]))
    with ledger.writing() as connection:
        reviewing.reject(connection, first["entry"], by="Eve")
    with ledger.reading() as connection:
        assert [row["who"] for row in search(connection, "plan", kinds=["statements"])] == ["Bo Bell"]
        assert {row["article"] for row in search(connection, "plan", known_at=then)} == {ONE.id}


def test_a_page_is_full_though_dead_hits_lie_between(ledger: Ledger) -> None:
    ledger.post_all([record(one, SAID[one.id]) for one in (ONE, TWO)])
    ledger.post(record(ONE, reader="reader 2"))  # finds the statement no longer
    with ledger.reading() as connection:
        (row,) = search(connection, "plan", kinds=["statements"], limit=1)
        assert row["who"] == "Bo Bell"
        assert search(connection, "plan", kinds=["statements"], limit=1, after=row["place"]) == []


def test_copies_tell_a_statement_once(ledger: Ledger) -> None:
    """Unless the text that was read first does not have it, on every page."""
    text = (
        "“We need a plan,” Ada Ames said in the old town hall, which had been mended and painted only a week before. "
    )
    text += "Snow had broken its roof in winter, the mayor had closed its doors, and bakers met in the school instead."
    first = article(text, published="2024-07-01", outlet="The Gazette")
    copy = article(f"{text} “A good plan,” Bo Bell said.", published="2024-07-02", outlet="The Portal")
    ledger.post(record(first, statement(first, "Ada Ames", "We need a plan")))
    said = statement(copy, "Ada Ames", "We need a plan"), statement(copy, "Bo Bell", "A good plan")
    ledger.post(record(copy, *said))
    with ledger.reading() as connection:
        rows = search(connection, "plan", kinds=["statements"])
        assert sorted((row["who"], row["outlet"]) for row in rows) == [
            ("Ada Ames", "The Gazette"),
            ("Bo Bell", "The Portal"),
        ]
        found, after = rows[:0], 0
        while page := search(connection, "plan", kinds=["statements"], limit=1, after=after):
            found, after = [*found, *page], page[-1]["place"]
        assert found == rows
