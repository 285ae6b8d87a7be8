"""Decisions through the pages: what a form changes, who may, and two editors at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from onrecord.errors import RefusedError
from onrecord.ledger import Ledger, accounts, asof, reviewing, schema
from onrecord.ledger.accounts import Role
from onrecord.web.pages import amending
from tests.records import article, position, record

TEXT = "Ada Ames wants a plan for bakers before she will endorse Bo Bell."
PAYLOAD: dict[str, Any] = {
    "holder": "Ada Ames",
    "stance": "withholds",
    "via": ["NBC News"],
    "number": None,
    "evidence": [{"start": 0, "end": 8, "text": "Ada Ames"}],
    "conditions": [{"start": 15, "end": 32, "text": "a plan for bakers", "of": "Bo Bell"}],
}


def test_a_form_that_is_sent_back_untouched_changes_nothing() -> None:
    told = {field.name: field.value for field in amending.fields_of("positions", PAYLOAD)}
    assert told["conditions"] == "15-32 of Bo Bell"
    assert amending.changes(PAYLOAD, told, TEXT) == {}


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        ({"stance": "declines"}, {"stance": "declines"}),
        ({"via": "NBC News\r\n an ally (unnamed) \r\n"}, {"via": ["NBC News", "an ally (unnamed)"]}),
        ({"number": "23"}, {"number": 23}),
        (
            {"evidence": "0-8\n15-32"},
            {"evidence": [*PAYLOAD["evidence"], {"start": 15, "end": 32, "text": TEXT[15:32]}]},
        ),
        ({"conditions": ""}, {"conditions": []}),
        ({"conditions": "15-32"}, {"conditions": [{"start": 15, "end": 32, "text": "a plan for bakers", "of": ""}]}),
        ({"holder": "Ada Ames", "unknown": "x"}, {}),
    ],
)
def test_what_a_form_changes(told: dict[str, str], changed: dict[str, Any]) -> None:
    assert amending.changes(PAYLOAD, told, TEXT) == changed


@pytest.mark.parametrize("told", [{"evidence": "the first sentence"}, {"evidence": "3"}, {"number": "many"}])
def test_what_cannot_be_understood_names_its_field(told: dict[str, str]) -> None:
    with pytest.raises(RefusedError, match=f"{next(iter(told))}: "):
        amending.changes(PAYLOAD, told, TEXT)


@pytest.fixture
def entry(ledger: Ledger) -> str:
    one = article(TEXT, published="2024-07-23", label="a")
    terms = ("a plan for bakers",)
    ledger.post(record(one, position(one, "Ada Ames", "withholds", "Bo Bell", confidence=0.6, terms=terms)))
    with ledger.reading() as connection:
        return str(connection.execute(sa.select(schema.entry.c.id)).scalar_one())


@pytest.fixture
def log_in(ledger: Ledger, client: TestClient, hashed: str) -> Callable[[str, Role], str]:
    """Log the client in as a new account; returns the token that its forms must send."""

    def enter(name: str, role: Role = Role.EDITOR) -> str:
        with ledger.writing() as connection:
            accounts.add(connection, name, role, hashed)
        told = {"name": name, "password": "correct horse", "csrf_token": csrf(client, "/login")}
        assert client.post("/login", data=told).status_code == 303
        return csrf(client, "/")

    return enter


def csrf(client: TestClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="(\w+)"', client.get(path).text)
    assert found is not None
    return found[1]


def live(ledger: Ledger) -> list[tuple[str, str, str]]:
    with ledger.reading() as connection:
        return [(row.target, row.payload["stance"], row.reviewed) for row in asof.entries(connection)]


def test_only_editors_review(entry: str, client: TestClient, log_in: Callable[..., str]) -> None:
    assert client.get("/review").headers["location"].endswith("/login?next=%2Freview")
    token = log_in("Vic", Role.VIEWER)
    assert client.get("/review").status_code == 403
    assert client.post(f"/review/{entry}/accept", data={"csrf_token": token, "after": "0"}).status_code == 403
    assert "Review</a>" not in client.get("/").text


def test_a_decision_needs_the_token_of_its_form(
    ledger: Ledger, entry: str, client: TestClient, log_in: Callable[..., str]
) -> None:
    log_in("Eve")
    assert client.post(f"/review/{entry}/reject", data={"after": "0"}).status_code == 403
    assert live(ledger) == [("Bo Bell", "withholds", "")]


def test_accept_undo_amend_reject(ledger: Ledger, entry: str, client: TestClient, log_in: Callable[..., str]) -> None:
    token = log_in("Eve")

    def decide(act: str, **told: str) -> Any:
        after = re.search(
            r'name="after" value="(\d+)"><input type="hidden" name="next"', client.get(f"/review/{entry}").text
        )
        assert after is not None
        return client.post(f"/review/{entry}/{act}", data={"csrf_token": token, "after": after[1], **told})

    answer = decide("accept")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review?done={entry}")
    assert live(ledger) == [("Bo Bell", "withholds", "accepted")]
    assert "Ada Ames: <b>accepted</b> by Eve" in client.get(answer.headers["location"]).text
    assert decide("undo").headers["location"] == f"/review/{entry}"
    assert live(ledger) == [("Bo Bell", "withholds", "")]
    assert decide("amend", stance="declines", conditions="", note="she is done waiting").status_code == 303
    assert live(ledger) == [("Bo Bell", "declines", "amended")]
    assert decide("note", note="ask the campaign").status_code == 303
    assert decide("reject").status_code == 303
    assert live(ledger) == []
    with ledger.reading() as connection:
        told = [(row["verdict"], row["by"], row["note"]) for row in reviewing.history(connection, entry)]
    assert told == [
        ("accepted", "Eve", ""),
        ("undone", "Eve", ""),
        ("amended", "Eve", "she is done waiting"),
        ("note", "Eve", "ask the campaign"),
        ("rejected", "Eve", ""),
    ]


def test_an_amendment_that_cannot_be_keeps_what_was_typed(
    ledger: Ledger, entry: str, client: TestClient, log_in: Callable[..., str]
) -> None:
    told = {"csrf_token": log_in("Eve"), "after": "0", "holder": "Ada B. Ames", "evidence": "900-950"}
    answer = client.post(f"/review/{entry}/amend", data=told)
    assert answer.status_code == 422
    assert 'value="Ada B. Ames"' in answer.text
    assert 'role="alert"' in answer.text
    assert live(ledger) == [("Bo Bell", "withholds", "")]


def test_who_comes_second_sees_what_the_first_did_and_loses_nothing(
    ledger: Ledger, entry: str, client: TestClient, log_in: Callable[..., str]
) -> None:
    token = log_in("Eve")
    with ledger.writing() as connection:
        reviewing.amend(connection, entry, {"stance": "declines"}, by="Max", note="heard it on the radio", after=0)
    mine = {"csrf_token": token, "after": "0", "stance": "supports", "note": "she told me so"}
    answer = client.post(f"/review/{entry}/amend", data=mine)
    assert answer.status_code == 409
    for words in ("<b>Max</b> amended it", "declines", "heard it on the radio", "she told me so"):
        assert words in answer.text
    assert live(ledger) == [("Bo Bell", "declines", "amended")]
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert client.post(f"/review/{entry}/amend", data=again).status_code == 303
    assert live(ledger) == [("Bo Bell", "supports", "amended")]
