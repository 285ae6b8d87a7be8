from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from onrecord.ledger import Ledger, asof, judgements, remembering, reviewing
from onrecord.ledger.remembering import positions_of, positions_on, remembered
from onrecord.reports import View, board
from tests.records import article, position, record

BELL, BOND = "local:bo-bell", "local:bo-bond"
ARTICLES = [
    article(f"Holder{n} Ames endorsed Bo Bell and Bo Bond.", published=f"2024-07-{n:02d}", url=f"https://e.org/{n}")
    for n in range(1, 9)
]


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    """Eight days: each day somebody new endorses two candidates."""
    for n, one in enumerate(ARTICLES, 1):
        ledger.post(
            record(one, *(position(one, f"Holder{n} Ames", "endorses", f"Bo {name}") for name in ("Bell", "Bond")))
        )
    return ledger


def test_what_is_remembered_is_true(book: Ledger) -> None:
    made: list[object] = []

    @remembered
    def report(connection: sa.Connection, *, view: View) -> int:
        made.append(view)
        return len(board(connection, target="Bo Bell", view=view))

    with book.reading() as connection:
        assert [report(connection, view=View()) for _ in range(3)] == [8, 8, 8]
        assert report(connection, view=View(as_of="2024-07-02")) == 2
        assert len(made) == 2
        entry = positions_on(connection, [BELL])[0].id
    with book.writing() as connection:
        reviewing.reject(connection, entry, by="Eve")
        assert report(connection, view=View()) == report(connection, view=View()) == 7
        assert len(made) == 4  # nothing that may yet be undone is kept
    with book.reading() as connection:
        assert report(connection, view=View()) == 7


def _told(book: Ledger) -> None:
    """Hold what is kept against what the ledger tells."""
    pairs = [(f"local:holder{n}-ames", target) for n in range(1, 9) for target in (BELL, BOND)]
    with book.reading() as connection:
        for on in ([BELL], [BOND], [BELL, BOND], []):
            for clocks in ({}, {"as_of": "2024-07-04"}, {"since": "2024-07-03"}):
                assert positions_on(connection, on, **clocks) == asof.entries(
                    connection, "positions", targets=on, **clocks
                )
            some = [pair for pair in pairs if pair[1] in on]
            assert positions_of(connection, some) == asof.about(connection, some)


@contextmanager
def _changing(book: Ledger) -> Iterator[sa.Connection]:
    """A change, with what is kept held against the ledger before and behind it."""
    _told(book)
    with book.writing() as connection:
        yield connection
    _told(book)


def test_kept_positions_follow_the_ledger(book: Ledger) -> None:
    with book.reading() as connection:
        first, second = (row.id for row in positions_on(connection, [BELL])[:2])
    with _changing(book) as connection:
        reviewing.amend(connection, first, {"date": "2024-07-07"}, by="Eve")
    with _changing(book) as connection:
        reviewing.amend(connection, second, {"target": "Bo Bond", "holder": "Holder8 Ames"}, by="Eve")
    with _changing(book) as connection:
        reviewing.undo(connection, first, by="Eve")
    with _changing(book) as connection:
        judgements.split(connection, ARTICLES[3].id, "Bo Bell", BOND, by="Eve")
    with _changing(book) as connection:
        merged = judgements.merge(connection, BELL, BOND, by="Eve")
    with _changing(book) as connection:
        judgements.undo(connection, merged, by="Eve")
    _told(book)
    book.post(record(ARTICLES[4], reader="reader 2"))  # which no longer finds anything there
    _told(book)
    one = article("Zoe Zander opposes Bo Bell.", published="2024-07-02")
    book.post(record(one, position(one, "Zoe Zander", "opposes", "Bo Bell", date="2024-06")))
    _told(book)
    with book.reading() as connection:
        assert "local:zoe-zander" in {row.subject_id for row in positions_on(connection, [BELL], as_of="2024-06-30")}


def test_little_is_read_again(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with book.reading() as connection:
        entry = positions_on(connection, [BELL])[0].id
    with book.writing() as connection:
        reviewing.accept(connection, entry, by="Eve")
    asked: list[dict[str, object]] = []
    entries = asof.entries

    def counting(connection: sa.Connection, *kinds: str, **options: object) -> list[object]:
        asked.append(options)
        return entries(connection, *kinds, **options)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr(asof, "entries", counting)
    with book.reading() as connection:
        assert positions_on(connection, [BELL])[0].reviewed == "accepted"
        assert positions_on(connection, [BELL], as_of="2024-07-02")[0].reviewed == "accepted"
    assert asked == [{"ids": {entry}}]


def test_many_changes_of_one_entry_hide_no_other(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST_CHANGED", 2)
    with book.reading() as connection:
        first, second = (row.id for row in positions_on(connection, [BELL])[:2])
    with book.writing() as connection:
        for _ in range(3):
            reviewing.note(connection, first, "sure?", by="Eve")
        reviewing.reject(connection, second, by="Eve")
    _told(book)


def test_who_sees_less_of_the_ledger_is_told_no_more(book: Ledger) -> None:
    with book.reading() as early:
        before = positions_on(early, [BELL])
        with book.writing() as connection:
            reviewing.reject(connection, before[0].id, by="Eve")
        with book.reading() as connection:
            assert len(positions_on(connection, [BELL])) == 7
        # In PostgreSQL what others commit is seen at once, in SQLite only by the next reader.
        assert positions_on(early, [BELL]) == asof.entries(early, "positions", targets=[BELL])


def test_what_is_too_much_to_keep_drives_out_nothing(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST_TOLD", 10)
    with book.reading() as connection:
        for on in ([BELL], [BELL, BOND], ["local:nobody"], [""]):
            assert positions_on(connection, on) == asof.entries(connection, "positions", targets=on)
        assert [*remembering._told[connection.engine]] == [frozenset([BELL])]
        assert positions_of(connection, []) == []


def test_no_more_is_kept_than_there_is_room_for(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST_TOLD", 10)
    with book.reading() as connection:
        for on in ([BELL], [BOND], [BELL, BOND], [BOND]):
            assert positions_on(connection, on) == asof.entries(connection, "positions", targets=on)
        kept = remembering._told[connection.engine]
        assert [*kept] == [frozenset([BOND])]
    monkeypatch.setattr(remembering, "_MOST_CHANGED", 1)
    book.post(record(ARTICLES[4], reader="reader 2"))
    _told(book)
