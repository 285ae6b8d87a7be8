"""The editors' desk: what to look at first, and decisions as labels for training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.ledger import asof, picks, reviewing, schema
from onrecord.ledger.remembering import positions_on
from onrecord.registry import load_registry, rank
from onrecord.reports import ReportRow, position_row, targets_of

#: Positions that are weighed where no target is given.
_WEIGHED = 200


def queue(connection: Connection, *, target: str | None = None, limit: int = 20) -> list[ReportRow]:
    """Positions that nobody has reviewed, by doubt times weight.

    Doubt is what the reader lacks of being sure. Weight is how widely known the holder is, more where no other
    entry says the same. Without a target, the two hundred most doubtful are weighed.
    """
    if target is None:
        rows = asof.entries(connection, "positions", ids=picks.least_sure(limit=_WEIGHED))
        beside = asof.about(connection, {(row.subject_id, row.target_id) for row in rows})
    else:
        rows = beside = positions_on(connection, targets_of(connection, target, None))
    said = Counter((row.subject_id, row.target_id, row.payload["stance"]) for row in beside)
    registry = load_registry()
    found = []
    for row in rows:
        if row.reviewed:
            continue
        actor = registry.by_id(row.subject_id)
        weight = 1 + (rank(actor, row.day) / 6 if actor else 0)
        alone = 1 / said[row.subject_id, row.target_id, row.payload["stance"]]
        urgency = (1 - row.confidence) * weight * (0.5 + 0.5 * alone)
        found.append({**position_row(row), "urgency": round(urgency, 4)})
    return sorted(found, key=lambda row: (-row["urgency"], row["entry"]))[:limit]


def decided(connection: Connection, limit: int = 10) -> list[ReportRow]:
    """The last reviews, the latest first: what was decided on which entry (as printed), by whom and when."""
    review, entry = schema.review.c, schema.entry.c
    names = (review.id, review.entry_id, review.verdict, review.note, review.by, review.recorded_at)
    query = (
        sa.select(*names, entry.kind, entry.subject, entry.target)
        .join(schema.entry, entry.id == review.entry_id)
        .order_by(review.id.desc())
        .limit(limit)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def labels(connection: Connection) -> Iterator[ReportRow]:
    """Every decision that holds, as a label: the article, the entry's fields as the editor left them, the verdict.

    Evidence is given as offsets without text, so that labels can be shared where articles cannot.
    """
    decided = reviewing.decisions(connection)
    query = sa.select(schema.entry).where(schema.entry.c.id.in_(list(decided))).order_by(schema.entry.c.id)
    for row in connection.execute(query):
        decision = decided[row.id]
        payload = {**row.payload, **decision.amended}
        spans = {
            name: [[span["start"], span["end"]] for span in payload.pop(name)]
            for name in ("evidence", "content", "conditions")
            if name in payload
        }
        payload.pop("confidence", None)
        yield {
            "article": row.article_id,
            "entry": row.id,
            "kind": row.kind,
            "verdict": decision.verdict,
            "by": decision.by,
            "at": decision.at,
            **payload,
            **spans,
        }
