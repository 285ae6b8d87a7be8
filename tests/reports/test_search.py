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
