"""Search: the articles and statements that have some words, with the words in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.ledger import asof, schema
from onrecord.ledger.rows import Row
from onrecord.ledger.search import KINDS, Hit, find
from onrecord.reports import ReportRow, report_place

_MASTHEAD = ("id", "label", "title", "outlet", "origin", "published")


def search(
    connection: Connection,
    words: str,
    *,
    kinds: Collection[str] = KINDS,
    limit: int = 20,
    after: int = 0,
    known_at: str | None = None,
) -> list[ReportRow]:
    """Articles and live statements that have all of some words, the best first, `limit` of them behind place `after`.

    A phrase in quotation marks stands as it is; copies of an article tell a statement once. `snippet` are words around the hits, `hits` their places in the snippet,
    `start` the snippet's place in the article's text (in the words of a statement), `who` a statement's speaker; the
    `place` of the last row is where the next page goes on `after`.
    """
    rows: list[ReportRow] = []
    while len(rows) < limit and (hits := find(connection, words, kinds=kinds, limit=limit, after=after)):
        rows += _live(connection, hits, known_at)
        after = hits[-1].place
    return rows[:limit]


def _live(connection: Connection, hits: list[Hit], known_at: str | None) -> Iterable[ReportRow]:
    """The hits that the ledger knew then and stands by; a statement in a copy only if the text that was read first lacks it."""
    said = {hit.article_id for hit in hits if hit.entry_id}
    told = _statements(connection, said, known_at)
    first = _statements(connection, {row.copy_of for row in told} - said, known_at)
    borne = {(row.article_id, *_saying(row)) for row in (*told, *first)}
    statements = {
        row.id: row for row in told if row.copy_of == row.article_id or (row.copy_of, *_saying(row)) not in borne
    }
    articles = _articles(connection, {hit.article_id for hit in hits if not hit.entry_id}, known_at)
    for hit in hits:
        if row := statements.get(hit.entry_id):
            yield {"kind": "statement", "who": row.subject, "who_id": row.subject_id, **report_place(row), **_seen(hit)}
        elif not hit.entry_id and hit.article_id in articles:
            yield {"kind": "article", "who": "", "who_id": "", **articles[hit.article_id], **_seen(hit)}


def _statements(connection: Connection, articles: Collection[str], known_at: str | None) -> list[Row]:
    return asof.entries(connection, "statements", known_at=known_at, article=articles) if articles else []


def _saying(row: Row) -> tuple[str, str]:
    return row.subject, " ".join(span["text"] for span in row.payload["content"])


def _articles(connection: Connection, ids: Collection[str], known_at: str | None) -> dict[str, ReportRow]:
    query = sa.select(*(schema.article.c[name] for name in _MASTHEAD)).where(schema.article.c.id.in_(ids))
    if known_at:
        query = query.where(schema.article.c.recorded_at <= known_at)
    return {
        row.id: {
            "entry": "",
            "article": row.id,
            "label": row.label,
            "title": row.title,
            "outlet": row.origin or row.outlet,
            "published": row.published,
        }
        for row in connection.execute(query)
    }


def _seen(hit: Hit) -> ReportRow:
    return {"snippet": hit.snippet, "start": hit.start, "hits": [list(one) for one in hit.hits], "place": hit.place}
