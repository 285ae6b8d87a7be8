from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, asof, reviewing, schema
from onrecord.reports import desk
from tests.records import article, position, record

AMES = article("Ada Ames endorsed Bo Bell on Monday.", published="2024-07-23", label="a")


@pytest.fixture
def entry(ledger: Ledger) -> str:
    ledger.post(record(AMES, position(AMES, "Ada Ames", "endorses", "Bo Bell", confidence=0.6)))
    with ledger.reading() as connection:
        return str(connection.execute(sa.select(schema.entry.c.id)).scalar_one())


def live(ledger: Ledger, known_at: str | None = None) -> list[tuple[str, str, float, str]]:
    with ledger.reading() as connection:
        return [
            (row.target, row.payload["stance"], row.confidence, row.reviewed)
            for row in asof.entries(connection, known_at=known_at)
        ]


def decide(ledger: Ledger, act: Any, *given: Any, **more: Any) -> None:
    with ledger.writing() as connection:
        act(connection, *given, by="Eve", **more)


def test_accepted_entries_are_certain_and_outlive_a_new_reading(ledger: Ledger, entry: str) -> None:
    decide(ledger, reviewing.accept, entry)
    assert live(ledger) == [("Bo Bell", "endorses", 1.0, "accepted")]
    ledger.post(record(AMES, reader="reader 2"))
    assert live(ledger) == [("Bo Bell", "endorses", 1.0, "accepted")]
    decide(ledger, reviewing.undo, entry)
    assert live(ledger) == []


def test_rejected_entries_vanish_and_stay_away_until_undone(ledger: Ledger, entry: str) -> None:
    decide(ledger, reviewing.reject, entry, note="he was joking")
    assert live(ledger) == []
    ledger.post(record(AMES, position(AMES, "Ada Ames", "endorses", "Bo Bell"), reader="reader 2"))
    assert live(ledger) == []
    decide(ledger, reviewing.undo, entry)
    assert live(ledger) == [("Bo Bell", "endorses", 0.6, "")]


def test_an_amended_entry_shows_what_the_editor_says_and_keeps_what_was_read(ledger: Ledger, entry: str) -> None:
    with ledger.reading() as connection:
        then = connection.execute(sa.select(sa.func.max(schema.posting.c.recorded_at))).scalar_one()
    decide(ledger, reviewing.amend, entry, {"stance": "withholds", "target": "Bea Bell"})
    assert live(ledger) == [("Bea Bell", "withholds", 1.0, "amended")]
    assert live(ledger, known_at=then) == [("Bo Bell", "endorses", 0.6, "")]
    with ledger.reading() as connection:
        assert connection.execute(sa.select(schema.entry.c.payload)).scalar_one()["stance"] == "endorses"
        (label,) = desk.labels(connection)
    assert (label["stance"], label["verdict"], label["evidence"]) == ("withholds", "amended", [[0, len(AMES.text)]])


def test_the_latest_decision_holds_and_each_undo_goes_one_back(ledger: Ledger, entry: str) -> None:
    decide(ledger, reviewing.accept, entry)
    decide(ledger, reviewing.reject, entry)
    assert live(ledger) == []
    decide(ledger, reviewing.undo, entry)
    assert [row[3] for row in live(ledger)] == ["accepted"]
    decide(ledger, reviewing.undo, entry)
    assert [row[3] for row in live(ledger)] == [""]
    with pytest.raises(LedgerError, match="nothing to undo"):
        decide(ledger, reviewing.undo, entry)
    with ledger.reading() as connection:
        verdicts = [row["verdict"] for row in reviewing.history(connection, entry)]
    assert verdicts == ["accepted", "rejected", "undone", "undone"]


def test_two_editors_at_once_lose_nothing(ledger: Ledger, entry: str) -> None:
    decide(ledger, reviewing.accept, entry, after=0)
    with pytest.raises(LedgerError, match="reviewed meanwhile"):
        decide(ledger, reviewing.reject, entry, after=0)
    assert [row[3] for row in live(ledger)] == ["accepted"]


def test_an_amendment_may_choose_other_words_and_a_day(ledger: Ledger, entry: str) -> None:
    words = {"start": 0, "end": 26, "text": "Ada Ames endorsed Bo Bell "}
    decide(ledger, reviewing.amend, entry, {"evidence": [words], "date": " 2024-07 "})
    with ledger.reading() as connection:
        (row,) = asof.entries(connection)
    assert (row.words, row.date) == (words["text"], "2024-07")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"stanze": "opposes"}, "no field stanze"),
        ({"confidence": 1.0}, "no field confidence"),
        ({"stance": "loves"}, "no valid Position: stance"),
        ({"date": "on Monday"}, "is no date"),
        ({"conditions": "a plan"}, "no valid Position: conditions"),
        ({"conditions": ["a plan"]}, "no valid Position: conditions"),
        ({"conditions": [{"start": 0, "end": 8, "text": "Ada Ames", "from": "x"}]}, "no valid Position: conditions"),
        ({"conditions": [{"start": 0, "end": 8, "text": "Ada Bell", "of": ""}]}, "is not 'Ada Bell'"),
        ({"evidence": [{"start": 0, "end": 8, "text": "Ada"}]}, "is not 'Ada'"),
        ({"evidence": [{"start": 30, "end": 999, "text": "x"}]}, "no span"),
        ({"evidence": []}, "evidence"),
    ],
    ids=str,
)
def test_an_amendment_that_is_no_entry_is_refused(
    ledger: Ledger, entry: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(LedgerError, match=message):
        decide(ledger, reviewing.amend, entry, fields)


def test_the_queue_puts_doubt_first_and_leaves_out_what_is_decided(ledger: Ledger, entry: str) -> None:
    sure = article("Cy Cole endorsed Bo Bell.", published="2024-07-24")
    ledger.post(record(sure, position(sure, "Cy Cole", "endorses", "Bo Bell", confidence=0.99)))
    with ledger.reading() as connection:
        assert [row["who"] for row in desk.queue(connection)] == ["Ada Ames", "Cy Cole"]
    decide(ledger, reviewing.accept, entry)
    with ledger.reading() as connection:
        assert [row["who"] for row in desk.queue(connection)] == ["Cy Cole"]
