from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.entries import Event, PollFigure, Stance, Tally
from onrecord.ledger import Ledger, asof, judgements, open_ledger, reviewing, schema
from tests.records import article, position, record, statement

ONE = article(
    "Bernard Sanders wants a plan of Ada Ames. “Not yet,” said Sanders. He is at 41 percent and rallies.",
    published="2024-07-23",
    outlet="The Gazette",
    title="Not yet",
    label="one",
)
TWO = article("A. Ames opposes Bo Bell. Cy Cole opposes Bo Bell. Di Dow opposes Bo Bell.", published="2024-07-24")
VIEWS = {
    "articles", "positions", "statements", "tallies", "polls", "events", "conditions", "evidence_words", "live",
    "decisions", "merges",
}  # fmt: skip


def fill(ledger: Ledger) -> None:
    whole = (ONE.span(0, 20),)
    ledger.post(
        record(
            ONE,
            position(ONE, "Bernard Sanders", "withholds", "Ada Ames", terms=("a plan",), basis="own words"),
            statement(ONE, "Bernard Sanders", "Not yet", to="reporters"),
            Tally(count="Two", number=2, group="senators", stance=Stance.ENDORSES, target="Ada Ames", evidence=whole),
            PollFigure(subject="Bernard Sanders", value=41.0, place="Ohio", evidence=whole),
            Event(kind="rally", who=("Bernard Sanders",), place="Reno", evidence=whole),
        )
    )
    ledger.post(record(TWO, *(position(TWO, who, "opposes", "Bo Bell") for who in ("A. Ames", "Cy Cole", "Di Dow"))))
    with ledger.reading() as connection:
        ids = {row.subject: row.id for row in asof.entries(connection, "positions")}
    with ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:a-ames", by="Eve")
        reviewing.reject(connection, ids["Cy Cole"], by="Eve")
        reviewing.amend(connection, ids["Di Dow"], {"stance": "declines"}, by="Eve")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "campaign.db"
    with open_ledger(path) as ledger:
        fill(ledger)
    return path


def test_the_views_say_what_the_ledger_says(book: Path) -> None:
    with open_ledger(book) as ledger, ledger.reading() as connection:
        rows = connection.exec_driver_sql("select holder, stance, target, reviewed, entry from positions").all()
        live = asof.entries(connection, "positions")
    assert {tuple(row) for row in rows} == {
        (row.subject, row.payload["stance"], row.target, row.reviewed, row.id) for row in live
    }
    assert {(row.holder, row.stance) for row in rows} == {
        ("Bernie Sanders", "withholds"), ("Ada Ames", "opposes"), ("Di Dow", "declines"),
    }  # fmt: skip


def test_a_decision_taken_back_is_taken_back_there_too(book: Path) -> None:
    with open_ledger(book) as ledger:
        with ledger.reading() as connection:
            query = sa.select(schema.entry.c.id).where(schema.entry.c.subject == "Cy Cole")
            cole = connection.execute(query).scalar_one()
            merge = connection.execute(sa.select(schema.judgement.c.id)).scalar_one()
        with ledger.writing() as connection:
            reviewing.undo(connection, cole, by="Eve")
            judgements.undo(connection, merge, by="Eve")
        ledger.post(record(ONE, reader="reader 2"))
        with ledger.reading() as connection:
            holders = connection.exec_driver_sql("select holder from positions").scalars().all()
            assert connection.exec_driver_sql("select count(*) from merges").scalar_one() == 0
    assert sorted(holders) == ["A. Ames", "Cy Cole", "Di Dow"]


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.loads(answer.read())


@pytest.fixture
def datasette(book: Path) -> Iterator[str]:
    """The address of a Datasette on the ledger."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(book), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield f"http://127.0.0.1:{port}/campaign"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def wait_for(url: str) -> Any:
    end = time.monotonic() + 120
    while True:
        try:
            return get(url)
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


@pytest.mark.slow
def test_datasette_opens_a_ledger_and_reads_every_view(datasette: str) -> None:
    assert {view["name"] for view in wait_for(f"{datasette}.json")["views"]} >= VIEWS
    rows = {name: get(f"{datasette}/{name}.json?_shape=array") for name in sorted(VIEWS)}
    (poll,), (tally,), (event,) = rows["polls"], rows["tallies"], rows["events"]
    assert (poll["subject"], poll["value"], poll["place"]) == ("Bernie Sanders", 41.0, "Ohio")
    assert (tally["count"], tally["number"], tally["target"]) == ("Two", 2, "Ada Ames")
    assert (event["kind"], event["place"]) == ("rally", "Reno")
    (said,) = rows["statements"]
    assert (said["speaker"], said["words"], said["to"], said["title"]) == (
        "Bernie Sanders",
        "Not yet",
        "reporters",
        "Not yet",
    )
    (asked,) = rows["conditions"]
    assert (asked["holder"], asked["asks"], asked["of_whom"]) == ("Bernie Sanders", "a plan", "Ada Ames")
    assert len(rows["articles"]) == 2
    assert {row["words"] for row in rows["evidence_words"]} >= {TWO.text}
    found = get(f"{datasette}/positions.json?_shape=array&holder=Bernie+Sanders")
    assert [row["target"] for row in found] == ["Ada Ames"]
    labelled = get(f"{datasette}/posting.json?_shape=array&_labels=on")
    assert labelled[0]["entry_id"]["value"]
