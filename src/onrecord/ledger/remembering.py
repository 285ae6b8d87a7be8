"""Remembering: what was reported of a ledger stays true until the ledger changes, and need not be made again."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine

from onrecord.ledger.changes import latest

#: Reports that are kept of one open ledger.
_MOST = 64
_Report = TypeVar("_Report", bound=Callable[..., Any])
_kept: WeakKeyDictionary[Engine, dict[Hashable, Any]] = WeakKeyDictionary()


def forget() -> None:
    """Let go of every report that is kept."""
    _kept.clear()


def remembered(report: _Report) -> _Report:
    """A report (of a connection, and whatever it is asked by name) that is kept while the ledger stays as it is.

    What it hands out is not to be changed. In a transaction that writes nothing is kept: it may yet be undone.
    """

    @functools.wraps(report)
    def kept(connection: Connection, **asked: Hashable) -> Any:
        if connection.get_execution_options().get("onrecord_writes"):
            return report(connection, **asked)
        key = (report.__qualname__, latest(connection), tuple(sorted(asked.items())))
        found = _kept.setdefault(connection.engine, {})
        if key not in found:
            made = report(connection, **asked)
            while len(found) >= _MOST:
                found.pop(next(iter(found)), None)
            found[key] = made
        return found[key]

    return cast(_Report, kept)
