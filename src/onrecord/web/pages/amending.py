"""The form with which an editor amends an entry: its fields as a form shows them, and as it sends them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.entries import Basis, EventPhase, Phase, Stance, StatementKind
from onrecord.errors import RefusedError

#: Fields that hold spans of the article; terms have the one they are asked of beside.
SPANS = ("evidence", "content", "conditions")
_CHOICES: dict[tuple[str, str], type] = {
    ("positions", "stance"): Stance,
    ("positions", "phase"): Phase,
    ("positions", "basis"): Basis,
    ("tallies", "stance"): Stance,
    ("statements", "kind"): StatementKind,
    ("events", "phase"): EventPhase,
}
_NUMBERS = {"number": int, "value": float, "previous": float, "lead": float}
_LISTS = ("via", "named", "who")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what a form shows in it, and its choices if it has any."""

    name: str
    value: str
    choices: tuple[str, ...] = ()

    @property
    def spans(self) -> bool:
        """Whether it holds spans, one a line: "start-end", for terms with "of ..." behind."""
        return self.name in SPANS


def fields_of(kind: str, payload: Mapping[str, Any]) -> list[Field]:
    """The fields of an entry as a form shows them, the evidence first."""
    names = sorted((name for name in payload if name != "confidence"), key=lambda name: name not in SPANS)
    return [
        Field(
            name=name,
            value=_shown(name, payload[name]),
            choices=tuple(map(str, _CHOICES[kind, name])) if (kind, name) in _CHOICES else (),  # type: ignore[call-overload]
        )
        for name in names
    ]


def _shown(name: str, value: Any) -> str:
    if name in SPANS:
        return "\n".join(f"{one['start']}-{one['end']}{' of ' + one['of'] if one.get('of') else ''}" for one in value)
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def changes(payload: Mapping[str, Any], told: Mapping[str, str], text: str) -> dict[str, Any]:
    """What a form changes of what was read, in the exchange form. `RefusedError` says which field cannot be understood.

    `told` is what the form sends, `text` the article's text, out of which spans are cut.
    """
    found = {}
    for name in payload:
        if name in told:
            value = _meant(name, told[name].replace("\r\n", "\n"), text)
            if value != payload[name]:
                found[name] = value
    return found


def _meant(name: str, told: str, text: str) -> Any:
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    if name in SPANS:
        return [_span(name, line, text) for line in lines]
    if name in _LISTS:
        return lines
    if name in _NUMBERS:
        try:
            return _NUMBERS[name](told) if told.strip() else None
        except ValueError:
            raise RefusedError(f"{name}: {told!r} is no number; leave it empty if none is told") from None
    return told.strip()


def _span(name: str, line: str, text: str) -> dict[str, Any]:
    places, _, of = line.partition(" of ")
    start, _, end = places.partition("-")
    if not (start.strip().isdecimal() and end.strip().isdecimal()):
        raise RefusedError(f"{name}: {line!r} is no span; select words of the article, or write start-end")
    left, right = int(start), int(end)
    span: dict[str, Any] = {"start": left, "end": right, "text": text[left:right]}
    return {**span, "of": of.strip()} if name == "conditions" else span
