"""Walking through the API while the ledger goes on: pages, changes, tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, judgements
from tests.records import article, position, record
from tests.web.test_api import TELLS, rows, told

pytestmark = pytest.mark.usefixtures("filled")


def test_an_actor_comes_with_printed_names_and_merges(filled: Ledger, client: TestClient) -> None:
    with filled.writing() as connection:
        twin = judgements.add(connection, "Saunders the Elder", by="Eve")
        judgements.merge(connection, "bioguide:S000033", twin, by="Eve", note="misspelt")
    actor = told(client, "/actors/bioguide:S000033")
    assert (actor["printed"][0]["articles"], actor["merges"][0]["note"]) == (1, "misspelt")


def test_changes_go_on_where_they_were_left(filled: Ledger, client: TestClient) -> None:
    first = told(client, "/changes?limit=4")
    assert len(first["rows"]) == 4
    rest = told(client, f"/changes?after={first['cursor']}")
    assert len({row["entry"] for row in (*first["rows"], *rest["rows"])}) == 10
    assert told(client, f"/changes?after={rest['cursor']}") == {"rows": [], "cursor": rest["cursor"]}
    assert told(client, "/desk")["cursor"] == rest["cursor"]
    with filled.writing() as connection:
        judgements.merge(connection, "bioguide:S000033", "bioguide:B001288", by="Eve")
    assert [row["kind"] for row in rows(client, f"/changes?after={rest['cursor']}")] == ["merged"]


def test_a_tag_changes_with_what_it_stands_for(filled: Ledger, client: TestClient) -> None:
    tag = client.get("/api/v1/targets").headers["etag"]
    with filled.writing() as connection:
        judgements.merge(connection, "bioguide:S000033", "bioguide:B001288", by="Eve")
    assert client.get("/api/v1/targets", headers={"If-None-Match": tag}).status_code == 200


def walked(client: TestClient, path: str, limit: int, between: Callable[[], None]) -> list[dict[str, Any]]:
    """All rows of a list, page by page, with something done between two pages."""
    found, cursor, sign = [], "", "&" if "?" in path else "?"
    while True:
        page = told(client, f"{path}{sign}limit={limit}{cursor}")
        assert len(page["rows"]) <= limit
        found += page["rows"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"
        between()


LISTS = [path for path, *_ in TELLS if "limit" not in path] + ["/actors/Bernie Sanders/timeline", "/contests"]


@pytest.mark.parametrize("path", LISTS)
def test_no_page_shifts_while_the_ledger_grows(filled: Ledger, client: TestClient, path: str) -> None:
    whole, number = rows(client, path), iter(range(1000))

    def grow() -> None:
        words = f"Bernie Sanders endorsed Kamala Harris again, for the {next(number)}th time."
        one = article(words, published="2024-07-22")
        filled.post(record(one, position(one, "Bernie Sanders", "endorses", "Kamala Harris")))
        filled.post(record(one, position(one, "Ada Ames", "endorses", "Kamala Harris")))

    assert walked(client, path, 1, grow) == whole
    assert walked(client, path, 2, grow) or not whole


@pytest.mark.parametrize("cursor", ["x", "%00", "eyJ", "WzEsMl0", "W251bGwsIiIsMF0", "W251bGwsIiIsLTFd"])
@pytest.mark.parametrize("path", ["/targets", "/articles", "/entries", "/search?q=Harris"])
def test_a_made_up_cursor_is_refused(client: TestClient, path: str, cursor: str) -> None:
    answer = client.get(f"/api/v1{path}{'&' if '?' in path else '?'}cursor={cursor}")
    assert (answer.status_code, answer.json()["error"]["type"]) == (422, "invalid")


def test_a_cursor_belongs_to_what_was_asked_for(client: TestClient) -> None:
    cursor = told(client, "/board?target=Harris&limit=1")["next"]
    assert client.get(f"/api/v1/board?target=Harris&limit=2&cursor={cursor}").status_code == 200
    for path in ("/board?target=Harris&basis=reported", "/board?target=Kamala Harris", "/standing?holder=Harris"):
        assert client.get(f"/api/v1{path}&cursor={cursor}").status_code == 422
