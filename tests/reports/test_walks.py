from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.ledger import Ledger, asof, judgements, reviewing
from onrecord.reports import View, walks
from tests.records import article, position, record, statement

STANCES = ("endorses", "supports", "opposes")


def fill(ledger: Ledger, count: int, day: str = "2024-07-{:02}") -> None:
    """Articles with three positions and a statement each."""
    for number in range(count):
        words = f"Ada Ames spoke of Bo Bell for the {number}th time on {day}."
        one = article(words, published=day.format(number % 9 + 1), outlet=("The Sun", "The Moon")[number % 2])
        held = [position(one, "Ada Ames", stance, "Bo Bell", confidence=0.5 + number / 100) for stance in STANCES]
        ledger.post(record(one, *held, statement(one, "Cy Cole", words)))


def pages(walk: Any, ledger: Ledger, *kinds: str, **asked: Any) -> Iterator[list[Any]]:
    place = None
    while True:
        with ledger.reading() as connection:
            rows, place = walk(connection, *kinds, after=place, **asked)
        yield rows
        if place is None:
            return


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("asked", [{}, {"target": "Bo Bell"}, {"holder": "Cy Cole"}], ids=str)
def test_every_entry_comes_once_and_in_order(
    ledger: Ledger, limit: int, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "_AT_ONCE", 2)
    fill(ledger, 5)
    found = [row for page in pages(walks.entries, ledger, limit=limit, **asked) for row in page]
    keys = [(row.published, row.article_id, row.id) for row in found]
    assert keys == sorted(set(keys))
    assert len(keys) == {(): 20, ("target",): 15, ("holder",): 5}[tuple(asked)]


def test_no_page_shifts_while_the_ledger_grows(ledger: Ledger) -> None:
    fill(ledger, 6)
    with ledger.reading() as connection:
        view = View(known_at=asof.learnt_at(connection))
        whole, _ = walks.entries(connection, view=view)
        every, _ = walks.articles(connection, view=view)
    for walk, alone in ((walks.entries, whole), (walks.articles, every)):
        found = []
        for number, page in enumerate(pages(walk, ledger, limit=2, view=view)):
            found += page
            fill(ledger, 3, "2024-06-{:02}" + f", {number}")
        assert found == alone


def test_a_search_for_few_among_many_takes_rests(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "_AT_ONCE", 2)
    monkeypatch.setattr(walks, "_AT_MOST", 4)
    fill(ledger, 9)
    view = View(min_confidence=0.575)
    sizes = [len(page) for page in pages(walks.entries, ledger, "positions", limit=10, view=view)]
    assert (sum(sizes), sizes[0]) == (3, 0)


def test_kinds_and_days(ledger: Ledger) -> None:
    fill(ledger, 4)
    with ledger.reading() as connection:
        said, _ = walks.entries(connection, "statements")
        assert {row.kind for row in said} == {"statements"}
        assert {row.subject for row in said} == {"Cy Cole"}
        early, _ = walks.entries(connection, view=View(as_of="2024-07-02"))
        assert {row.published for row in early} == {"2024-07-01", "2024-07-02"}


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({}, [1, 2, 3, 4]),
        ({"since": "2024-07-02"}, [2, 3, 4]),
        ({"until": "2024-07-02"}, [1, 2]),
        ({"outlet": "The Moon"}, [2, 4]),
        ({"outlet": "The Moon", "since": "2024-07-03"}, [4]),
    ],
    ids=str,
)
def test_articles_by_day_and_outlet(ledger: Ledger, asked: dict[str, str], days: list[int]) -> None:
    fill(ledger, 4)
    with ledger.reading() as connection:
        rows, place = walks.articles(connection, **asked)  # type: ignore[arg-type]
    assert place is None
    assert [row["published"] for row in rows] == [f"2024-07-{day:02}" for day in days]
    assert {row["entries"] for row in rows} == {4}


def test_what_an_empty_ledger_has_learnt(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert asof.learnt_at(connection) is None
        assert walks.articles(connection) == ([], None)
        assert walks.entries(connection) == ([], None)


def told(one: str, target: str, number: int) -> Any:
    words = article(f"{one} has spoken on {target or 'the race'} for the {number}th time.", published="2024-07-01")
    return record(words, position(words, one, "endorses", target))


@pytest.mark.parametrize("limit", [1, 2, 100])
@pytest.mark.parametrize("looked", [1, 3, 10_000])
def test_every_target_comes_once_the_most_told_first(
    ledger: Ledger, limit: int, looked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever they are called, whoever else is called so, and whether an article or an editor named them."""
    monkeypatch.setattr(walks, "_LOOKED", looked)
    for number, target in enumerate(["Bo Bell"] * 4 + ["Bo B. Bell"] * 3 + ["Cy Cole"] * 2 + ["", "Di Dean", "Ed Eby"]):
        ledger.post(told("Ada Ames", target, number))
    with ledger.writing() as connection:
        rows = {(row.target, row.article_id): row for row in asof.entries(connection, "positions")}
        at = {target: [row for (name, _), row in rows.items() if name == target] for target, _ in rows}
        for name in ("Fay Fox", "Gil Gray"):
            judgements.add(connection, name, by="Eve")
        judgements.merge(connection, "local:bo-bell", "local:bo-b-bell", by="Eve")
        # One of the two who are called Cy Cole is somebody else, and a position on Ed Eby is on nobody whom articles name.
        judgements.split(connection, at["Cy Cole"][0].article_id, "Cy Cole", "local:fay-fox", by="Eve")
        reviewing.amend(connection, at["Ed Eby"][0].id, {"target": "Gil Gray"}, by="Eve")
        known = asof.learnt_at(connection)
    expected = [("Bo Bell", 7), ("Cy Cole", 2), ("Fay Fox", 1), ("", 1), ("Di Dean", 1), ("Ed Eby", 1), ("Gil Gray", 1)]
    grow = iter(range(100, 200))

    def seen(**asked: Any) -> list[tuple[str, int]]:
        found = []
        for page in pages(walks.targets, ledger, limit=limit, **asked):
            assert len(page) <= limit
            found += [(row["target"], row["positions"]) for row in page]
            if asked:
                ledger.post(told("Ada Ames", ("Di Dean", "Hal Hope")[len(found) % 2], next(grow)))
        return found

    assert seen() == expected
    assert seen(view=View(known_at=known)) == expected
