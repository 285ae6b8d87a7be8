"""As of a day: what the ledger held true then, and what it knew at a moment. Every query takes both clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.entries import BESIDE, Phase, Stance
from onrecord.ledger import schema
from onrecord.ledger.identity import Actors
from onrecord.ledger.picks import Pick
from onrecord.ledger.reviewing import Decision, amended, decisions, is_decided
from onrecord.ledger.rows import Row

_NAMED: dict[str, Stance] = {stance.value: stance for stance in Stance}
#: What an endorsement yields to; an older or vaguer report does not undo it.
_UNDOES = frozenset({Stance.WITHDRAWS, Stance.DECLINES, Stance.OPPOSES})
#: How much more is told of a target than of a holder.
_FAMOUS = 30
#: Actors, and entries, that one query asks for.
_AT_ONCE = 2_000
#: The columns of an entry and of its article, in the order of a row's fields.
_ENTRY = ("id", "kind", "subject", "target", "date", "payload", "article_id")
_ARTICLE = ("label", "title", "outlet", "origin", "published", "url")


# A tuple, as `Row` is: a board makes thousands of them.
class Standing(NamedTuple):
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
    ids: Collection[str] | Pick | None = None,
    since: str | None = None,
) -> list[Row]:
    """The live entries of some kinds (all if none is given), in order of publication.

    Names are identified and the editors' decisions applied. `article` is an article's id, or several; `subjects` and
    `targets` are actors' ids to keep, `ids` entries' (or a pick); with `as_of` only what counts from a day up to that one is there,
    with `since` only what does from that one on (and what has no day at all).
    """
    table, actors = schema.entry, Actors(connection, known_at)
    query = (
        sa.select(
            *(table.c[name] for name in _ENTRY),
            *(schema.article.c[name] for name in _ARTICLE),
            _bearer(table.c.subject, known_at),
            _bearer(table.c.target, known_at),
            sa.func.coalesce(schema.copy.c.of_id, table.c.article_id),
            _latest_posting(known_at),
        )
        .join(schema.article, schema.article.c.id == table.c.article_id)
        .outerjoin(schema.copy, schema.copy.c.article_id == table.c.article_id)
    )
    if article is not None:
        query = query.where(table.c.article_id.in_([article] if isinstance(article, str) else article))
    if ids is not None:
        query = query.where(table.c.id.in_(ids))
    sides = {table.c.subject: subjects, table.c.target: targets}
    families = {
        side: {one for id in kept for one in actors.family(id)} for side, kept in sides.items() if kept is not None
    }
    if kinds:  # where actors choose, a planner shall not take the kind's index first
        kind = sa.func.coalesce(table.c.kind, "") if families else table.c.kind
        query = query.where(kind.in_(kinds))
    if since and not families and article is None and ids is None:
        query = query.where(table.c.id.in_(_told_since(since)))
    elif since:
        query = query.where(_counts_since(since, table, schema.article) | table.c.id.in_(amended()))
    if as_of:  # entries with a day of their own, or one amended, are weighed below
        told = schema.article.c.published <= as_of
        query = query.where(sa.or_(told, table.c.date != "", is_decided(table.c.id)))
    queries = [_naming(query, families), query.where(table.c.id.in_(amended()))] if families else [query]
    read: dict[str, tuple[Row, bool | None]] = {}
    for some in queries:
        for *fields, seen in connection.execute(some).all():
            read[fields[0]] = Row(*fields), seen
    decided = decisions(connection, known_at)
    actors.learn(id for one, _ in read.values() for id in (one.subject_id, one.target_id))
    found = []
    for id, (one, seen) in read.items():
        row = _as_left(one, seen, decided.get(id), actors)
        if row is None or (as_of and row.day > as_of) or (since and "" < row.day < since):
            continue
        if (subjects is None or row.subject_id in subjects) and (targets is None or row.target_id in targets):
            found.append(row)
    return in_order(found)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows in order of publication."""
    return sorted(rows, key=lambda row: (row.published, row.article_id, row.id))


def learnt_at(connection: Connection) -> str | None:
    """The moment of the last thing that the ledger learnt, None if it is empty: the present, as its second clock has it.

    Writers on PostgreSQL may commit out of turn, so the last few rows of each table are looked at.
    """
    latest = [connection.execute(sa.select(sa.func.max(schema.article.c.recorded_at))).scalar()]
    for table in (schema.posting, schema.mention, schema.judgement, schema.review):
        last = sa.select(table.c.recorded_at).order_by(table.c.id.desc()).limit(100).subquery()
        latest.append(connection.execute(sa.select(sa.func.max(last.c.recorded_at))).scalar())
    return max(filter(None, latest), default=None)


def about(
    connection: Connection,
    pairs: Collection[tuple[str, str]],
    *,
    as_of: str | None = None,
    known_at: str | None = None,
) -> list[Row]:
    """Every position of some holders on some targets: `pairs` of their actors' ids, "" for a whole race."""
    actors, wanted = Actors(connection, known_at), set(pairs)
    ids = set(connection.execute(amended()).scalars())
    holders, on = ({one for id in {pair[side] for pair in wanted} for one in actors.family(id)} for side in (0, 1))
    for some in _parts(holders):
        for id, holder, target in connection.execute(_bearers(some, on, connection.dialect.name)).all():
            if (actors.usual(holder), actors.usual(target)) in wanted:
                ids.add(id)
    parts = (entries(connection, "positions", as_of=as_of, known_at=known_at, ids=some) for some in _parts(ids))
    return [row for part in parts for row in part if (row.subject_id, row.target_id) in wanted]


def _parts(ids: Collection[str]) -> Iterator[list[str]]:
    """Ids in lists that one query can ask for."""
    order = sorted(ids)
    return (order[at : at + _AT_ONCE] for at in range(0, len(order), _AT_ONCE))


def _bearers(holders: Collection[str], targets: Collection[str], dialect: str) -> Any:
    """Entries whose two names stood for such actors once: id, the subject's actor, the target's ("" for none).

    PostgreSQL looks both sides up and joins them by article. In SQLite, which only nests its joins, one side is looked
    up, that of the fewer rows, and the other only compared.
    """
    entry, held, on = schema.entry.c, schema.mention.alias(), schema.mention.alias()
    by_both = "" not in targets and dialect == "postgresql"
    by_target = "" not in targets and len(targets) * _FAMOUS < len(holders)
    holder: Any = held.c.actor_id if by_both or not by_target else sa.func.coalesce(held.c.actor_id, "")
    target: Any = on.c.actor_id if by_both or by_target else sa.func.coalesce(on.c.actor_id, "")
    named = sa.and_(on.c.article_id == entry.article_id, on.c.name == entry.target)
    return (
        sa.select(entry.id, holder, target)
        .join(held, sa.and_(held.c.article_id == entry.article_id, held.c.name == entry.subject))
        .join(on, named, isouter="" in targets)
        .where(holder.in_(holders), target.in_(targets))
    )


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


def _naming(query: sa.Select[Any], families: Mapping[sa.Column[str], Collection[str]]) -> sa.Select[Any]:
    """The entries in which printed names stood for one of some actors once, perhaps one of them twice.

    Of two sides the first, the holders', is looked up and the other only compared: of a famous target far more is told.
    """
    entry, first = schema.entry.c, next(iter(families))
    for side, ids in families.items():
        table = schema.mention.alias()
        query = query.join(table, sa.and_(table.c.article_id == entry.article_id, table.c.name == side))
        actor = table.c.actor_id if side is first else sa.func.coalesce(table.c.actor_id, "")
        query = query.where(actor.in_(ids))
    return query


def _told_since(since: str) -> Any:
    """Entries that count from a day on, or may do so: a month or a year counts from its first day."""
    entry, article = schema.entry.alias(), schema.article.alias()

    dated = sa.select(entry.c.id).where(entry.c.date != schema.NOTHING, _late(entry.c.date, since))
    undated = sa.select(entry.c.id).join(article, article.c.id == entry.c.article_id)
    undated = undated.where(_is_undated_since(since, entry, article))
    return sa.union(dated, undated, amended())


def _counts_since(since: str, entry: sa.Table, article: sa.Table) -> sa.ColumnElement[bool]:
    """Whether an entry, as it was read, counts from a day on."""
    return _late(entry.c.date, since) | _is_undated_since(since, entry, article)


def _is_undated_since(since: str, entry: sa.FromClause, article: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether an entry has no day of its own, and its article counts from a day on or has none either."""
    return (entry.c.date == "") & (_late(article.c.published, since) | (article.c.published == ""))


def _late(day: sa.ColumnElement[str], since: str) -> sa.ColumnElement[bool]:
    return sa.or_(day >= since, day.in_((since[:7], since[:4])))


def _as_left(row: Row, seen: bool | None, decision: Decision | None, actors: Actors) -> Row | None:
    """A row as it was read, as the editors left it; None if they rejected it, or if nothing but a note keeps it."""
    if decision is None:
        if not seen:
            return None
    elif decision.verdict == "rejected" or not (seen or decision.verdict):
        return None
    else:
        payload = {**row.payload, **decision.amended, "confidence": 1.0}
        date = decision.amended.get("date", row.date)
        row = row._replace(payload=payload, date=date, reviewed=decision.verdict, **decision.renamed(row.published))
    subject_id, subject = actors.bearer(row.subject_id, row.subject)
    target_id, target = actors.bearer(row.target_id, row.target)
    if (subject_id, subject, target_id, target) == (row.subject_id, row.subject, row.target_id, row.target):
        return row  # as most are: printed by their usual names
    return row._replace(subject_id=subject_id, subject=subject, target_id=target_id, target=target)


def positions(
    connection: Connection,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    holders: Collection[str] | None = None,
    targets: Collection[str] | None = None,
) -> list[Standing]:
    """Every standing on a day (the latest if none is given), as far as it was known at a moment."""
    return standings(
        entries(connection, "positions", as_of=as_of, known_at=known_at, subjects=holders, targets=targets)
    )


def standings_and_beside(rows: Iterable[Row]) -> list[Standing]:
    """`standings`, then what is expected of holders and where they stood before, as far as no standing says the same."""
    current, others = list[Row](), list[Row]()
    for row in rows:
        (current if row.payload["phase"] == Phase.CURRENT else others).append(row)
    found = standings(current)
    if not others:  # of a famous target the set below is long to make
        return found
    return found + _beside(others, {(one.holder_id, one.target_id, one.stance) for one in found})


def standings(rows: Iterable[Row]) -> list[Standing]:
    """The standings that positions of any holders on any targets leave, one holder and target after the other."""
    return [one for pair in pairs(rows) for one in stand(pair)]


def pairs(rows: Iterable[Row]) -> Collection[list[Row]]:
    """What tells where somebody stands, in one list for each holder and target."""
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.payload["phase"] == Phase.CURRENT:
            grouped[row.subject_id, row.target_id].append(row)
    return grouped.values()


def _beside(rows: Iterable[Row], now: set[tuple[str, str, Stance]]) -> list[Standing]:
    grouped: defaultdict[tuple[Phase, str, str, Stance], list[Row]] = defaultdict(list)
    for row in rows:
        key = row.subject_id, row.target_id, Stance(row.payload["stance"])
        if key not in now:
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


def stand(rows: Sequence[Row]) -> list[Standing]:
    """The standing that some reports of one holder on one target leave: the latest, and what stands beside it."""
    return [
        Standing(found[0].subject, found[0].target, stance, found[0].date or found[0].day, tuple(found))
        for stance, found in borne(rows).items()
    ]


def borne(rows: Sequence[Row]) -> dict[Stance, list[Row]]:
    """The stances that `stand` finds, each with the reports that bear it."""
    if len(rows) == 1:  # as most are
        return {_NAMED[rows[0].payload["stance"]]: [*rows]}
    standing: dict[Stance, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.published, row.id)):
        stance = _NAMED[row.payload["stance"]]
        if stance in standing:
            standing[stance].append(row)
        elif Stance.ENDORSES in standing and stance not in _UNDOES:
            if stance is Stance.SUPPORTS:
                standing[Stance.ENDORSES].append(row)
        elif stance in BESIDE and set(standing) <= set(BESIDE):
            standing[stance] = [row]
        else:
            standing = {stance: [row]}
    return standing
