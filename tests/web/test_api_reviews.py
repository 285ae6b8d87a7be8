"""Deciding on entries through the API: what each decision does, whose it is, and two editors at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.ledger.accounts import Role
from tests.web.test_api import rows, told

Post = Callable[..., Any]


@pytest.fixture
def entry(filled: Ledger, client: TestClient) -> str:
    """A doubtful position of the filled ledger."""
    (row,) = [row for row in rows(client, "/entries?kind=positions") if row["confidence"] == 0.7]
    return str(row["entry"])


@pytest.fixture
def post(client: TestClient, entry: str, token_of: Callable[[Role], dict[str, str]]) -> Post:
    """Posts an editor's decision on the entry; returns status and body."""
    headers = token_of(Role.EDITOR)

    def send(act: str, **body: Any) -> tuple[int, Any]:
        answer = client.post(f"/api/v1/entries/{entry}/{act}", json=body, headers=headers)
        return answer.status_code, answer.json()

    return send


def holds(client: TestClient, entry: str) -> Any:
    return told(client, f"/entries/{entry}")["holds"]


def test_a_decision_is_signed_and_numbered(client: TestClient, entry: str, post: Post) -> None:
    status, made = post("accept", note="She says so.", after=0)
    assert (status, made["entry"]) == (201, entry)
    found = told(client, f"/entries/{entry}")
    (review,) = found["reviews"]
    assert found["last_review"] == review["id"] == made["review"]
    assert (review["verdict"], review["by"], review["note"]) == ("accepted", "an editor", "She says so.")
    assert (found["holds"]["reviewed"], found["holds"]["confidence"]) == ("accepted", 1.0)
    assert found["confidence"] == 0.7


def test_each_decision_does_what_it_says_and_can_be_undone(client: TestClient, entry: str, post: Post) -> None:
    assert post("amend", fields={"stance": "opposes", "date": "2024-07-20"})[0] == 201
    amended = holds(client, entry)
    assert (amended["fields"]["stance"], amended["day"], amended["reviewed"]) == ("opposes", "2024-07-20", "amended")
    assert post("reject")[0] == 201
    assert holds(client, entry) is None
    assert post("note", words="Ask the campaign.")[0] == 201
    assert post("undo")[0] == 201
    assert holds(client, entry) == amended
    assert post("undo")[0] == 201
    assert holds(client, entry)["fields"]["stance"] == "supports"
    status, body = post("undo")
    assert (status, body["error"]["message"].split(":")[0]) == (422, f"nothing to undo on {entry[:7]}")
    verdicts = [review["verdict"] for review in told(client, f"/entries/{entry}")["reviews"]]
    assert verdicts == ["amended", "rejected", "note", "undone", "undone"]


@pytest.mark.parametrize("act", ["accept", "reject", "amend", "undo"])
def test_a_decision_on_what_has_changed_is_a_conflict(client: TestClient, entry: str, post: Post, act: str) -> None:
    seen = post("accept", after=0)[1]["review"]
    fields = {"fields": {"stance": "opposes"}} if act == "amend" else {}
    status, body = post(act, after=0, **fields)
    assert (status, body["error"]["type"]) == (409, "conflict")
    assert holds(client, entry)["reviewed"] == "accepted"
    assert post(act, after=seen, **fields)[0] == 201


def test_of_two_editors_at_once_one_wins_and_one_is_told(client: TestClient, entry: str, post: Post) -> None:
    together, given = Barrier(2), []

    def decide(act: str) -> None:
        together.wait()
        given.append(post(act, after=0)[0])

    editors = [Thread(target=decide, args=(act,)) for act in ("accept", "reject")]
    for one in editors:
        one.start()
    for one in editors:
        one.join()
    assert sorted(given) == [201, 409]
    assert len(told(client, f"/entries/{entry}")["reviews"]) == 1


@pytest.mark.parametrize(
    ("act", "body", "words"),
    [
        ("amend", {"fields": {"stanze": "opposes"}}, "no field stanze"),
        ("amend", {"fields": {"stance": "loves"}}, "no valid Position"),
        ("amend", {"fields": {"evidence": [{"start": 0, "end": 3, "text": "xyz"}]}}, "is not 'xyz'"),
        ("amend", {"fields": {}}, "body.fields"),
        ("amend", {}, "body.fields"),
        ("accept", {"after": -1}, "body.after"),
        ("accept", {"after": "0"}, "body.after"),
        ("accept", {"aftr": 0}, "body.aftr"),
        ("accept", {"note": "x" * 2001}, "body.note"),
        ("accept", {"note": "\x00"}, "body.note"),
        ("note", {"words": ""}, "body.words"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_decision_is_refused(
    client: TestClient, entry: str, post: Post, act: str, body: dict[str, Any], words: str
) -> None:
    status, answer = post(act, **body)
    assert status == 422
    assert words in answer["error"]["message"]
    assert told(client, f"/entries/{entry}")["reviews"] == []


def test_nothing_to_decide_on(client: TestClient, entry: str, token_of: Callable[[Role], dict[str, str]]) -> None:
    answer = client.post("/api/v1/entries/fffffff/accept", json={}, headers=token_of(Role.ADMIN))
    assert (answer.status_code, answer.json()["error"]["type"]) == (404, "not_found")


def test_a_decided_entry_leaves_the_queue(client: TestClient, entry: str, post: Post) -> None:
    assert entry in {row["entry"] for row in rows(client, "/review/queue")}
    post("reject")
    assert entry not in {row["entry"] for row in rows(client, "/review/queue")}
