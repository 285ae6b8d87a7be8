from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, asof, corroboration, judgements, open_ledger, reviewing, schema, upkeep
from tests.records import article, position, record

WORDS = " ".join(f"It was reason {number} of many that she gave." for number in range(12))
FIRST = article(f"Ada Ames endorsed Bo Bell. {WORDS}", published="2024-07-01", outlet="The Gazette")
COPY = article(f"Ada Ames endorsed Bo Bell. {WORDS} The end.", published="2024-07-02", outlet="The Herald")
OTHER = article("Ada Ames endorsed Bo Bell, The Sun found out. It gave none of her reasons.", published="2024-07-03")


RECORDS = [record(one, position(one, "Ada Ames", "endorses", "Bo Bell")) for one in (FIRST, COPY, OTHER)]


def fill(ledger: Ledger) -> None:
    for one in RECORDS:
        ledger.post(one)


def test_copies_of_one_text_are_one_source(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        (standing,) = asof.positions(connection)
    assert len(standing.rows) == 3
    assert corroboration.sources(standing.rows) == ("The Gazette", OTHER.id)


def test_a_sound_ledger_has_no_faults_and_a_broken_one_tells_them(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        fill(ledger)
        with ledger.reading() as connection:
            assert list(upkeep.check(connection)) == []
        with ledger.writing() as connection:
            connection.exec_driver_sql("drop trigger article_no_update")
            connection.execute(sa.update(schema.article).values(text="x" + schema.article.c.text))
        with ledger.reading() as connection:
            faults = list(upkeep.check(connection))
    assert len(faults) == 3
    assert all("are not" in fault.what for fault in faults)


def test_a_copied_ledger_is_the_same(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    with ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:bo-bell", by="Eve")
    with open_ledger(tmp_path / "copy.db") as copy:
        with ledger.reading() as old, copy.writing() as new:
            counts = upkeep.copy_ledger(old, new)
        assert counts["entry"] == counts["posting"] == 3
        with ledger.reading() as old, copy.reading() as new:
            assert asof.positions(old) == asof.positions(new)
        with pytest.raises(LedgerError, match="already"), ledger.reading() as old, copy.writing() as new:
            upkeep.copy_ledger(old, new)


def test_a_copy_on_the_other_database_goes_on_counting(ledger: Ledger, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db") as old:
        fill(old)
        with old.reading() as reading, ledger.writing() as writing:
            upkeep.copy_ledger(reading, writing)
            last = writing.execute(sa.select(sa.func.max(schema.posting.c.id))).scalar_one()
    ledger.post(record(OTHER, reader="reader 2"))
    with ledger.reading() as connection:
        assert connection.execute(sa.select(sa.func.max(schema.posting.c.id))).scalar_one() == last + 1


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_eight_writers_of_the_same_records_post_them_once(ledger_url: str, batch: int) -> None:
    with open_ledger(ledger_url):
        pass
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with open_ledger(ledger_url) as mine:
                mine.post_all(RECORDS if number % 2 else reversed(RECORDS), batch)
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert failed == []
    with open_ledger(ledger_url) as ledger, ledger.reading() as connection:
        for table, rows in ((schema.article, 3), (schema.entry, 3), (schema.posting, 3), (schema.mention, 6)):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == rows


def test_decisions_survive_beside_concurrent_readers(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        before = asof.entries(connection)
        with ledger.writing() as writer:
            reviewing.reject(writer, before[0].id, by="Eve")
        assert asof.entries(connection, article=before[1].article_id) == [before[1]]
    with ledger.reading() as connection:
        assert len(asof.entries(connection)) == 2
