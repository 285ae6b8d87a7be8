"""How long the server may work on a page. Measured as processor time, so that a busy machine fails nobody."""

from __future__ import annotations

import re
import time

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, open_ledger
from onrecord.registry import load_registry, roster_called
from onrecord.web import create_app
from tests.records import article, position, record

DAY = "2024-08-01"


@pytest.fixture(scope="module")
def congress(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger in which every second member of Congress stands somewhere on Kamala Harris."""
    members = roster_called("members of Congress").members(load_registry(), DAY)
    ledger = open_ledger(tmp_path_factory.mktemp("congress") / "congress.db")
    stances = ("endorses", "supports", "withholds", "declines", "opposes")
    records = []
    for number, (actor, _) in enumerate(members[::2]):
        text = f"{actor.name} has spoken on Harris, number {number}."
        one = article(text, published="2024-07-25", label=str(number))
        records.append(record(one, position(one, actor.name, stances[number % 5], "Kamala Harris")))
    ledger.post_all(records)
    return ledger


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["rows", "cards"])
def test_a_board_of_both_houses_takes_a_third_of_a_second(congress: Ledger, layout: str) -> None:
    client = TestClient(create_app(congress))
    path = f"/board?target=Kamala Harris&roster=members of Congress&as_of={DAY}&layout={layout}"
    page = client.get(path).text  # the registry and the templates are loaded once
    assert len(re.findall(r'class="s-\w+" cx=', page)) >= 535
    spent = []
    for _ in range(5):
        begun = time.process_time()
        assert client.get(path).status_code == 200
        spent.append(time.process_time() - begun)
    assert sorted(spent)[2] < 0.3
