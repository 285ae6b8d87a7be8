"""Pictures for print and slides: Vega-Altair charts of a board, its course, a person and moves, as SVG or PNG.

Drawn by vl-convert, without a browser and without a network. Each stance has a colour and a shape of its own, so that a
picture survives colour blindness and a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import vl_convert
from sqlalchemy.engine import Connection

from onrecord.charts.boards import draw_board
from onrecord.charts.courses import draw_course
from onrecord.charts.dress import Chart, dressed
from onrecord.charts.lanes import draw_moves, draw_person
from onrecord.charts.questions import Question
from onrecord.errors import RefusedError
from onrecord.reports import people

__all__ = ["CHARTS", "KINDS", "Question", "draw", "render"]

#: The charts by name: a new one is a function and a row here.
CHARTS: dict[str, Callable[[Connection, Question], Chart]] = {
    "board": draw_board,
    "course": draw_course,
    "person": draw_person,
    "moves": draw_moves,
}
#: The kinds of files.
KINDS = ("svg", "png")


def draw(connection: Connection, chart: str, question: Question) -> dict[str, Any]:
    """A chart as a Vega-Lite specification.

    `RefusedError` for an unknown chart, a missing subject, or nothing to show; `MissingError` for a name that nobody in
    the ledger has.
    """
    if chart not in CHARTS:
        raise RefusedError(f"no chart {chart!r}; there are {', '.join(CHARTS)}")
    for asked in (question.target, question.name):
        if asked:
            people.known(connection, asked)
    spec: dict[str, Any] = dressed(CHARTS[chart](connection, question)).to_dict()
    return spec


def render(spec: dict[str, Any], kind: str) -> bytes:
    """A specification as an "svg" or a "png" (twice the resolution of a screen)."""
    if kind == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    if kind == "png":
        return vl_convert.vegalite_to_png(spec, scale=2)
    raise RefusedError(f"no picture of the kind {kind!r}; there are {', '.join(KINDS)}")
