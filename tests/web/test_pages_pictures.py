from __future__ import annotations

from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

QUERIES = {
    "board": "target=Kamala+Harris",
    "course": "target=Kamala+Harris",
    "person": "name=bioguide:S000033",
    "moves": "since=2024-07-01",
}


@pytest.mark.parametrize("chart", QUERIES)
def test_each_chart_can_be_taken_along(guest: TestClient, chart: str) -> None:
    answer = guest.get(f"/pictures/{chart}.svg?{QUERIES[chart]}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == f'attachment; filename="onrecord-{chart}.svg"'
    words = "".join(ElementTree.fromstring(answer.content).itertext())
    assert "Sanders" in words or chart == "course"


def test_a_png_is_one(guest: TestClient) -> None:
    answer = guest.get(f"/pictures/board.png?{QUERIES['board']}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("page", ["/board?target=Kamala+Harris", "/who/bioguide:S000033", "/moves?since=2024-07-01"])
def test_pages_link_to_their_pictures(guest: TestClient, page: str) -> None:
    shown = guest.get(page).text
    for kind in ("svg", "png"):
        links = [part.split('"')[0] for part in shown.split('href="') if part.startswith("/pictures/")]
        assert any(f".{kind}?" in link for link in links)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pictures/board.svg", 422),
        ("/pictures/board.svg?target=Nobody+Atall", 404),
        ("/pictures/board.svg?target=Kamala+Harris&as_of=1999", 422),
        ("/pictures/pie.svg", 422),
        ("/pictures/board.gif?target=Kamala+Harris", 422),
    ],
)
def test_what_cannot_be_drawn_is_refused(guest: TestClient, address: str, status: int) -> None:
    assert guest.get(address).status_code == status
