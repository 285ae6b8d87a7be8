"""Remembering: what was told of a ledger stays true until the ledger changes, and need not be asked again."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Hashable
from typing import Any, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine

from onrecord.ledger import asof
from onrecord.ledger.changes import is_behind, latest, touched
from onrecord.ledger.rows import Row

#: Reports that are kept of one open ledger.
_MOST = 64
#: Positions on targets that are kept of one open ledger, some 3 KB each.
_MOST_TOLD = 30_000
#: Changed entries that are put into kept positions one by one; where more have changed, all are read again.
_MOST_CHANGED = 1_000
_Report = TypeVar("_Report", bound=Callable[..., Any])
_kept: WeakKeyDictionary[Engine, dict[Hashable, Any]] = WeakKeyDictionary()
_told: WeakKeyDictionary[Engine, dict[frozenset[str], _Told]] = WeakKeyDictionary()


class _Told(NamedTuple):
    """The positions on some targets as they stood at a cursor."""

    cursor: str
    rows: list[Row]


def forget() -> None:
    """Let go of all that is kept."""
    _kept.clear()
    _told.clear()


def positions_on(
    connection: Connection,
    targets: Collection[str] | None,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    since: str | None = None,
) -> list[Row]:
    """The positions on some targets (actors' ids; None for all), as `asof.entries` tells them.

    Those on targets, as they are known now, are kept and follow the ledger: of a famous one there are thousands, of
    which few are new when somebody looks again, or looks at another day. Neither list nor rows are to be changed.
    """
    if targets is None or "" in targets or known_at or _writes(connection):
        return asof.entries(connection, "positions", targets=targets, as_of=as_of, known_at=known_at, since=since)
    rows = _followed(connection, frozenset(targets))
    if as_of or since:
        rows = [row for row in rows if not (as_of and row.day > as_of) and not (since and "" < row.day < since)]
    return rows


def positions_of(
    connection: Connection,
    pairs: Collection[tuple[str, str]],
    *,
    as_of: str | None = None,
    known_at: str | None = None,
) -> list[Row]:
    """Every position of some holders on some targets, as `asof.about` tells them: out of what is kept, if it is."""
    if not pairs:
        return []
    targets = frozenset(target for _, target in pairs)
    fitting = (one for one in list(_told.get(connection.engine, ())) if targets <= one)
    kept = min(fitting, key=len, default=None)
    if kept is None or known_at or _writes(connection):
        return asof.about(connection, pairs, as_of=as_of, known_at=known_at)
    wanted = set(pairs)
    return [row for row in positions_on(connection, kept, as_of=as_of) if (row.subject_id, row.target_id) in wanted]


def _followed(connection: Connection, targets: frozenset[str]) -> list[Row]:
    found, now = _told.setdefault(connection.engine, {}), latest(connection)
    held = found.get(targets)
    if held is not None and not is_behind(held.cursor, now):  # others see more of the ledger than this connection
        return asof.entries(connection, "positions", targets=targets)
    changed = touched(connection, held.cursor, _MOST_CHANGED) if held is not None and held.cursor != now else set()
    if held is None or changed is None:
        rows = asof.entries(connection, "positions", targets=targets)
    elif changed:
        news = [row for row in asof.entries(connection, "positions", ids=changed) if row.target_id in targets]
        rows = asof.in_order([*(row for row in held.rows if row.id not in changed), *news])
    else:
        rows = held.rows
    _keep(found, targets, _Told(now, rows))
    return rows


def _keep(found: dict[frozenset[str], _Told], targets: frozenset[str], told: _Told) -> None:
    """Keep the positions on some targets as those asked for last, and no more in all than there is room for."""
    found.pop(targets, None)
    if not 0 < len(told.rows) <= _MOST_TOLD:
        return
    while found and len(told.rows) + sum(len(one.rows) for one in list(found.values())) > _MOST_TOLD:
        found.pop(next(iter(list(found)), targets), None)
    found[targets] = told


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("onrecord_writes"))


def remembered(report: _Report) -> _Report:
    """A report (of a connection, and whatever it is asked by name) that is kept while the ledger stays as it is.

    What it hands out is not to be changed. In a transaction that writes nothing is kept: it may yet be undone.
    """

    @functools.wraps(report)
    def kept(connection: Connection, **asked: Hashable) -> Any:
        if _writes(connection):
            return report(connection, **asked)
        key = (report.__qualname__, latest(connection), tuple(sorted(asked.items())))
        found = _kept.setdefault(connection.engine, {})
        made = found.get(key)
        if made is None:
            made = report(connection, **asked)
            while len(found) >= _MOST:
                found.pop(next(iter(list(found)), key), None)
            found[key] = made
        return made

    return cast(_Report, kept)
