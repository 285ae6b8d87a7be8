from __future__ import annotations

import threading

import pytest

from onrecord.errors import RefusedError
from onrecord.ledger import Ledger, asof, judgements, open_ledger, posting, reviewing
from onrecord.ledger.changes import START, Change, changes, latest, moment
from onrecord.ledger.posting import Prepared
from tests.records import article, position, record

ONE = article("Ada Ames endorsed Bo Bell.", published="2024-07-01")
TWO = article("Cy Cole opposes Bo Bell.", published="2024-07-02")


def everything(ledger: Ledger, after: str | None = None, limit: int = 100) -> list[Change]:
    """All changes behind a cursor, a page at a time."""
    found: list[Change] = []
    with ledger.reading() as connection:
        while page := changes(connection, after, limit):
            found += page
            after = page[-1].cursor
    return found


def test_all_that_happens_is_told_in_its_order(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert changes(connection) == []
        assert (latest(connection), moment(connection, START)) == (START, "")
    ledger.post(record(ONE, position(ONE, "Ada Ames", "endorses", "Bo Bell")))
    ledger.post(record(TWO, position(TWO, "Cy Cole", "opposes", "Bo Bell")))
    ledger.post(record(TWO, reader="reader 2"))
    with ledger.reading() as connection:
        first = asof.entries(connection)[0].id
    with ledger.writing() as connection:
        reviewing.accept(connection, first, by="Eve", note="seen")
        reviewing.undo(connection, first, by="Eve")
    with ledger.writing() as connection:
        judgements.split(connection, ONE.id, "Ada Ames", "local:cy-cole", by="Eve")
        number = judgements.merge(connection, "local:ada-ames", "local:bo-bell", by="Eve")
    with ledger.writing() as connection:
        judgements.undo(connection, number, by="Fay")
    told = everything(ledger)
    kinds = ["posted", "posted", "withdrawn", "accepted", "undone", "identified", "merged", "parted"]
    assert [one.kind for one in told] == kinds
    assert [one.by for one in told] == ["reader 1", "reader 1", "reader 2", "Eve", "Eve", "Eve", "Eve", "Fay"]
    assert (told[3].entry, told[3].article, told[3].note) == (first, ONE.id, "seen")
    assert (told[5].name, told[5].actor) == ("Ada Ames", "local:cy-cole")
    assert (told[6].actor, told[6].other) == ("local:ada-ames", "local:bo-bell")
    for limit in (1, 2, 3, 7):
        assert everything(ledger, limit=limit) == told
    assert everything(ledger, after=told[4].cursor) == told[5:]
    with ledger.reading() as connection:
        assert latest(connection) == told[-1].cursor
        assert moment(connection, told[4].cursor) == told[4].at


@pytest.mark.parametrize("cursor", ["", "x", "1-2-3", "1-2-3-4-5", "-1-0-0-0", "1-2-3-٤", f"{'9' * 30}-0-0-0"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with open_ledger(":memory:") as ledger, ledger.reading() as connection:
        if cursor:
            with pytest.raises(RefusedError, match="no cursor"):
                changes(connection, cursor)
        else:
            assert changes(connection, cursor) == []


def test_a_reader_beside_many_writers_misses_nothing(ledger_url: str) -> None:
    """The reader goes on from his last cursor while writers commit in whatever order they please."""
    articles = [article(f"Ada{n} Ames endorsed Bo Bell.", url=f"https://example.org/{n}") for n in range(24)]
    records = [record(one, position(one, f"Ada{n} Ames", "endorses", "Bo Bell")) for n, one in enumerate(articles)]
    open_ledger(ledger_url).close()
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with open_ledger(ledger_url) as mine:
                for one in records[number::4]:
                    mine.post(one)
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    with open_ledger(ledger_url) as ledger:
        for one in writers:
            one.start()
        told: list[Change] = []
        while any(one.is_alive() for one in writers):
            told += everything(ledger, told[-1].cursor if told else None, limit=3)
        told += everything(ledger, told[-1].cursor if told else None)
        assert failed == []
        assert len(told) == len(records)
        assert told == everything(ledger)


def test_whoever_comes_last_waits_for_the_one_before(ledger_url: str) -> None:
    """A change with a lower number is never committed behind the back of one with a higher number."""
    open_ledger(ledger_url).close()
    with open_ledger(ledger_url) as ledger, open_ledger(ledger_url) as other:
        done = threading.Event()

        def write() -> None:
            other.post(record(TWO, position(TWO, "Cy Cole", "opposes", "Bo Bell")))
            done.set()

        with ledger.writing() as connection:
            posting.post(connection, [Prepared.of(record(ONE, position(ONE, "Ada Ames", "endorses", "Bo Bell")))])
            late = threading.Thread(target=write)
            late.start()
            assert not done.wait(0.5)
            assert everything(other) == []
        late.join()
        assert [one.article for one in everything(ledger)] == [ONE.id, TWO.id]
