"""Lists that look at the last alone unless every one is asked for; terms in groups of like ones."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, asof
from onrecord.reports import press
from onrecord.web.pages import board, network, wants
from tests.records import article, position, record


def asks(ledger: Ledger, holder: str, terms: str, day: str) -> None:
    one = article(f"{holder} wants {terms} first.", published=day, outlet="The Gazette")
    ledger.post(record(one, position(one, holder, "withholds", "Bo Bell", terms=(terms,))))


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    asks(ledger, "Ada Ames", "a plan for working families", "2024-07-20")
    asks(ledger, "Cy Cole", "plans that help working families", "2024-07-21")
    asks(ledger, "Di Dean", "an end of the war", "2024-07-22")
    return ledger


def test_like_terms_stand_together(told: Ledger, client: TestClient) -> None:
    page = client.get("/wants").text
    shared, alone = page.split("Asked for by one alone")
    assert "2 holders ask for something like it, of Bo Bell: 2 open" in shared
    assert ("working families" in shared, "an end of the war" in shared) == (True, False)
    assert "an end of the war" in alone


@pytest.mark.parametrize(
    ("query", "terms"),
    [("", 3), ("?state=open", 3), ("?state=met", 0), ("?target=Bo Bell", 3), ("?as_of=2024-07-20", 1)],
)
def test_terms_are_filtered(told: Ledger, client: TestClient, query: str, terms: int) -> None:
    assert len(re.findall(r'<blockquote class="term">', client.get(f"/wants{query}").text)) == terms


def test_the_last_alone_or_every_one(told: Ledger, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wants, "LAST", 1)
    page = client.get("/wants").text
    assert "an end of the war" in page
    assert "working families" not in page
    assert 'href="/wants?every=true"' in page
    every = client.get("/wants?every=true").text
    assert "working families" in every
    assert "every=true" not in every.split("<main")[1]


def test_boards_of_which_too_much_is_told_to_count(
    told: Ledger, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/board").text
    assert ("Holders by stance" in page, "every=true" in page) == (True, False)
    monkeypatch.setattr(board, "TARGETS", 1)
    assert 'href="/board?every=true"' in client.get("/board").text
    monkeypatch.setattr(board, "COUNTED", 2)
    page = client.get("/board").text
    assert re.findall(r'target=Bo\+Bell">Bo Bell</a></th><td class="number">(\d+)<', page) == ["3"]
    assert ("Holders by stance" in page, "every=true" in page) == (False, True)
    assert "Holders by stance" in client.get("/board?every=true").text


def test_a_network_of_many_has_the_rest_on_the_board(
    ledger: Ledger, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for holder in ("Ada Ames", "Cy Cole"):
        one = article(f"{holder} endorsed Harris.", published="2024-07-22")
        ledger.post(record(one, position(one, holder, "endorses", "Kamala Harris")))
    assert "more" not in client.get("/network").text.split("The same as a table")[1].split("</section>")[0]
    monkeypatch.setattr(network, "TABLE", 1)
    table = client.get("/network").text.split("The same as a table")[1]
    assert ("Ada Ames" in table, "Cy Cole" in table, "1 holder more is on the" in table) == (True, False, True)


def test_only_who_was_stood_on_is_shown_as_a_target(told: Ledger, client: TestClient) -> None:
    assert "/board?target=Bo+Bell" in client.get("/who/Bo Bell").text
    assert "/board?target=Ada+Ames" not in client.get("/who/Ada Ames").text


@pytest.mark.parametrize(
    "path", ["/", "/board", "/moves", "/checks", "/polls", "/network", "/articles", "/search?q=plan"]
)
@pytest.mark.parametrize("query", ["", "every=true"])
def test_every_list_answers(told: Ledger, client: TestClient, path: str, query: str) -> None:
    answer = client.get(path + ("&" if "?" in path else "?") + query)
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_articles_are_those_of_the_day_and_of_what_was_known(told: Ledger, client: TestClient) -> None:
    with told.reading() as connection:
        first, *_, last = sorted(press.latest(connection, 100), key=lambda row: row["published"])
        (entry, *_) = asof.entries(connection, article=last["id"])
    page = client.get(f"/articles?as_of={first['published']}").text
    assert (first["id"] in page, last["id"] in page) == (True, False)
    assert "No article by then" in client.get("/articles?known_at=2020-01-01").text
    path = f"/articles/{last['id']}"
    assert entry.id in client.get(path).text
    for asked in ("as_of=2020-01-01", "known_at=2020-01-01", "reviewed=true"):
        assert entry.id not in client.get(f"{path}?{asked}").text
