from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web.pages import board
from tests.records import article, position, record

HARRIS = "Kamala Harris"


def say(ledger: Ledger, words: str, holder: str, stance: str, published: str, **fields: object) -> None:
    one = article(words, published=published)
    ledger.post(record(one, position(one, holder, stance, HARRIS, **fields)))  # type: ignore[arg-type]


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    asks = "a plan for bakers"
    say(ledger, "Cory Booker endorsed Harris.", "Cory Booker", "endorses", "2024-07-22", basis="own words")
    say(ledger, f"Bernie Sanders wants {asks} first.", "Bernie Sanders", "withholds", "2024-07-24", terms=(asks,))
    say(ledger, "Ames may back Harris.", "Ada Ames", "endorses", "2024-07-25", phase="expected", confidence=0.6)
    return ledger


def names(page: str) -> list[str]:
    return re.findall(r'class="name"[^>]*>([^<]+)<', page)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Cory Booker", "Bernie Sanders", "Ada Ames"]),
        ("&as_of=2024-07-23", ["Cory Booker"]),
        ("&basis=own words", ["Cory Booker"]),
        ("&min_confidence=0.9", ["Cory Booker", "Bernie Sanders"]),
        ("&party=Independent", ["Bernie Sanders"]),
        ("&state=NJ", ["Cory Booker"]),
        ("&reviewed=true", []),
        ("&basis=&party=&roster=", ["Cory Booker", "Bernie Sanders", "Ada Ames"]),  # as a form sends empty fields
    ],
)
@pytest.mark.parametrize("about", ["target=Kamala Harris", "contest=2024 president"])
def test_the_board_keeps_what_is_asked_for(
    told: Ledger, client: TestClient, about: str, query: str, shown: list[str]
) -> None:
    answer = client.get(f"/board?{about}{query}")
    assert answer.status_code == 200
    assert names(answer.text) == shown


def test_terms_stand_on_the_card_as_the_article_words_them(told: Ledger, client: TestClient) -> None:
    assert '<p class="term">a plan for bakers</p>' in client.get("/board?target=Harris").text


def test_like_terms_stand_once_and_many_are_counted(told: Ledger, client: TestClient) -> None:
    asks = ["a ceasefire", "a ceasefire now", "a visit to Ohio", "higher wages", "no tariffs", "a vote on guns"]
    for number, term in enumerate(asks):
        say(told, f"Di Dean wants {term}.", "Di Dean", "withholds", f"2024-07-1{number}", terms=(term,))
    for layout in ("cards", "rows"):
        page = client.get(f"/board?target=Harris&layout={layout}").text
        shown = re.findall(r'class="term">([^<]+)<', page.split("Di Dean<")[1])[:3]
        assert shown == ["a ceasefire", "a visit to Ohio", "higher wages"]
        assert "and 2 more" in page


def test_a_roster_shows_the_silent_ones_too(told: Ledger, client: TestClient) -> None:
    page = client.get("/board?target=Kamala Harris&roster=Democratic senators&as_of=2024-07-30").text
    assert names(page) == ["Cory Booker", "Bernie Sanders"]
    assert re.search(r'Silent <span class="number">49<', page)


def test_links_keep_the_day_and_the_filters(told: Ledger, client: TestClient) -> None:
    page = client.get("/board?target=Harris&as_of=2024-07-24&basis=own words").text
    (link,) = re.findall(r'href="(/who/[^"]*)"', page)
    assert link == "/who/bioguide:B001288?as_of=2024-07-24&amp;basis=own+words"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("target=Nobody", 404, "&#39;Nobody&#39;"),
        ("contest=1908 president", 422, "2024 president"),
        ("target=Harris&roster=carpenters", 422, "&#39;Democratic senators&#39;"),
        ("target=Harris&as_of=2024-13-41", 422, "is no date"),
        ("target=Harris&layout=spiral", 422, "layout"),
    ],
)
def test_what_cannot_be_shown_says_why(told: Ledger, client: TestClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/board?{query}")
    assert answer.status_code == status
    assert words in answer.text


def test_an_empty_ledger_has_empty_boards(client: TestClient) -> None:
    assert client.get("/board").status_code == 200
    assert "Nobody stands anywhere" in client.get("/board?contest=2024 president").text


@pytest.mark.parametrize("layout", ["cards", "rows"])
def test_a_crowd_is_counted_whole_and_shown_in_part(
    told: Ledger, client: TestClient, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(told, "Bob Casey endorsed Harris.", "Bob Casey", "endorses", "2024-07-23")
    monkeypatch.setattr(board, "SHOWN", 1)
    path = f"/board?target=Kamala Harris&layout={layout}"
    page = client.get(path).text
    assert ("Cory Booker" in page, "Bob Casey" in page) == (True, False)
    assert re.search(r"<b>2</b> endorses", page)
    assert re.findall(r'every=true">Show all (\d+)<', page) == ["2"]
    for more in ("&every=true", "&roster=Democratic senators&as_of=2024-07-30"):
        page = client.get(path + more).text
        assert "Bob Casey" in page
        assert "Show all" not in page
