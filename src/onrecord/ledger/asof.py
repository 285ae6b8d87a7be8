"""As of a day: what the ledger held true then, and what it knew at a moment. Every query takes both clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.entries import BESIDE, Phase, Stance
from onrecord.ledger import schema
from onrecord.ledger.identity import identify
from onrecord.ledger.rows import Row

#: What an endorsement yields to; an older or vaguer report does not undo it.
_UNDOES = frozenset({Stance.WITHDRAWS, Stance.DECLINES, Stance.OPPOSES})
#: What may stand beside one another.


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a holder stands on a target on a day; `rows` bear it, the latest last. Two stances may stand at once.

    `since` is the day as the articles tell it, which may be a month or a year only. In another phase than the current
    one it is what is expected of the holder, or where he stood before.
    """

    holder: str
    target: str
    stance: Stance
    since: str
    rows: tuple[Row, ...]
    phase: Phase = Phase.CURRENT


def entries(connection: Connection, *kinds: str, known_at: str | None = None, article: str | None = None) -> list[Row]:
    """The live entries of some kinds (all if none is given), with names identified, in order of publication."""
    latest = sa.select(sa.func.max(schema.posting.c.id)).group_by(schema.posting.c.entry_id)
    if known_at:
        latest = latest.where(schema.posting.c.recorded_at <= known_at)
    query = (
        sa.select(
            schema.entry,
            *(schema.article.c[name] for name in ("label", "title", "outlet", "origin", "published", "url")),
        )
        .join(schema.posting, schema.posting.c.entry_id == schema.entry.c.id)
        .join(schema.article, schema.article.c.id == schema.entry.c.article_id)
        .where(schema.posting.c.id.in_(latest), schema.posting.c.seen)
    )
    if kinds:
        query = query.where(schema.entry.c.kind.in_(kinds))
    if article:
        query = query.where(schema.entry.c.article_id == article)
    query = query.order_by(schema.article.c.published, schema.entry.c.article_id, schema.entry.c.id)
    rows = [Row(**row._mapping) for row in connection.execute(query)]
    return _identified(connection, rows)


def _identified(connection: Connection, rows: list[Row]) -> list[Row]:
    named = connection.execute(sa.select(schema.entry.c.subject, schema.entry.c.target).distinct())
    names = identify(name for pair in named for name in pair)
    return [
        replace(row, subject=names.get(row.subject, row.subject), target=names.get(row.target, row.target))
        for row in rows
    ]


def positions(connection: Connection, *, as_of: str | None = None, known_at: str | None = None) -> list[Standing]:
    """Every standing on a day (the latest if none is given), as far as it was known at a moment."""
    return _current(_told_by(connection, as_of, known_at))


def positions_and_beside(
    connection: Connection, *, as_of: str | None = None, known_at: str | None = None
) -> list[Standing]:
    """`positions`, then what is expected of holders and where they stood before, as far as no standing says the same."""
    rows = _told_by(connection, as_of, known_at)
    current = _current(rows)
    return [*current, *_beside(rows, {(one.holder, one.target, one.stance) for one in current})]


def _told_by(connection: Connection, as_of: str | None, known_at: str | None) -> list[Row]:
    return [row for row in entries(connection, "positions", known_at=known_at) if not as_of or row.day <= as_of]


def _current(rows: Iterable[Row]) -> list[Standing]:
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.payload["phase"] == Phase.CURRENT:
            grouped[row.subject, row.target].append(row)
    return [one for (holder, target), rows in grouped.items() for one in stand(holder, target, rows)]


def _beside(rows: Iterable[Row], now: set[tuple[str, str, Stance]]) -> list[Standing]:
    grouped: defaultdict[tuple[Phase, str, str, Stance], list[Row]] = defaultdict(list)
    for row in rows:
        key = row.subject, row.target, Stance(row.payload["stance"])
        if row.payload["phase"] != Phase.CURRENT and key not in now:
            grouped[Phase(row.payload["phase"]), *key].append(row)
    return [
        Standing(
            holder=holder,
            target=target,
            stance=stance,
            since=max((row.date for row in rows), default=""),
            rows=tuple(rows),
            phase=phase,
        )
        for (phase, holder, target, stance), rows in grouped.items()
    ]


def stand(holder: str, target: str, rows: Iterable[Row]) -> list[Standing]:
    """The standing that some reports of one holder on one target leave: the latest, and what stands beside it."""
    order = sorted(rows, key=lambda row: (row.day, row.published, row.id))
    standing: dict[Stance, list[Row]] = {}
    for row in order:
        stance = Stance(row.payload["stance"])
        if stance in standing:
            standing[stance].append(row)
        elif Stance.ENDORSES in standing and stance not in _UNDOES:
            if stance is Stance.SUPPORTS:
                standing[Stance.ENDORSES].append(row)
        elif stance in BESIDE and set(standing) <= set(BESIDE):
            standing[stance] = [row]
        else:
            standing = {stance: [row]}
    return [
        Standing(holder=holder, target=target, stance=stance, since=found[0].date or found[0].day, rows=tuple(found))
        for stance, found in standing.items()
    ]
