"""Reviewing: what editors decide on entries. Every decision is a row with who and when; the machine's reading stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import codec, dates
from onrecord.errors import ConfigError, EvidenceError, IntakeError, OutdatedError, RefusedError
from onrecord.ledger import schema, turns
from onrecord.ledger.identity import identify
from onrecord.ledger.posting import now
from onrecord.model import Article, Block, BlockKind

#: Verdicts that decide; a "note" and an "undone" do not.
ACCEPTED, AMENDED, REJECTED = "accepted", "amended", "rejected"
_DECIDING = (ACCEPTED, AMENDED, REJECTED)
#: Fields that name somebody.
_SIDES = {"holder": "subject", "speaker": "subject", "subject": "subject", "target": "target"}

#: Fields that are ISO prefixes.
_DATES = frozenset({"date", "as_of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict that holds on an entry, with the fields that it changes."""

    number: int
    verdict: str
    amended: dict[str, Any]
    by: str
    at: str
    note: str

    def renamed(self, published: str) -> dict[str, str]:
        """Row fields for the parties that an amendment names anew."""
        fields = {}
        for name, side in _SIDES.items():
            if printed := self.amended.get(name):
                fields[side] = printed
                fields[f"{side}_id"] = identify([printed], "", published)[printed].actor_id
            elif name in self.amended:
                fields |= {side: "", f"{side}_id": ""}
        return fields


def accept(connection: Connection, entry_id: str, *, by: str, note: str = "", after: int | None = None) -> int:
    """Say that an entry is right as it was read. Returns the number of the new review row.

    `after` is the number of the last review that the editor has seen (0 for none): if there is a newer one,
    `OutdatedError`, so that two editors at once lose nothing.
    """
    return _enter(connection, entry_id, ACCEPTED, by=by, note=note, after=after)


def reject(connection: Connection, entry_id: str, *, by: str, note: str = "", after: int | None = None) -> int:
    """Say that an entry is wrong: no view shows it any more."""
    return _enter(connection, entry_id, REJECTED, by=by, note=note, after=after)


def amend(
    connection: Connection,
    entry_id: str,
    fields: dict[str, Any],
    *,
    by: str,
    note: str = "",
    after: int | None = None,
) -> int:
    """Say what an entry should be: `fields` in the exchange form, its spans at their place in the article.

    `RefusedError` if the entry would not be one. `after` as for `accept`.
    """
    entry, article = schema.entry, schema.article
    row = connection.execute(
        sa.select(entry.c.kind, entry.c.payload, article.c.text, article.c.blocks)
        .join(article, article.c.id == entry.c.article_id)
        .where(entry.c.id == entry_id)
    ).one()
    known = set(row.payload) - {"confidence"}
    if unknown := set(fields) - known:
        raise RefusedError(
            f"no field {', '.join(sorted(unknown))} in {row.kind} to amend; there are {', '.join(sorted(known))}"
        )
    try:
        amended = codec.decode_entry(row.kind, {**row.payload, **fields})
        told = {name: dates.parse(getattr(amended, name)) for name in _DATES & set(fields)}
        blocks = tuple(Block(start=start, end=end, kind=BlockKind(kind)) for start, end, kind in row.blocks)
        whole = Article(text=row.text, blocks=blocks)
        for span in amended.spans:
            whole.check(span)
    except (IntakeError, EvidenceError, ConfigError) as error:
        raise RefusedError(f"cannot amend {entry_id[:7]}: {error}") from None
    if codec.key_of(amended) != row.kind:
        raise RefusedError(f"cannot amend {entry_id[:7]}: it would be no more one of the {row.kind}")
    changed = {name: value for name, value in codec.encode_entry(amended).items() if name in fields} | told
    return _enter(connection, entry_id, AMENDED, by=by, note=note, after=after, amended=changed)


def note(connection: Connection, entry_id: str, words: str, *, by: str) -> int:
    """Put a note beside an entry, and decide nothing. `RefusedError` if it has no words."""
    if not words.strip():
        raise RefusedError(f"an empty note on {entry_id[:7]} says nothing; give it words")
    return _enter(connection, entry_id, "note", by=by, note=words, after=None)


def undo(connection: Connection, entry_id: str, *, by: str, note: str = "", after: int | None = None) -> int:
    """Take back the decision that holds on an entry; the one before it holds again."""
    held = decisions(connection).get(entry_id)
    if held is None:
        raise RefusedError(f"nothing to undo on {entry_id[:7]}: no decision holds on it")
    return _enter(connection, entry_id, "undone", by=by, note=note, after=after, undoes=held.number)


def _enter(
    connection: Connection,
    entry_id: str,
    verdict: str,
    *,
    by: str,
    note: str,
    after: int | None,
    amended: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int:
    if not by.strip():
        raise RefusedError("who decides? say so with --by NAME or ONRECORD_EDITOR")
    if after is not None:
        _take_turns(connection, entry_id)
        last = connection.execute(
            sa.select(sa.func.max(schema.review.c.id)).where(schema.review.c.entry_id == entry_id)
        ).scalar()
        if (last or 0) > after:
            raise OutdatedError(f"{entry_id[:7]} has been reviewed meanwhile; look at it again (`onrecord why`)")
    turns.take_last(connection)
    row = {
        "entry_id": entry_id,
        "verdict": verdict,
        "amended": amended or {},
        "undoes": undoes,
        "note": note,
        "by": by.strip(),
        "recorded_at": now(),
    }
    made = connection.execute(sa.insert(schema.review).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def _take_turns(connection: Connection, entry_id: str) -> None:
    """Let editors of one entry wait for each other. (SQLite, which has one writer at a time, knows no such lock.)"""
    connection.execute(
        sa.select(schema.entry.c.id).where(schema.entry.c.id == entry_id).with_for_update(key_share=True)
    )


def decisions(connection: Connection, known_at: str | None = None) -> dict[str, Decision]:
    """The decision that holds on each reviewed entry, as known at a moment."""
    query = sa.select(schema.review).order_by(schema.review.c.id)
    if known_at:
        query = query.where(schema.review.c.recorded_at <= known_at)
    rows = connection.execute(query).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    return {
        row.entry_id: Decision(
            number=row.id, verdict=row.verdict, amended=row.amended, by=row.by, at=row.recorded_at, note=row.note
        )
        for row in rows
        if row.verdict in _DECIDING and row.id not in undone
    }


def is_decided(entry_id: sa.Column[str]) -> sa.ColumnElement[bool]:
    """Whether any editor ever confirmed an entry: then a newer reading alone does not take it away."""
    table = schema.review
    return sa.exists().where(table.c.entry_id == entry_id, table.c.verdict.in_((ACCEPTED, AMENDED)))


def amended() -> sa.Select[Any]:
    """The ids of the entries that any editor ever amended: what they say now may be about anybody."""
    return sa.select(schema.review.c.entry_id).where(schema.review.c.verdict == AMENDED)


def history(connection: Connection, entry_id: str) -> list[dict[str, Any]]:
    """Every review row of an entry, in order."""
    query = sa.select(schema.review).where(schema.review.c.entry_id == entry_id).order_by(schema.review.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]
