"""Turns: log-ins wait for one another, because each hashes a password, which takes memory and a processor on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from onrecord.web.errors import Refusal

#: Log-ins that run at once, 19 MiB each, and those that may wait besides.
AT_ONCE, WAITING = 2, 100


class Turns:
    """So many at once; so many wait, without a thread of their own; the rest are refused (503)."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most, self._inside = at_once + waiting, 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One's turn."""
        if self._inside >= self._most:
            raise Refusal(503, "too many people are logging in at this moment", hint="try again in a minute")
        self._inside += 1
        try:
            async with self._free:
                yield
        finally:
            self._inside -= 1
