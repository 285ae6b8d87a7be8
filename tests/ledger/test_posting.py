from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, asof, judgements, open_ledger, posting, reviewing, schema
from onrecord.ledger.posting import Prepared
from onrecord.model import Issue, IssueLevel
from tests.records import article, position, record

AMES = article("Ada Ames endorsed Bo Bell on Monday.", published="2024-07-23", label="a")
ENDORSES = position(AMES, "Ada Ames", "endorses", "Bo Bell")
DECLINES = position(AMES, "Ada Ames", "declines", "Bo Bell")

LONG = article(" ".join(["Ada Ames endorsed Bo Bell on Monday.", *(f"It was reason {n} of many." for n in range(30))]))
COPY = article(LONG.text + " The end.", url="https://example.org/copy")


def live(ledger: Ledger, known_at: str | None = None) -> list[str]:
    with ledger.reading() as connection:
        return [row.payload["stance"] for row in asof.entries(connection, known_at=known_at)]


def count(ledger: Ledger, table: sa.Table) -> int:
    with ledger.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_the_same_record_twice_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        assert ledger.post(record(AMES, ENDORSES)) == 1
        assert ledger.post(record(AMES, ENDORSES)) == 0
    with open_ledger(path) as ledger:
        assert ledger.post(record(AMES, ENDORSES, reader="reader 2")) == 0
        tables = (schema.article, schema.entry, schema.evidence, schema.posting)
        assert [count(ledger, table) for table in tables] == [1] * 4
        assert count(ledger, schema.mention) == 2


def test_what_a_newer_reader_no_longer_finds_is_withdrawn_not_erased(ledger: Ledger) -> None:
    ledger.post(record(AMES, ENDORSES))
    with ledger.reading() as connection:
        then = connection.execute(sa.select(sa.func.max(schema.posting.c.recorded_at))).scalar_one()
    assert ledger.post(record(AMES, DECLINES, reader="reader 2")) == 2
    assert live(ledger) == ["declines"]
    assert live(ledger, known_at=then) == ["endorses"]
    assert ledger.post(record(AMES, ENDORSES, reader="reader 3")) == 2
    assert live(ledger) == ["endorses"]
    assert count(ledger, schema.entry) == 2


def test_many_records_at_once_are_entered_as_one_by_one(ledger: Ledger, tmp_path: Path) -> None:
    records = [
        record(AMES, ENDORSES),
        record(LONG, position(LONG, "Ada Ames", "endorses", "Bo Bell")),
        record(COPY, position(COPY, "Ada Ames", "endorses", "Bo Bell")),
        record(AMES, DECLINES, reader="reader 2"),
        record(AMES, DECLINES, reader="reader 2"),
    ]
    assert ledger.post_all(records) == 5
    assert ledger.post_all(records[2:]) == 0
    with open_ledger(tmp_path / "one by one.db") as other, other.reading() as old, ledger.reading() as new:
        assert sum(map(other.post, records)) == 5
        assert asof.entries(new) == asof.entries(old)
        assert {row.copy_of for row in asof.entries(new) if row.article_id == COPY.id} == {LONG.id}
        names = sa.select(schema.mention.c.article_id, schema.mention.c.name, schema.mention.c.actor_id).order_by(
            "name"
        )
        assert set(new.execute(names)) == set(old.execute(names))


def test_sqlite_counts_anew_what_its_indexes_hold_when_a_ledger_has_doubled(tmp_path: Path) -> None:
    ones = [article(f"Ada Ames endorsed Bo Bell {n} times.", url=f"https://example.org/{n}") for n in range(9)]
    records = [record(one, position(one, "Ada Ames", "endorses", "Bo Bell")) for one in ones]
    with open_ledger(tmp_path / "ledger.db") as ledger:

        def counted() -> str:
            stock = "SELECT stat FROM sqlite_stat1 WHERE idx = 'sqlite_autoindex_article_1'"
            with ledger.reading() as connection:
                return str(connection.exec_driver_sql(stock).scalar_one()).split()[0]

        told = []
        for some in (records[:4], records[4:7], records[7:]):
            ledger.post_all(some)
            told.append(counted())
    assert told == ["4", "4", "9"]


def test_an_article_twice_at_once_is_refused(ledger: Ledger) -> None:
    readings = [
        Prepared.of(record(AMES, one, reader=name)) for one, name in ((ENDORSES, "reader"), (DECLINES, "reader 2"))
    ]
    with pytest.raises(ValueError, match="comes twice"), ledger.writing() as connection:
        posting.post(connection, readings)


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
@pytest.mark.parametrize("act", ["delete from {}", "update {} set {} = {}"])
def test_rows_are_never_changed(table: sa.Table, act: str, ledger: Ledger) -> None:
    column = next(iter(table.columns)).name
    ledger.post_issue(Issue(source="a.txt", stage="intake", level=IssueLevel.WARNING, message="odd"))
    for one in (LONG, COPY):
        ledger.post(record(one, position(one, "Ada Ames", "endorses", "Bo Bell")))
    with ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:bo-bell", by="Eve")
        reviewing.accept(connection, connection.execute(sa.select(schema.entry.c.id)).scalars().all()[0], by="Eve")
    with ledger.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() >= 1
        with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
            connection.exec_driver_sql(act.format(table.name, column, column))


def test_a_record_is_entered_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> None:

    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("insert", {}, sqlite3.OperationalError("disk full"))

    monkeypatch.setattr("onrecord.ledger.posting._note_copies", fail)
    with pytest.raises(LedgerError, match="nothing of this record was kept"):
        ledger.post(record(AMES, ENDORSES))
    assert count(ledger, schema.article) == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_text("Dear diary"), "no ledger"),
        (lambda path: path.mkdir(), "a folder"),
    ],
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "a.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(LedgerError, match=message):
        open_ledger(path)


def test_a_missing_ledger_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"):
        open_ledger(tmp_path / "a.db", create=False)
    with pytest.raises(LedgerError, match="folder does not exist"):
        open_ledger(tmp_path / "none" / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(LedgerError, match="newer onrecord"):
        open_ledger(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="cannot be written"):
        open_ledger(tmp_path / "a.db")


@pytest.mark.parametrize("where", ["nosuchdatabase://here", "mysql://host/x", "postgresql+asyncpg://host/x"])
def test_an_address_that_is_none_is_refused(where: str) -> None:
    with pytest.raises(LedgerError, match="PostgreSQL"):
        open_ledger(where)
