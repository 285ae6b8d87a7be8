"""Records to JSON and back: the exchange form, one object an article, field for field as in the codebook."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError, with_config

from onrecord.entries import (
    Condition,
    Entry,
    Event,
    PollFigure,
    Position,
    Record,
    Statement,
    Tally,
)
from onrecord.errors import IntakeError
from onrecord.model import Article, Block, Issue, Span

#: Where each type of entry stands in the exchange form. Leads are kept apart from poll figures.
KEYS: dict[str, type[Entry]] = {
    "positions": Position,
    "statements": Statement,
    "tallies": Tally,
    "polls": PollFigure,
    "leads": PollFigure,
    "events": Event,
}

_TYPES = (Span, Block, Article, Issue, Condition, *dict.fromkeys(KEYS.values()))
# The types below the codec know nothing of pydantic; an unknown key would vanish silently without this.
_ADAPTERS: dict[type, TypeAdapter[Any]] = {
    kind: TypeAdapter(kind) for kind in [with_config(extra="forbid")(kind) for kind in _TYPES]
}


def key_of(entry: Entry) -> str:
    """The exchange form's key for an entry: "positions", "statements", ..."""
    if isinstance(entry, PollFigure):
        return "polls" if entry.value is not None else "leads"
    return next(key for key, kind in KEYS.items() if type(entry) is kind)


def encode_entry(entry: Entry) -> dict[str, Any]:
    """One entry as JSON values; a condition is its span with `of` beside it."""
    row: dict[str, Any] = _plain(entry)
    for condition in row.get("conditions", ()):
        condition.update(condition.pop("span"))
    return row


def decode_entry(key: str, row: Mapping[str, Any]) -> Entry:
    """The entry that `encode_entry` wrote; `IntakeError` if the row is none."""
    row = dict(row)
    if isinstance(row.get("conditions"), list | tuple):
        row["conditions"] = [_nested(one) for one in row["conditions"]]
    entry: Entry = _decode(KEYS[key], row)
    return entry


def _nested(condition: Any) -> Any:
    """A condition as its type has it; what is none is left for the adapter to refuse."""
    if not isinstance(condition, Mapping):
        return condition
    span = {name: value for name, value in condition.items() if name != "of"}
    return {"span": span, "of": condition.get("of", "")}


def encode(record: Record) -> dict[str, Any]:
    """A record in the exchange form. `id` is the label that the source gave, else the article's own id."""
    article = _plain(record.article)
    label = article.pop("label")
    row: dict[str, Any] = {"id": label or record.article.id, "article": record.article.id, "label": label, **article}
    for key in KEYS:
        row[key] = [encode_entry(entry) for entry in record.entries if key_of(entry) == key]
    row["issues"] = [_plain(issue) for issue in record.issues]
    row["reader"] = record.reader
    return row


def decode(row: Mapping[str, Any]) -> Record:
    """The record that `encode` wrote; entries come back grouped by kind. Raises `IntakeError`."""
    names = {field.name for field in dataclasses.fields(Article)}
    known = names | set(KEYS) | {"id", "article", "issues", "reader"}
    if unknown := set(row) - known:
        raise IntakeError(
            f"unknown keys in a record: {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}"
        )
    article: Article = _decode(Article, {name: row[name] for name in names if name in row})
    if row.get("article", article.id) != article.id:
        raise IntakeError(f"record {row.get('id')}: its text is not the one that its article id was made from")
    entries = tuple(decode_entry(key, entry) for key in KEYS for entry in row.get(key, ()))
    for entry in entries:
        for span in entry.spans:
            article.check(span)
    issues = tuple(_decode(Issue, issue) for issue in row.get("issues", ()))
    return Record(article=article, entries=entries, issues=issues, reader=row.get("reader", ""))


def to_line(record: Record) -> str:
    """A record as one line of JSONL, without the line end."""
    return json.dumps(encode(record), ensure_ascii=False)


def _decode(kind: type, row: Mapping[str, Any]) -> Any:
    try:
        return _ADAPTERS[kind].validate_python(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise IntakeError(f"no valid {kind.__name__}: {where}: {first['msg']}") from None


def _plain(value: Any) -> Any:
    """`value` as JSON values: dataclasses as objects, tuples as lists, so that what is written equals what is read."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    kind: Any = type(value)
    if names := _field_names(kind):
        return {name: _plain(getattr(value, name)) for name in names}
    return value


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
