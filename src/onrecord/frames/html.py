"""Tables as a notebook shows them. Text has the notebook's own colour, so that they are read in the light and the dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from onrecord.entries import Stance
from onrecord.looks import LOOKS

#: Rows that are shown before the rest is only counted, and characters of a cell.
ROWS, CHARACTERS = 20, 200
#: Characters of a full day.
_DAY = 10
#: Columns whose cells are stances.
_STANCES = frozenset({"stance", "from", "to"})
_LEFT = "text-align:left;vertical-align:top"


def page_of(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A table with its title and its number of rows; everything in it is escaped."""
    heads = "".join(f'<th scope="col" style="{_LEFT}">{_head(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(_cell(name, row[name]) for name in columns)}</tr>" for row in rows[:ROWS])
    more = len(rows) - ROWS
    if more > 0:
        body += f'<tr><td colspan="{len(columns)}" style="{_LEFT}">... {more} more</td></tr>'
    count = f"{len(rows):,} row{'s' * (len(rows) != 1)}"
    caption = f'<caption style="{_LEFT}"><b>{escape(title)}</b>, {count}</caption>'
    # A dollar sign is money here, no formula.
    return (
        f'<table class="tex2jax_ignore mathjax_ignore">{caption}'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _head(name: str) -> str:
    return _chip(Stance(name)) if name in LOOKS else escape(name.replace("_", " "))


def _cell(name: str, value: Any) -> str:
    if name in _STANCES:
        told = value if isinstance(value, list) else [value]
        shown = " ".join(_chip(Stance(one)) if one in LOOKS else escape(str(one or "")) for one in told)
    else:
        shown = escape(_words(value))
    # A day would break at its hyphens.
    unbroken = ";white-space:nowrap" if isinstance(value, str) and len(value) <= _DAY else ""
    return f'<td style="{_LEFT}{unbroken}">{shown}</td>'


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(map(_words, value))
    if isinstance(value, float):
        return f"{round(value, 2):g}"
    text = "" if value is None else str(value)
    return text if len(text) <= CHARACTERS else f"{text[:CHARACTERS].rstrip()}…"


def _chip(stance: Stance) -> str:
    look = LOOKS[stance]
    style = f"background:{look.colour};color:{look.ink};padding:0 .4em;border-radius:.2em;white-space:nowrap"
    return f'<span style="{style}">{look.sign} {stance}</span>'
