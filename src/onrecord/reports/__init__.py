"""Reports: the ledger as rows that views, exports and programs read. Every report is a list of plain dicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.entries import Basis, Stance
from onrecord.errors import MissingError, RefusedError
from onrecord.ledger import asof, corroboration, judgements, picks, reviewing, schema
from onrecord.ledger.identity import Actors
from onrecord.ledger.remembering import positions_on, remembered
from onrecord.ledger.rows import Row
from onrecord.registry import contest_called, load_contests

ReportRow = dict[str, Any]
#: The order in which stances are shown, from for to against.
STANCES = tuple(Stance)
_RANKS: dict[str, int] = {stance: rank for rank, stance in enumerate(STANCES)}
_PHASES = {"current": 0, "expected": 1, "past": 2}
#: Bases, the strongest first.
BASES = tuple(map(str, Basis))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What every view can be asked for: the two clocks, and which entries count.

    `as_of` is an ISO day, `known_at` a moment; `basis`, `min_confidence` and `reviewed` leave out weaker entries.
    """

    as_of: str | None = None
    known_at: str | None = None
    basis: str | None = None
    min_confidence: float = 0.0
    reviewed: bool = False

    def keeps(self, row: Row) -> bool:
        """Whether an entry counts."""
        return (
            (not self.min_confidence or row.confidence >= self.min_confidence)
            and (self.basis is None or self.basis == row.payload.get("basis"))
            and (not self.reviewed or bool(row.reviewed))
        )

    def in_words(self) -> str:
        """The day and the filters that it asks for; "" if it asks for everything.

        >>> View(as_of="2024-07-23", basis="own words", min_confidence=0.5).in_words()
        'as of July 23, 2024; only own words; confidence of 0.5 or more'
        """
        parts = (
            f"as of {dates.in_words(self.as_of)}" if self.as_of else "",
            f"as known on {dates.in_words(self.known_at)}" if self.known_at else "",
            f"only {self.basis}" if self.basis else "",
            f"confidence of {self.min_confidence:g} or more" if self.min_confidence else "",
            "reviewed only" if self.reviewed else "",
        )
        return "; ".join(part for part in parts if part)


#: Everything, as it stands now.
NOW = View()


def board(
    connection: Connection,
    *,
    holder: str | None = None,
    target: str | None = None,
    contest: str | None = None,
    view: View = NOW,
) -> list[ReportRow]:
    """Who stands where: holder, target, stance, since, basis, terms, and how many articles and sources bear it.

    Behind those who stand somewhere now come those of whom it is expected, and those who stood there before. For a
    contest nothing counts that was told of a day before its first candidate entered, or behind its own.
    """
    told = positions(connection, holder=holder, target=target, contest=contest, view=view)
    return [standing_row(one) for one in standings(told, view)]


def positions(
    connection: Connection,
    *,
    holder: str | None = None,
    target: str | None = None,
    contest: str | None = None,
    view: View = NOW,
) -> list[Row]:
    """The positions that a board is made of, those too that do not count in the view."""
    on, clocks = (
        targets_of(connection, target, contest),
        {"as_of": in_time(contest, view).as_of, "known_at": view.known_at},
    )
    if on is not None and holder is None:
        return positions_on(connection, on, since=opens(contest), **clocks)
    by = judgements.find(connection, holder) if holder is not None else None
    return asof.entries(connection, "positions", subjects=by, targets=on, since=opens(contest), **clocks)


def standings(told: Collection[Row], view: View) -> list[asof.Standing]:
    """The standings that some positions make, each with those of them that count in the view, in a board's order."""
    found = []
    for one in asof.standings_and_beside(told):
        if all(map(view.keeps, one.rows)):
            found.append(one)
        elif kept := tuple(filter(view.keeps, one.rows)):
            found.append(one._replace(rows=kept))
    return sorted(found, key=lambda one: (_PHASES[one.phase], one.target, _RANKS[one.stance], one.since, one.holder))


def targets_of(connection: Connection, target: str | None, contest: str | None) -> list[str] | None:
    """The actors that a target's name or a contest's candidates mean; None for all. The target goes before."""
    if contest is not None and target is None:
        running = contest_called(contest, load_contests()).candidates
        return [id for one in running for id in judgements.find(connection, one.name, met=False)]
    return judgements.find(connection, target) if target is not None else None


def opens(contest: str | None) -> str | None:
    """The day from which positions count for a contest; None for no contest."""
    return contest_called(contest, load_contests()).opens if contest is not None else None


def in_time(contest: str | None, view: View) -> View:
    """A view that looks no further than the day on which a contest was decided."""
    if contest is None:
        return view
    day = contest_called(contest, load_contests()).day
    return replace(view, as_of=min(view.as_of or day, day))


def standing_row(one: asof.Standing) -> ReportRow:
    """A row of the board."""
    rows = one.rows
    terms = [(c["text"], c["of"]) for row in rows for c in row.payload["conditions"]]
    bases = {row.payload["basis"] for row in rows}
    return {
        "holder": one.holder,
        "target": one.target,
        "holder_id": one.holder_id,
        "target_id": one.target_id,
        "stance": one.stance,
        "phase": one.phase,
        "since": one.since,
        "basis": next(basis for basis in BASES if basis in bases),
        "terms": [text for text, _ in dict.fromkeys(terms)],
        "articles": len({row.article_id for row in rows}),
        "sources": list(corroboration.sources(rows)),
        "confidence": max([row.confidence for row in rows]),
        "reviewed": max([row.reviewed for row in rows]),
        "entries": [row.id for row in rows],
    }


def counts(
    connection: Connection, *, target: str | None = None, contest: str | None = None, view: View = NOW
) -> list[ReportRow]:
    """For each target ("" for a whole race) how many holders stand where, the most spoken of first."""
    told = positions(connection, target=target, contest=contest, view=view)
    return _counts(asof.standings(told), view)


@remembered
def targets(connection: Connection, *, limit: int, view: View = NOW) -> list[ReportRow]:
    """The `counts` of the targets of whom most was read. It is long work on a large ledger: kept until that changes."""
    standings: list[asof.Standing] = []
    for id in picks.most_told(connection, limit):
        ids = {"targets": [id]} if id else {"ids": picks.on_no_target()}
        told = asof.entries(connection, "positions", as_of=view.as_of, known_at=view.known_at, **ids)
        standings += [one for one in asof.standings(told) if one.target_id == id]
    return _counts(standings, view)


def _counts(standings: Iterable[asof.Standing], view: View) -> list[ReportRow]:
    rows: dict[tuple[str, str], ReportRow] = {}
    for one in standings:
        if any(view.keeps(row) for row in one.rows):
            about = {"target": one.target, "target_id": one.target_id}
            blank = {**about, **dict.fromkeys(map(str, STANCES), 0), "holders": 0}
            row = rows.setdefault((one.target_id, one.target), blank)
            row[one.stance] += 1
            row["holders"] += 1
    return sorted(rows.values(), key=lambda row: (-row["holders"], row["target"], row["target_id"]))


def most_told(connection: Connection, limit: int) -> list[ReportRow]:
    """The targets of whom most was read, the most first: `target`, `target_id`, and how many positions, by any day."""
    told, actors = picks.most_told(connection, limit), Actors(connection)
    actors.learn(told)
    return [
        {"target": actors.name(id) if id else "", "target_id": id, "positions": positions}
        for id, positions in told.items()
    ]


def who(connection: Connection, name: str, *, view: View = NOW) -> list[ReportRow]:
    """One person's positions and statements in order of time, each with its words and its article."""
    ids = judgements.find(connection, name)
    found = [
        row
        for row in asof.entries(
            connection, "positions", "statements", as_of=view.as_of, known_at=view.known_at, subjects=ids
        )
        if view.keeps(row)
    ]
    rows = [position_row(row) for row in found if row.kind == "positions"]
    said = [row for row in found if row.kind == "statements" and row.payload["kind"] != "indirect"]
    rows += [_utterance(group) for group in corroboration.utterances(said)]
    return sorted(rows, key=lambda row: (row["date"] or row["published"], row["kind"], row["entry"]))


def report_place(row: Row) -> ReportRow:
    return {
        "entry": row.id,
        "article": row.article_id,
        "label": row.label,
        "title": row.title,
        "outlet": row.origin or row.outlet,
        "published": row.published,
    }


def position_row(row: Row) -> ReportRow:
    payload = row.payload
    return {
        "kind": "position",
        "who": row.subject,
        "date": row.date,
        "stance": payload["stance"],
        "target": row.target,
        "phase": payload["phase"],
        "basis": payload["basis"],
        "via": [*payload["via"]],
        "terms": [c["text"] for c in payload["conditions"]],
        "words": row.words,
        "confidence": row.confidence,
        **report_place(row),
    }


def _utterance(group: list[Row]) -> ReportRow:
    """One utterance with all its reports; the earliest report gives the words."""
    first = group[0]
    days = [row.date for row in group if row.date]
    return {
        "kind": "statement",
        "who": first.subject,
        "date": days[0] if days else "",
        "words": " … ".join(span["text"] for span in first.payload["content"]),
        "to": next((row.payload["to"] for row in group if row.payload["to"]), ""),
        "via": first.payload["via"],
        "reports": [report_place(row) for row in group],
        "sources": list(corroboration.sources(group)),
        **report_place(first),
    }


def wants(connection: Connection, *, target: str | None = None, view: View = NOW) -> list[ReportRow]:
    """What those who withhold or support ask for, in their words."""
    rows = []
    told = positions_on(connection, targets_of(connection, target, None), as_of=view.as_of, known_at=view.known_at)
    for one in asof.standings(told):
        for row in filter(view.keeps, one.rows):
            for condition in row.payload["conditions"]:
                rows.append(
                    {
                        "holder": one.holder,
                        "stance": one.stance,
                        "target": one.target,
                        "asks": condition["text"],
                        "of": condition["of"],
                        **report_place(row),
                    }
                )
    return sorted(rows, key=lambda row: (row["target"], row["holder"], row["published"]))


def listed(connection: Connection, kind: str, *, view: View = NOW, limit: int | None = None) -> list[ReportRow]:
    """Tallies, polls (with leads) or events, in order of time: their own fields and their article.

    With `limit` only so many are looked at, those published last.
    """
    kinds = ("polls", "leads") if kind == "polls" else (kind,)
    ids = picks.last(*kinds, limit=limit, as_of=view.as_of) if limit else None
    found = [
        row
        for row in asof.entries(connection, *kinds, as_of=view.as_of, known_at=view.known_at, ids=ids)
        if view.keeps(row)
    ]
    return [figure_row(row) for row in sorted(found, key=lambda one: (one.day, one.id))]


def figure_row(row: Row) -> ReportRow:
    """A tally, a poll figure or an event: its own fields, its words, its article."""
    fields = {name: value for name, value in row.payload.items() if name != "evidence"}
    names = {"tallies": {"target": row.target}, "polls": {"subject": row.subject}, "leads": {"subject": row.subject}}
    return {**fields, **names.get(row.kind, {}), "words": row.words, **report_place(row)}


def articles(connection: Connection) -> list[ReportRow]:
    """Every article, with its masthead and how many live entries it has."""
    counts: defaultdict[str, int] = defaultdict(int)
    for row in asof.entries(connection):
        counts[row.article_id] += 1
    names = ("id", "label", "title", "outlet", "origin", "published", "url", "cites")
    query = sa.select(*(schema.article.c[name] for name in names)).order_by(schema.article.c.published)
    return [{**row._mapping, "entries": counts[row.id]} for row in connection.execute(query)]


def issues(connection: Connection) -> list[ReportRow]:
    """What went wrong, in order."""
    names = ("recorded_at", "level", "stage", "source", "message")
    query = sa.select(*(schema.issue.c[name] for name in names)).order_by(schema.issue.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def show(connection: Connection, article: str) -> ReportRow:
    """One article, by label or by the beginning of its id: its text, its blocks and its live entries."""
    found = one_row(connection, schema.article, article, "article", label=True)
    rows = asof.entries(connection, article=found["id"])
    listed = [{"entry": row.id, "type": row.kind, **row.payload} for row in rows]
    return {**found, "entries": sorted(listed, key=lambda row: row["evidence"][0]["start"])}


def why(connection: Connection, entry: str) -> ReportRow:
    """One entry, by the beginning of its id: fields, exact characters in context, chain, and every posting."""
    found = one_row(connection, schema.entry, entry, "entry")
    article = one_row(connection, schema.article, found["article_id"], "article")
    context = []
    for span in found["payload"]["evidence"]:
        start, end = span["start"], span["end"]
        context.append(
            {**span, "before": article["text"][max(0, start - 80) : start], "after": article["text"][end : end + 80]}
        )
    columns = (schema.posting.c.seen, schema.posting.c.reader, schema.posting.c.recorded_at)
    postings = connection.execute(
        sa.select(*columns).where(schema.posting.c.entry_id == found["id"]).order_by(schema.posting.c.id)
    )
    names = [name for name in (found["subject"], found["target"]) if name]
    held = schema.mention.c
    identities = connection.execute(
        sa.select(held.name, held.actor_id, held.confidence, held.reason, held.by, held.recorded_at)
        .where(held.article_id == found["article_id"], held.name.in_(names))
        .order_by(held.id)
    )
    copy = article["outlet"] or article["label"] or article["id"][:8]
    chain = [copy, *([article["origin"]] if article["origin"] else []), *found["payload"].get("via", [])]
    return {
        "entry": found["id"],
        "kind": found["kind"],
        "fields": {name: value for name, value in found["payload"].items() if name != "evidence"},
        "evidence": context,
        "chain": chain,
        "article": {name: article[name] for name in ("id", "label", "title", "outlet", "origin", "published", "url")},
        "identities": [dict(row._mapping) for row in identities],
        "reviews": reviewing.history(connection, found["id"]),
        "postings": [dict(row._mapping) for row in postings],
    }


def entry_called(connection: Connection, asked: str) -> str:
    """The id of the entry that begins so; `MissingError` if there is none, `RefusedError` if more than one."""
    return str(one_row(connection, schema.entry, asked, "entry")["id"])


def one_row(connection: Connection, table: sa.Table, asked: str, what: str, *, label: bool = False) -> ReportRow:
    """The row whose id begins so (or whose label is so); `MissingError` if there is none, `RefusedError` if more than one."""
    # Ids are hexadecimal; a range, unlike LIKE, is looked up in the index on every database.
    is_id = re.fullmatch("[0-9a-f]+", asked)
    fits = sa.and_(table.c.id >= asked, table.c.id < asked + "g") if is_id else sa.false()
    if label:
        fits = sa.or_(fits, table.c.label == asked)
    found = [dict(row._mapping) for row in connection.execute(sa.select(table).where(fits).limit(3))]
    if not found:
        where = (
            "`onrecord articles` lists what it holds" if label else "`onrecord show ARTICLE` tells those of an article"
        )
        raise MissingError(f"no {what} {asked!r} in this ledger; {where}")
    if len(found) > 1:
        raise RefusedError(f"{asked!r} fits more than one {what}; give more of its id")
    return found[0]
