"""Log-ins wait for one another."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, accounts
from onrecord.ledger.accounts import Role
from onrecord.web import auth
from onrecord.web.errors import Refusal
from onrecord.web.turns import AT_ONCE, Turns
from tests.web.conftest import PASSWORD
from tests.web.test_auth import form_token

T = TypeVar("T")


def run(work: Coroutine[object, object, T]) -> T:
    """What the work returns, in a thread of its own: a browser's test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_so_many_at_once_so_many_wait_and_the_rest_are_refused() -> None:
    running, most, served = 0, 0, 0

    async def log_in(turns: Turns, leave: asyncio.Event) -> None:
        nonlocal running, most, served
        async with turns.turn():
            running, served = running + 1, served + 1
            most = max(most, running)
            await leave.wait()
            running -= 1

    async def rush() -> list[BaseException | None]:
        turns, leave = Turns(at_once=2, waiting=3), asyncio.Event()
        tasks = [asyncio.create_task(log_in(turns, leave)) for _ in range(7)]
        await asyncio.sleep(0)
        leave.set()
        told = await asyncio.gather(*tasks, return_exceptions=True)
        await log_in(turns, leave)  # there is room again
        return told

    refused = [one for one in run(rush()) if one is not None]
    assert (most, served, len(refused)) == (2, 6, 2)
    assert all(isinstance(one, Refusal) and one.status == 503 for one in refused)


def test_one_who_fails_leaves_the_room() -> None:
    async def fail(turns: Turns) -> None:
        with pytest.raises(ZeroDivisionError):
            async with turns.turn():
                raise ZeroDivisionError

    async def twice() -> None:
        turns = Turns(at_once=1, waiting=0)
        for _ in range(2):
            await fail(turns)

    run(twice())


def test_passwords_are_hashed_a_few_at_once_and_pages_are_served_meanwhile(
    app: FastAPI, ledger: Ledger, hashed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ledger.writing() as connection:
        accounts.add(connection, "Eve", Role.EDITOR, hashed)
    fits: Callable[[str, str], bool] = auth._fits
    lock, go, running, most = threading.Lock(), threading.Event(), 0, 0

    def slowly(*asked: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        assert go.wait(30)
        with lock:
            running -= 1
        return fits(*asked)

    monkeypatch.setattr(auth, "_fits", slowly)
    with TestClient(app, follow_redirects=False) as client, ThreadPoolExecutor(6) as people:
        form = {"name": "Eve", "password": PASSWORD, "csrf_token": form_token(client)}
        answers = [people.submit(client.post, "/login", data=form) for _ in range(6)]
        try:
            until = time.monotonic() + 30
            while (app.state.turns._inside, running) != (6, AT_ONCE) and time.monotonic() < until:
                time.sleep(0.01)
            assert client.get("/login").status_code == 200
        finally:
            go.set()
        assert [one.result().status_code for one in answers] == [303] * 6
    assert most == AT_ONCE
