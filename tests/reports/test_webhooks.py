from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tenacity

from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import Ledger, asof, judgements, open_ledger, reviewing, webhooks
from onrecord.reports.webhooks import SIGNATURE, Sent, send, signature, verify
from tests.records import article, position, record

SECRET = "quite a long secret"


class Listener(http.server.ThreadingHTTPServer):
    """A server that keeps what it is told and answers as it is bidden, 200 when it runs out of answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[str, bytes]] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def moves(self) -> list[dict[str, Any]]:
        return [move for _, body in self.heard for move in json.loads(body)["moves"]]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers[SIGNATURE], body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def say(ledger: Ledger, words: str, holder: str, stance: str, published: str = "2024-07-22") -> None:
    one = article(words, published=published)
    ledger.post(record(one, position(one, holder, stance, "Kamala Harris")))


def add(ledger: Ledger, url: str, secret: str = SECRET) -> int:
    with ledger.writing() as connection:
        return webhooks.add(connection, url, secret)


def sent(ledger: Ledger, **fields: Any) -> list[Sent]:
    return list(send(ledger, wait=tenacity.wait_none(), **fields))


def test_what_is_new_is_told_once_and_signed(ledger: Ledger, listener: Listener) -> None:
    say(ledger, "Bo Bell opposes Harris.", "Bo Bell", "opposes")
    add(ledger, listener.url)
    assert sent(ledger) == []
    say(ledger, "Ada Ames waits.", "Ada Ames", "withholds")
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses", "2024-07-23")
    (one,) = sent(ledger)
    assert (one.moves, one.attempts, one.delivered, one.answer) == (1, 1, True, "200")
    assert sent(ledger) == []
    (move,) = listener.moves()
    assert (move["holder"], move["from"], move["to"]) == ("Ada Ames", [], ["endorses"])
    header, body = listener.heard[0]
    assert verify(SECRET, header, body)
    assert not verify(SECRET, header, body + b" ")
    assert not verify("another long secret", header, body)
    with ledger.reading() as connection:
        (logged,) = webhooks.deliveries(connection)
    assert (logged["url"], logged["delivered"], logged["answer"]) == (listener.url, True, "200")


def test_an_editors_decision_is_news_too(ledger: Ledger, listener: Listener) -> None:
    add(ledger, listener.url)
    say(ledger, "Ada Ames waits.", "Ada Ames", "withholds")
    sent(ledger)
    with ledger.reading() as connection:
        (row,) = asof.entries(connection)
    for decide, fields in ((reviewing.amend, {"stance": "supports"}), (reviewing.reject, None)):
        with ledger.writing() as connection:
            decide(connection, row.id, *([fields] if fields else []), by="Eve")
        sent(ledger)
    told = [(move["from"], move["to"]) for move in listener.moves()]
    assert told == [([], ["withholds"]), (["withholds"], ["supports"]), (["supports"], [])]


def test_who_is_merged_stands_where_the_other_stood(ledger: Ledger, listener: Listener) -> None:
    say(ledger, "Ada Ames waits.", "Ada Ames", "withholds")
    say(ledger, "A. Ames endorsed Harris.", "A. Ames", "endorses", "2024-07-23")
    add(ledger, listener.url)
    with ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:a-ames", by="Eve")
    sent(ledger)
    told = {(move["holder"], *move["from"], ">", *move["to"]) for move in listener.moves()}
    assert told == {("Ada Ames", "withholds", ">", "endorses"), ("A. Ames", "endorses", ">")}


def test_changes_that_moved_nobody_are_passed_over(ledger: Ledger, listener: Listener) -> None:
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses")
    add(ledger, listener.url)
    say(ledger, "Ames endorsed Harris, it was told again.", "Ada Ames", "endorses")
    assert sent(ledger) == []
    assert listener.heard == []
    with ledger.reading() as connection:
        assert webhooks.told(connection)[0].cursor == "2-0-0-0"


def test_it_is_tried_again_and_later_again(ledger: Ledger, listener: Listener) -> None:
    add(ledger, listener.url)
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses")
    listener.answers = [500, 503, 200]
    (one,) = sent(ledger)
    assert (one.attempts, one.delivered) == (3, True)
    say(ledger, "Bo Bell opposes Harris.", "Bo Bell", "opposes")
    listener.answers = [500, 500, 500]
    (one,) = sent(ledger, attempts=3)
    assert (one.attempts, one.delivered, one.answer) == (3, False, "500")
    listener.answers = [410]
    (one,) = sent(ledger)  # who refuses is not asked again at once
    assert (one.attempts, one.delivered, one.answer) == (1, False, "410")
    (one,) = sent(ledger)
    assert one.delivered
    ids = [move["id"] for move in listener.moves()]
    assert len(ids) == 8
    assert len(set(ids)) == 2
    with ledger.reading() as connection:
        assert [row["delivered"] for row in webhooks.deliveries(connection)] == [True, False, False, True]


def test_nobody_there_is_an_answer_too(ledger: Ledger, listener: Listener) -> None:
    add(ledger, "http://127.0.0.1:1/")
    add(ledger, listener.url)
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses")
    first, second = sent(ledger, attempts=2)
    assert (first.attempts, first.delivered) == (2, False)
    assert "refused" in first.answer
    assert second.delivered


def test_a_removed_address_is_told_no_more(ledger: Ledger, listener: Listener) -> None:
    number = add(ledger, listener.url)
    say(ledger, "Ada Ames endorsed Harris.", "Ada Ames", "endorses")
    with ledger.writing() as connection:
        webhooks.remove(connection, number)
        with pytest.raises(MissingError):
            webhooks.remove(connection, number)
    assert sent(ledger) == []


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("example.org/hook", SECRET, "no web address"),
        ("file:///etc/passwd", SECRET, "no web address"),
        ("http://example.org/hook", SECRET, "https"),
        ("http://127.0.0.1.example.org/", SECRET, "https"),
        ("https://example.org/hook", "short", "at least 16"),
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(tmp_path: Path, url: str, secret: str, why: str) -> None:
    with open_ledger(tmp_path / "a.db") as ledger, pytest.raises(RefusedError, match=why):
        add(ledger, url, secret)


def test_an_old_signature_does_not_count() -> None:
    now = int(time.time())
    assert verify(SECRET, signature(SECRET, now - 200, b"{}"), b"{}")
    for header in (signature(SECRET, now - 400, b"{}"), "", "t=x,v1=00", f"t={now}"):
        assert not verify(SECRET, header, b"{}")
