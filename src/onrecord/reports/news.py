"""News: who stands elsewhere since the ledger was last asked. Where `moves` goes by days, this goes by what was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from onrecord.ledger import asof
from onrecord.ledger.changes import Change, changes, moment
from onrecord.reports import ReportRow
from onrecord.reports.moves import Standings, by_pair, compared

#: Changes that are looked at together.
_AT_ONCE = 500
#: A moment before every other.
_NEVER = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The moves that some changes brought, and the cursor behind those changes."""

    moves: list[ReportRow]
    cursor: str


def news(connection: Connection, after: str) -> News | None:
    """What the next changes behind a cursor brought; None if there are none.

    Moves are those of `moves`. Somebody who stands nowhere any more, because the only entry was withdrawn or rejected,
    has none in `to`.
    """
    page = changes(connection, after, _AT_ONCE)
    if not page:
        return None
    before, now = moment(connection, after) or _NEVER, max(one.at for one in page)
    holders = _touched(connection, page, before, now)
    was, is_now = (
        by_pair(asof.positions(connection, known_at=at, holders=holders)) if holders else {} for at in (before, now)
    )
    return News(moves=[*compared(was, is_now), *_gone(was, is_now)], cursor=page[-1].cursor)


def _touched(connection: Connection, page: list[Change], before: str, now: str) -> set[str]:
    """The holders whose standing some changes may have changed."""
    entries = {one.entry for one in page if one.entry}
    renamed = {one.article for one in page if one.name}
    holders = {id for one in page for id in (one.actor, one.other) if id}
    for at in (before, now):
        articles = {one.article for one in page if one.article}
        for row in asof.entries(connection, "positions", known_at=at, article=articles):
            if row.id in entries or row.article_id in renamed:
                holders.add(row.subject_id)
    return holders


def _gone(was: Standings, is_now: Standings) -> list[ReportRow]:
    return [
        {
            "holder": standing[0].holder,
            "target": standing[0].target,
            "holder_id": pair[0],
            "target_id": pair[1],
            "from": [one.stance for one in standing],
            "to": [],
            "date": "",
            "words": "",
            "entries": [],
        }
        for pair, standing in sorted(was.items())
        if pair not in is_now
    ]
