"""What the API tells, operation by operation, and how it refuses what it cannot."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.exports import FORMATS
from onrecord.reports import View
from tests.web.conftest import SANDERS


def told(guest: TestClient, path: str) -> Any:
    answer = guest.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows(guest: TestClient, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(guest, path)["rows"]
    return found


#: A path, and what its rows have in some fields.
TELLS: list[tuple[str, tuple[str, ...], list[Any]]] = [
    (
        "/board?target=Harris",
        ("holder", "stance"),
        [
            ("Cory Booker", "endorses"),
            ("Bernie Sanders", "supports"),
            ("Bernie Sanders", "withholds"),
            ("Bob Casey Jr.", "declines"),
        ],
    ),
    ("/board?contest=2024 president&basis=own words", ("holder", "terms"), [("Bernie Sanders", "schools")]),
    (
        "/board?target=Harris&as_of=2024-07-23&min_confidence=0.9",
        ("holder",),
        [("Bernie Sanders",), ("Bob Casey Jr.",)],
    ),
    ("/board?target=Harris&known_at=2020-01-01", ("holder",), []),
    ("/board?target=Harris&reviewed=true", ("holder",), []),
    ("/standing?holder=Booker", ("target", "stance"), [("Kamala Harris", "endorses")]),
    ("/standing?holder=Booker&target=bioguide:H001075", ("stance",), [("endorses",)]),
    ("/board/counts?target=Harris", ("target", "endorses", "holders"), [("Kamala Harris", 1, 4)]),
    ("/board/counts?contest=2024 president&as_of=2024-07-23", ("target_id", "holders"), [("bioguide:H001075", 3)]),
    ("/targets", ("target", "target_id", "positions"), [("Kamala Harris", "bioguide:H001075", 5)]),
    ("/wants", ("holder", "asks", "state"), [("Bernie Sanders", "schools", "open")]),
    (
        "/moves?since=2024-07-23",
        ("holder", "from", "to"),
        [("Cory Booker", [], ["endorses"]), ("Bob Casey Jr.", ["endorses"], ["declines"])],
    ),
    ("/moves/terms?since=2024-07-01", ("holder", "state"), [("Bernie Sanders", "new")]),
    ("/actors?name=Bernie Sanders", ("id", "kind"), [("bioguide:S000033", "person")]),
    ("/articles", ("label", "entries"), [("sanders", 4), ("herald", 1), ("tally", 5)]),
    ("/articles?outlet=The Sun", ("label",), [("tally",)]),
    ("/articles?since=2024-07-24&until=2024-07", ("label",), [("herald",), ("tally",)]),
    ("/entries?kind=polls&kind=leads", ("kind", "subject"), [("polls", "Kamala Harris"), ("leads", "Kamala Harris")]),
    ("/entries?holder=Sanders&kind=statements", ("subject", "article"), [("Bernie Sanders", SANDERS.id)]),
    ("/tallies", ("count", "group"), [("Forty-eight", "senators")]),
    ("/tallies/checked", ("named", "verdict"), [(["Cory Booker"], "open")]),
    ("/tallies?reviewed=true", ("count",), []),
    ("/tallies/checked?reviewed=true", ("count",), []),
    ("/polls?reviewed=true", ("value",), []),
    ("/polls", ("value", "lead"), [(41.0, None), (None, 3.0)]),
    ("/events", ("kind", "place"), [("rally", "Ohio")]),
    ("/conflicts", ("about", "kind"), [("Bob Casey Jr. on Kamala Harris", "positions")]),
    ("/review/queue?limit=1", ("who", "stance"), [("Bernie Sanders", "supports")]),
    ("/search?q=schools&kind=statements", ("who", "kind"), [("Bernie Sanders", "statement")]),
    (
        "/rosters/counts?roster=senators&target=Harris&as_of=2024-07-30",
        ("group", "endorses", "seats"),
        [
            ("Democrat", 1, 47),
            ("Independent", 0, 4),
            ("Republican", 0, 49),
        ],
    ),
]


@pytest.mark.parametrize(("path", "fields", "expected"), TELLS, ids=[path for path, *_ in TELLS])
def test_every_list_tells_its_rows(guest: TestClient, path: str, fields: tuple[str, ...], expected: list[Any]) -> None:
    found = [tuple(row[name] for name in fields) for row in rows(guest, path)]
    shown = [tuple("schools" if "schools" in str(value) else value for value in row) for row in found]
    assert sorted(shown, key=str) == sorted(expected, key=str)


def test_a_timeline_tells_positions_and_utterances(guest: TestClient) -> None:
    found = [row["told"] for row in rows(guest, "/actors/Bernie Sanders/timeline")]
    assert [one["kind"] for one in found] == ["position", "position", "statement"]
    assert found[2]["reports"][0]["label"] == "sanders"


def test_an_outlet_tells_whose_it_is(guest: TestClient) -> None:
    assert told(guest, "/actors/outlet:nbc-news")["owner"] == "NBCUniversal (Comcast)"
    assert told(guest, "/actors/Bernie Sanders")["owner"] == ""
    assert "<dt>Owner</dt><dd>NBCUniversal (Comcast)</dd>" in guest.get("/articles/sanders").text


def test_a_roster_tells_the_silent_members(guest: TestClient) -> None:
    found = rows(guest, "/rosters?roster=Democratic senators&target=Harris&as_of=2024-07-30")
    assert len(found) == 51
    assert {row["name"]: row["party"] for row in found}["Bernie Sanders"] == "Independent"
    assert {row["name"]: row["stance"] for row in found if row["stance"] != "silent"} == {
        "Cory Booker": "endorses",
        "Bernie Sanders": "supports",
        "Bob Casey Jr.": "declines",
    }


@pytest.mark.parametrize("asked", ["sanders", SANDERS.id, SANDERS.id[:9]])
def test_an_article_has_its_text_its_blocks_and_its_entries(guest: TestClient, asked: str) -> None:
    article = told(guest, f"/articles/{asked}")
    assert article["text"] == SANDERS.text
    assert article["blocks"] == [{"start": 0, "end": len(SANDERS.text), "kind": "paragraph"}]
    for entry in article["entries"]:
        for span in entry["evidence"]:
            assert SANDERS.text[span["start"] : span["end"]] == span["text"]
    assert len(article["entries"]) == 4
    assert [one["kind"] for one in told(guest, f"/articles/{asked}?basis=own words")["entries"]] == ["positions"]


def test_an_entry_has_everything_that_is_known_of_it(guest: TestClient) -> None:
    (found,) = rows(guest, "/entries?kind=statements")
    entry = told(guest, f"/entries/{found['entry']}")
    assert entry["holds"] == found
    assert (entry["last_review"], entry["reviews"], entry["chain"]) == (0, [], ["NBC News"])
    assert [one["seen"] for one in entry["postings"]] == [True]
    assert entry["identities"][0]["actor_id"] == "bioguide:S000033"


#: A path, the status, and words of the message or the hint.
REFUSES = [
    ("/nowhere", 404, "nothing is at /api/v1/nowhere"),
    ("/board", 422, "a board is of a target or a contest"),
    ("/board?target=Haris", 404, "did you mean Kamala Harris"),
    ("/board?contest=1908 president", 422, "2024 president"),
    ("/board?target=Harris&as_off=2024", 422, "no parameter as_off here"),
    ("/board?target=Harris&as_of=tomorrow", 422, "write YYYY-MM-DD"),
    ("/board?target=Harris&known_at=tomorrow", 422, "is no moment"),
    ("/board?target=Harris&basis=hearsay", 422, "query.basis"),
    ("/board?target=Harris&min_confidence=2", 422, "query.min_confidence"),
    ("/board?target=Harris&limit=0", 422, "query.limit"),
    ("/board?target=Harris&limit=1001", 422, "query.limit"),
    ("/board?target=%00", 422, "query.target"),
    ("/board?target=", 422, "query.target"),
    ("/standing", 422, "query.holder"),
    ("/rosters?roster=carpenters&target=Harris", 422, "Democratic senators"),
    ("/moves", 422, "query.since"),
    ("/moves?since=yesterday", 422, "is no date"),
    ("/actors/Nobody", 404, "no actor"),
    ("/articles/nothing", 404, "no article"),
    ("/articles?since=2024-99", 422, "is no date"),
    ("/entries/fffffff", 404, "no entry"),
    ("/entries?kind=rumours", 422, "query.kind"),
    ("/changes?after=yesterday", 422, "is no cursor"),
    ("/search?q=%20", 422, "query.q"),
]


@pytest.mark.parametrize(("path", "status", "words"), REFUSES, ids=[path for path, *_ in REFUSES])
def test_what_cannot_be_told_says_why(guest: TestClient, path: str, status: int, words: str) -> None:
    answer = guest.get(f"/api/v1{path}")
    error = answer.json()["error"]
    assert answer.status_code == status
    assert set(error) <= {"type", "message", "hint"}
    assert words in f"{error['message']} {error.get('hint', '')}"


def test_a_cursor_of_other_places_is_refused(guest: TestClient) -> None:
    known_at, asked, _ = json.loads(
        base64.urlsafe_b64decode(guest.get("/api/v1/targets?limit=1").json()["next"] + "==")
    )
    forged = base64.urlsafe_b64encode(json.dumps([known_at, asked, ["a", "b"]]).encode()).decode().rstrip("=")
    assert guest.get(f"/api/v1/targets?limit=1&cursor={forged}").status_code == 422


def test_methods_that_are_not_there(guest: TestClient) -> None:
    answer = guest.delete("/api/v1/board")
    assert (answer.status_code, answer.json()["error"]["type"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", [path for path, *_ in TELLS])
def test_an_answer_that_is_held_already_is_not_sent_again(guest: TestClient, path: str) -> None:
    tag = guest.get(f"/api/v1{path}").headers["etag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = guest.get(f"/api/v1{path}", headers={"If-None-Match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert guest.get(f"/api/v1{path}", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_form_can_be_downloaded(guest: TestClient, form: str) -> None:
    answer = guest.get(f"/api/v1/exports/{form}?contest=2024 president&as_of=2024-07-24")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[form].media_type.partition(";")[0]
    assert answer.headers["content-disposition"] == f'attachment; filename="onrecord{FORMATS[form].suffix}"'
    written = io.BytesIO()
    ledger = guest.app.state.ledger  # type: ignore[attr-defined]
    with ledger.reading() as connection:
        FORMATS[form].write(connection, written, view=View(as_of="2024-07-24"), contest="2024 president")
    assert answer.content
    # A workbook notes when it was written.
    assert form == "xlsx" or answer.content == written.getvalue()


def test_the_forms_are_listed(guest: TestClient) -> None:
    assert [row["name"] for row in rows(guest, "/exports")] == list(FORMATS)
    assert guest.get("/api/v1/exports/papyrus").status_code == 422
