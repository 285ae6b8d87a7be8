"""Press: who told what first, which reports are copies, and what else an article stands beside."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.ledger import asof, corroboration, schema
from onrecord.ledger.remembering import remembered
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View, report_place


def tellings(rows: list[Row]) -> list[ReportRow]:
    """Reports of one thing (as `told_with` finds them), the earliest first.

    `first` is the one that all others follow; `again` marks a text that an earlier report had already.
    """
    texts: set[str] = set()
    told: list[ReportRow] = []
    for one in sorted(rows, key=lambda one: (one.published or "9999", one.article_id, one.id)):
        text = one.copy_of or one.article_id
        told.append(
            {
                "words": one.words,
                "basis": one.payload.get("basis", ""),
                "via": one.payload.get("via", []),
                "confidence": one.confidence,
                "again": text in texts,
                "first": not told,
                **report_place(one),
            }
        )
        texts.add(text)
    return told


def told_with(connection: Connection, row: Row, *, view: View = NOW) -> list[Row]:
    """Every entry that says what one says: positions of one holder, target, stance and phase; one utterance's reports.

    An entry of another kind stands alone.
    """
    if row.kind == "positions":
        return _same_position(connection, row, view)
    return _same_utterance(connection, row, view) if row.kind == "statements" else [row]


def _same_position(connection: Connection, row: Row, view: View) -> list[Row]:
    found = asof.entries(
        connection,
        "positions",
        as_of=view.as_of,
        known_at=view.known_at,
        subjects=[row.subject_id],
        targets=[row.target_id] if row.target_id else None,
    )
    about = [row.target_id, row.payload["stance"], row.payload["phase"]]
    return [one for one in found if [one.target_id, one.payload["stance"], one.payload["phase"]] == about]


def _same_utterance(connection: Connection, row: Row, view: View) -> list[Row]:
    if row.payload["kind"] == "indirect" or not row.subject_id:
        return [row]
    said = asof.entries(connection, "statements", as_of=view.as_of, known_at=view.known_at, subjects=[row.subject_id])
    groups = corroboration.utterances([one for one in said if one.payload["kind"] != "indirect"])
    return next((group for group in groups if any(one.id == row.id for one in group)), [row])


def copies(connection: Connection, article_id: str) -> list[ReportRow]:
    """Articles with (nearly) the text of one, the earliest read first, without the one itself; `of` is that earliest."""
    article, copy = schema.article, schema.copy
    root = connection.execute(sa.select(copy.c.of_id).where(copy.c.article_id == article_id)).scalar() or article_id
    same = connection.execute(sa.select(copy.c.article_id).where(copy.c.of_id == root)).scalars()
    names = ("id", "label", "title", "outlet", "published")
    query = (
        sa.select(*(article.c[name] for name in names), copy.c.likeness)
        .select_from(article)
        .outerjoin(copy, copy.c.article_id == article.c.id)
        .where(article.c.id.in_([root, *same]), article.c.id != article_id)
        .order_by(article.c.recorded_at, article.c.id)
    )
    return [{**row._mapping, "of": root} for row in connection.execute(query)]


def latest(
    connection: Connection, limit: int, *, after: int = 0, outlet: str = "", view: View = NOW
) -> list[ReportRow]:
    """The articles published last (by one outlet, if it is given), `limit` of them behind the first `after`."""
    names = ("id", "label", "title", "outlet", "origin", "published", "cites")
    query = sa.select(*(schema.article.c[name] for name in names))
    query = query.order_by(schema.article.c.published.desc(), schema.article.c.id).limit(limit).offset(after)
    if outlet:
        query = query.where(schema.article.c.outlet == outlet)
    return [dict(row._mapping) for row in connection.execute(_in_time(query, view))]


def outlets(connection: Connection, view: View = NOW) -> dict[str, int]:
    """How many articles of each outlet were read, the most first."""
    name, count = schema.article.c.outlet, sa.func.count()
    query = sa.select(name, count).group_by(name).order_by(count.desc(), name)
    return {row[0]: row[1] for row in connection.execute(_in_time(query, view))}


def _in_time(query: sa.Select[Any], view: View) -> sa.Select[Any]:
    """The articles that were published by the view's day, and read by its moment."""
    if view.as_of:
        query = query.where(schema.article.c.published <= view.as_of)
    return query.where(schema.article.c.recorded_at <= view.known_at) if view.known_at else query


@remembered
def size(connection: Connection) -> ReportRow:
    """How many articles and outlets were read, and how many entries were ever read out of them."""
    outlets = sa.select(schema.article.c.outlet).distinct().subquery()  # PostgreSQL would sort a distinct count
    # Rows, not ids: SQLite counts those without looking into them.
    counted = {"articles": schema.article, "outlets": outlets, "entries": schema.entry}
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for name, table in counted.items()
    }


def reach(connection: Connection, articles: int, until: str | None = None) -> str:
    """The day from which on so many articles were published (up to a day, if one is given): how far a page looks back.

    "" if there are fewer.
    """
    day = schema.article.c.published
    query = sa.select(day).where(day != "", day <= until if until else sa.true()).order_by(day.desc())
    found = connection.execute(query.offset(articles).limit(1)).scalar() or ""
    return dates.first_day(found)


def last_published(connection: Connection) -> str:
    """The day of the latest article, as it is told; "" if none has a day."""
    return connection.execute(sa.select(sa.func.max(schema.article.c.published))).scalar() or ""
