"""JSON lines: every entry of every kind, one a line, with who its parties are and with its article."""

from __future__ import annotations

import json
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.exports import selection
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

#: The field of each kind that names its subject, as printed.
SUBJECTS = {"positions": "holder", "statements": "speaker", "polls": "subject", "leads": "subject"}


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """The entries in order of publication: the codebook's fields as read or amended, names as printed."""
    for article, rows in selection.by_article(connection, view=view, target=target, contest=contest):
        for row in rows:
            out.write(json.dumps(_line(article, row), ensure_ascii=False).encode() + b"\n")


def _line(article: ReportRow, row: Row) -> dict[str, Any]:
    return {
        "entry": row.id,
        "type": row.kind,
        **row.payload,
        "identities": _identities(row),
        "day": row.day,
        "reviewed": row.reviewed,
        "article": {**article, "copy_of": row.copy_of if row.copy_of != row.article_id else ""},
    }


def _identities(row: Row) -> dict[str, dict[str, str]]:
    """Who the parties are: id and usual name of each that is an actor."""
    parties = {
        SUBJECTS.get(row.kind, ""): (row.subject_id, row.subject),
        "target": (row.target_id, row.target),
    }
    return {field: {"id": id, "name": name} for field, (id, name) in parties.items() if id}
