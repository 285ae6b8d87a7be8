"""As of a day: what the ledger held true then, and what it knew at a moment. Every query takes both clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.entries import BESIDE, Phase, Stance
from onrecord.ledger import schema
from onrecord.ledger.identity import Actors
from onrecord.ledger.reviewing import Decision, decisions, is_decided
from onrecord.ledger.rows import Row

#: What an endorsement yields to; an older or vaguer report does not undo it.
_UNDOES = frozenset({Stance.WITHDRAWS, Stance.DECLINES, Stance.OPPOSES})
_ARTICLE = ("label", "title", "outlet", "origin", "published", "url")


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

    @property
    def holder_id(self) -> str:
        """The holder's actor."""
        return self.rows[0].subject_id

    @property
    def target_id(self) -> str:
        """The target's actor, "" for a whole race."""
        return self.rows[0].target_id


def entries(
    connection: Connection,
    *kinds: str,
    as_of: str | None = None,
    known_at: str | None = None,
    article: str | Collection[str] | None = None,
    subjects: Collection[str] | None = None,
    targets: Collection[str] | None = None,
    since: str | None = None,
) -> list[Row]:
    """The live entries of some kinds (all if none is given), in order of publication.

    Names are identified and the editors' decisions applied. `article` is an article's id, or several; `subjects` and
    `targets` are actors' ids to keep; with `as_of` only what counts from a day up to that one is there, with `since`
    only what does from that one on (and what has no day at all).
    """
    table, actors = schema.entry, Actors(connection, known_at)
    seen = _latest_posting(known_at)
    query = (
        sa.select(
            table,
            *(schema.article.c[name] for name in _ARTICLE),
            sa.func.coalesce(schema.copy.c.of_id, table.c.article_id).label("copy_of"),
            seen.label("seen"),
            _bearer(table.c.subject, known_at).label("subject_id"),
            _bearer(table.c.target, known_at).label("target_id"),
        )
        .join(schema.article, schema.article.c.id == table.c.article_id)
        .outerjoin(schema.copy, schema.copy.c.article_id == table.c.article_id)
        .where(sa.or_(seen, is_decided(table.c.id)))
    )
    if article is not None:
        query = query.where(table.c.article_id.in_([article] if isinstance(article, str) else article))
    for column, ids in ((table.c.subject, subjects), (table.c.target, targets)):
        if ids is not None:
            family = {one for id in ids for one in actors.family(id)}
            query = query.where(table.c.id.in_(_borne_by(column, family)))
    # Where actors choose the entries, the kind is looked at below: a planner would take its index first.
    if kinds and subjects is None and targets is None:
        query = query.where(table.c.kind.in_(kinds))
    if as_of:  # entries with a day of their own, or one amended, are weighed below
        told = schema.article.c.published <= as_of
        query = query.where(sa.or_(told, table.c.date != "", is_decided(table.c.id)))
    decided = decisions(connection, known_at)
    told_rows = connection.execute(query).all()
    actors.learn(id for one in told_rows for id in (one.subject_id, one.target_id))
    found = []
    for one in told_rows:
        row = _row(dict(one._mapping), decided.get(one.id), actors) if not kinds or one.kind in kinds else None
        if row is None or (as_of and row.day > as_of) or (since and "" < row.day < since):
            continue
        if (subjects is None or row.subject_id in subjects) and (targets is None or row.target_id in targets):
            found.append(row)
    return sorted(found, key=lambda row: (row.published, row.article_id, row.id))


def learnt_at(connection: Connection) -> str | None:
    """The moment of the last thing that the ledger learnt, None if it is empty: the present, as its second clock has it.

    Writers on PostgreSQL may commit out of turn, so the last few rows of each table are looked at.
    """
    latest = [connection.execute(sa.select(sa.func.max(schema.article.c.recorded_at))).scalar()]
    for table in (schema.posting, schema.mention, schema.judgement, schema.review):
        last = sa.select(table.c.recorded_at).order_by(table.c.id.desc()).limit(100).subquery()
        latest.append(connection.execute(sa.select(sa.func.max(last.c.recorded_at))).scalar())
    return max(filter(None, latest), default=None)


def _latest_posting(known_at: str | None) -> Any:
    """Whether the latest posting of an entry says that it was seen; null if there was none yet."""
    table = schema.posting
    query = sa.select(table.c.seen).where(table.c.entry_id == schema.entry.c.id).order_by(table.c.id.desc()).limit(1)
    if known_at:
        query = query.where(table.c.recorded_at <= known_at)
    return query.correlate(schema.entry).scalar_subquery()


def _bearer(name: sa.Column[str], known_at: str | None) -> Any:
    """The actor whom a printed name of an entry's article stands for, by the latest judgement."""
    table = schema.mention
    query = (
        sa.select(table.c.actor_id)
        .where(table.c.article_id == schema.entry.c.article_id, table.c.name == name)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    if known_at:
        query = query.where(table.c.recorded_at <= known_at)
    return query.correlate(schema.entry).scalar_subquery()


def _borne_by(name: sa.Column[str], ids: Collection[str]) -> Any:
    """Entries in which a printed name stood for one of these actors once, or may be amended to them."""
    table, entry = schema.mention, schema.entry.alias()
    named = (
        sa.select(entry.c.id)
        .join(table, sa.and_(table.c.article_id == entry.c.article_id, table.c.name == entry.c[name.key]))
        .where(table.c.actor_id.in_(ids))
    )
    amended = sa.select(schema.review.c.entry_id).where(schema.review.c.verdict == "amended")
    return sa.union(named, amended)


def _row(fields: dict[str, Any], decision: Decision | None, actors: Actors) -> Row | None:
    """A row as the editors left it; None if they rejected it, or if nothing but a note keeps it."""
    seen = fields.pop("seen")
    verdict = decision.verdict if decision else ""
    if verdict == "rejected" or not (seen or verdict):
        return None
    if decision:
        fields["payload"] = {**fields["payload"], **decision.amended, "confidence": 1.0}
        fields["date"] = decision.amended.get("date", fields["date"])
        fields |= decision.renamed(fields["published"])
    for side in ("subject", "target"):
        fields[f"{side}_id"] = actors.usual(fields[f"{side}_id"]) if fields[f"{side}_id"] else ""
        fields[side] = actors.name(fields[f"{side}_id"], fields[side]) if fields[f"{side}_id"] else fields[side]
    return Row(**fields, reviewed=verdict)


def positions(
    connection: Connection,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    holders: Collection[str] | None = None,
    targets: Collection[str] | None = None,
) -> list[Standing]:
    """Every standing on a day (the latest if none is given), as far as it was known at a moment."""
    return _current(entries(connection, "positions", as_of=as_of, known_at=known_at, subjects=holders, targets=targets))


def positions_and_beside(
    connection: Connection,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    holders: Collection[str] | None = None,
    targets: Collection[str] | None = None,
    since: str | None = None,
) -> list[Standing]:
    """`positions`, then what is expected of holders and where they stood before, as far as no standing says the same.

    With `since` nothing that counts from an earlier day is looked at.
    """
    rows = entries(
        connection, "positions", as_of=as_of, known_at=known_at, subjects=holders, targets=targets, since=since
    )
    current = _current(rows)
    return [*current, *_beside(rows, {(one.holder_id, one.target_id, one.stance) for one in current})]


def _current(rows: Iterable[Row]) -> list[Standing]:
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.payload["phase"] == Phase.CURRENT:
            grouped[row.subject_id, row.target_id].append(row)
    return [one for rows in grouped.values() for one in stand(rows)]


def _beside(rows: Iterable[Row], now: set[tuple[str, str, Stance]]) -> list[Standing]:
    grouped: defaultdict[tuple[Phase, str, str, Stance], list[Row]] = defaultdict(list)
    for row in rows:
        key = row.subject_id, row.target_id, Stance(row.payload["stance"])
        if row.payload["phase"] != Phase.CURRENT and key not in now:
            grouped[Phase(row.payload["phase"]), *key].append(row)
    return [
        Standing(
            holder=rows[0].subject,
            target=rows[0].target,
            stance=stance,
            since=max((row.date for row in rows), default=""),
            rows=tuple(rows),
            phase=phase,
        )
        for (phase, _, _, stance), rows in grouped.items()
    ]


def stand(rows: Iterable[Row]) -> list[Standing]:
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
        Standing(
            holder=found[0].subject,
            target=found[0].target,
            stance=stance,
            since=found[0].date or found[0].day,
            rows=tuple(found),
        )
        for stance, found in standing.items()
    ]
