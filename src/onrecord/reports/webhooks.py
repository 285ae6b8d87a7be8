"""Webhooks: telling other programs who moved, signed, and again until they have heard it.

A delivery is a POST of JSON: `moves` as `news` has them, each with an `id` that stays the same if it is told twice, and
the `cursor` behind them. The header Onrecord-Signature is "t=SECONDS,v1=HEX": the HMAC-SHA256 of "SECONDS.BODY" under
the secret (`verify` checks it).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import tenacity
from tenacity.wait import wait_base

from onrecord.ledger import Ledger, webhooks
from onrecord.ledger.webhooks import Webhook
from onrecord.reports.feeds import move_id
from onrecord.reports.news import News, news

SIGNATURE = "Onrecord-Signature"
#: Answers that are worth another attempt.
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_SECONDS = 10.0
#: Between attempts: 1, 2, 4 ... seconds, up to a minute.
BACKOFF = tenacity.wait_exponential(multiplier=1, max=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of one delivery."""

    url: str
    moves: int
    attempts: int
    delivered: bool
    answer: str


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The value of the signature header for a body sent at a moment (seconds of the epoch)."""
    signed = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={signed.hexdigest()}"


def verify(secret: str, header: str, body: bytes, *, within: float = 300) -> bool:
    """Whether a body was signed with a secret, and not longer ago than `within` seconds: what a receiver checks.

    >>> verify("a secret of two", signature("a secret of two", int(time.time()), b"{}"), b"{}")
    True
    """
    stamp = header.partition(",")[0].removeprefix("t=")
    if not (stamp.isascii() and stamp.isdigit()) or abs(time.time() - int(stamp)) > within:
        return False
    return hmac.compare_digest(signature(secret, int(stamp), body).encode(), header.encode())


def send(ledger: Ledger, *, attempts: int = 5, wait: wait_base = BACKOFF) -> Iterator[Sent]:
    """Tell every address what is new to it, and log it. What an address does not take, it is told again the next time.

    Changes that moved nobody are passed over in silence.
    """
    with ledger.reading() as connection:
        told = webhooks.told(connection)
    with httpx.Client(timeout=_SECONDS, follow_redirects=False) as client:
        for one in told:
            yield from _tell(ledger, client, one, attempts, wait)


def _tell(ledger: Ledger, client: httpx.Client, one: Webhook, attempts: int, wait: wait_base) -> Iterator[Sent]:
    """Deliver page after page, until there is nothing new or the address does not answer."""
    while (found := _next(ledger, one)) is not None:
        sent = _deliver(client, one, found, attempts, wait) if found.moves else None
        with ledger.writing() as connection:
            if sent:
                webhooks.log(
                    connection,
                    one,
                    cursor=found.cursor,
                    moves=sent.moves,
                    attempts=sent.attempts,
                    delivered=sent.delivered,
                    answer=sent.answer,
                )
            moved = (sent is None or sent.delivered) and webhooks.move_on(connection, one, found.cursor)
        if sent:
            yield sent
        if not moved:  # not taken, or somebody else is telling the same address
            return
        one = Webhook(id=one.id, url=one.url, secret=one.secret, cursor=found.cursor)


def _next(ledger: Ledger, one: Webhook) -> News | None:
    with ledger.reading() as connection:
        return news(connection, one.cursor)


def _deliver(client: httpx.Client, one: Webhook, found: News, attempts: int, wait: wait_base) -> Sent:
    moves = [{"id": move_id(row), **row} for row in found.moves]
    body = json.dumps({"after": one.cursor, "cursor": found.cursor, "moves": moves}, ensure_ascii=False).encode()
    trying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(attempts),
        wait=wait,
        retry=tenacity.retry_if_result(lambda answer: answer.again),
        retry_error_callback=lambda state: state.outcome and state.outcome.result(),
    )
    answer = trying(_attempt, client, one, body)
    made = int(trying.statistics["attempt_number"])
    return Sent(url=one.url, moves=len(moves), attempts=made, delivered=answer.delivered, answer=answer.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    words: str
    delivered: bool = False
    again: bool = False


def _attempt(client: httpx.Client, one: Webhook, body: bytes) -> _Answer:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "onrecord",
        SIGNATURE: signature(one.secret, int(time.time()), body),
    }
    try:
        status = client.post(one.url, content=body, headers=headers).status_code
    except httpx.HTTPError as error:
        return _Answer(words=str(error) or type(error).__name__, again=True)
    return _Answer(words=str(status), delivered=200 <= status < 300, again=status in _LATER)
