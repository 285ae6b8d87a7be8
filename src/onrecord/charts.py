"""Pictures for print and slides: Vega-Altair charts of a board, its course, a person and moves, as SVG or PNG.

Drawn by vl-convert, without a browser and without a network. Each stance has a colour and a shape of its own, so that a
picture survives colour blindness and a black-and-white printer.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert
from sqlalchemy.engine import Connection

from onrecord.errors import RefusedError
from onrecord.reports import NOW, STANCES, ReportRow, View, board, courses, moves

#: Colour and shape of each stance, from for to against; the colours are those of the web pages.
LOOKS = {
    "endorses": ("#1f3b80", "circle"),
    "supports": ("#1296d6", "square"),
    "withholds": ("#bc870b", "triangle-right"),
    "declines": ("#a04a08", "diamond"),
    "opposes": ("#7a0f1c", "triangle-down"),
    "withdraws": ("#8b3dc6", "cross"),
}
#: Names that a column of a board holds before the rest is only counted, and holders whose moves fit one picture.
COLUMN, LINES = 40, 60
_INK, _FAINT, _SANS = "#17181c", "#666972", "Helvetica Neue, Liberation Sans, Arial, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a picture is asked for; a picture takes what concerns it and refuses what it lacks."""

    target: str | None = None
    contest: str | None = None
    name: str | None = None
    since: str | None = None
    view: View = NOW

    @property
    def about(self) -> str:
        """Its subject with its day, for a heading."""
        subject = self.target or self.contest or self.name or "everybody"
        return f"{subject}, {self.view.as_of}" if self.view.as_of else subject


Draw = Callable[[Connection, Question], alt.Chart | alt.LayerChart]


def draw(connection: Connection, chart: str, question: Question) -> dict[str, Any]:
    """A chart as a Vega-Lite specification. `RefusedError` for an unknown chart, one with nothing to show, or no subject."""
    if chart not in CHARTS:
        raise RefusedError(f"no chart {chart!r}; there are {', '.join(CHARTS)}")
    spec: dict[str, Any] = _dressed(CHARTS[chart](connection, question)).to_dict()
    return spec


def render(spec: dict[str, Any], kind: str) -> bytes:
    """A specification as an "svg" or a "png" (twice the resolution of a screen)."""
    if kind == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    if kind == "png":
        return vl_convert.vegalite_to_png(spec, scale=2)
    raise RefusedError(f"no picture of the kind {kind!r}; there are svg, png")


def draw_board(connection: Connection, question: Question) -> alt.LayerChart:
    """Who stands where now: a column a stance, a name a line."""
    _needs(question.target or question.contest, "board", "--target or --contest")
    rows = [
        row
        for row in board(connection, target=question.target, contest=question.contest, view=question.view)
        if row["phase"] == "current"
    ]
    _refuse_empty(rows, question)
    several = len({row["target"] for row in rows}) > 1
    height, lines = Counter[str](), []
    for row in rows:
        height[row["stance"]] += 1
        if height[row["stance"]] <= COLUMN:
            words = f"{row['holder']} → {row['target']}" if several else row["holder"]
            lines.append({"stance": row["stance"], "line": height[row["stance"]], "words": words})
    lines += [
        {"stance": stance, "line": COLUMN + 1, "words": f"and {count - COLUMN} more"}
        for stance, count in height.items()
        if count > COLUMN
    ]
    heads = [{"stance": stance, "line": 0, "words": f"{stance} {count}"} for stance, count in height.items()]
    shown = [stance for stance in map(str, STANCES) if stance in height]
    across = alt.X("stance:N", sort=shown, axis=None)
    down = alt.Y(
        "line:Q", axis=None, scale=alt.Scale(reverse=True, domain=[-0.5, min(max(height.values()), COLUMN) + 1.5])
    )
    names = alt.Chart(alt.Data(values=lines)).encode(x=across, y=down)
    width = 250 if several else 170
    picture = (
        names.mark_point(filled=True, opacity=1, size=45, xOffset=-width / 2 + 12).encode(
            color=_colour(None), shape=_shape(None)
        )
        + names.mark_text(align="left", xOffset=-width / 2 + 22, color=_INK).encode(text="words:N")
        + alt.Chart(alt.Data(values=heads))
        .mark_text(align="left", fontWeight="bold", fontSize=13, xOffset=-width / 2 + 6)
        .encode(x=across, y=down, text="words:N", color=_colour(None))
    )
    tall = 17 * (min(max(height.values()), COLUMN) + 2)
    return picture.properties(width=width * len(shown), height=tall, title=f"Where they stand on {question.about}")


def draw_course(connection: Connection, question: Question) -> alt.Chart:
    """How many stood where over time."""
    _needs(question.target or question.contest, "course", "--target or --contest")
    days = courses.course(connection, target=question.target, contest=question.contest, view=question.view)
    _refuse_empty(days, question)
    if question.view.as_of:
        days = [row for row in days if row["date"] <= question.view.as_of]
        _refuse_empty(days, question)
    last = question.view.as_of or _end([row["date"] for row in days])
    rows = [
        {"date": day, "stance": stance, "holders": row[stance], "order": order}
        for day, row in (*((row["date"], row) for row in days), (last, days[-1]))
        for order, stance in enumerate(map(str, STANCES))
        if any(one[stance] for one in days)
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_area(interpolate="step-after")
        .encode(
            x=_time("date:T"),
            y=alt.Y("holders:Q", stack=True, title="holders"),
            color=_colour("stance"),
            order="order:Q",
        )
        .properties(width=640, height=280, title=f"How many stood where on {question.about}")
    )


def draw_person(connection: Connection, question: Question) -> alt.LayerChart:
    """Where one holder stood on each target, from when to when."""
    name = _needs(question.name, "person", "a name")
    stretches = courses.stretches(connection, name, view=question.view)
    _refuse_empty(stretches, question)
    last = question.view.as_of or _end([row["start"] for row in stretches])
    rows = [{**row, "end": row["end"] or last, "target": row["target"] or "the whole race"} for row in stretches]
    targets = list(dict.fromkeys(row["target"] for row in rows))
    lanes = alt.Chart(alt.Data(values=rows)).encode(
        x=_time("start:T"),
        y=alt.Y("target:N", sort=targets, title=None),
        color=_colour("stance"),
    )
    picture = lanes.mark_bar(height=9, opacity=0.85, cornerRadius=2).encode(x2="end:T") + lanes.mark_point(
        filled=True, size=80, opacity=1
    ).encode(shape=_shape("stance"))
    return picture.properties(width=560, height=alt.Step(30), title=f"{name}: where from when to when")


def draw_moves(connection: Connection, question: Question) -> alt.LayerChart:
    """Who moved since a day, from what to what."""
    since = _needs(question.since, "moves", "--since")
    found = moves.moves(connection, since, target=question.target, view=question.view)
    _refuse_empty(found, question)
    rows = [
        {
            "date": row["date"],
            "who": f"{row['holder']} on {row['target'] or 'the whole race'}",
            "stance": row["to"][0],
            "words": f"{' and '.join(row['from']) or 'silent'} → {' and '.join(row['to'])}",
        }
        for row in found[-LINES:]
    ]
    lanes = alt.Chart(alt.Data(values=rows)).encode(
        x=_time("date:T", scale=alt.Scale(padding=20)),
        y=alt.Y("who:N", sort=[row["who"] for row in rows], title=None),
        color=_colour("stance"),
    )
    picture = lanes.mark_point(filled=True, size=80, opacity=1).encode(shape=_shape("stance")) + lanes.mark_text(
        align="left", dx=9
    ).encode(text="words:N")
    left = f" (the last {LINES} of {len(found)})" if len(found) > LINES else ""
    return picture.properties(width=640, height=alt.Step(22), title=f"Who moved since {since}{left}")


#: The charts by name: a new one is a function and a row here.
CHARTS: dict[str, Draw] = {
    "board": draw_board,
    "course": draw_course,
    "person": draw_person,
    "moves": draw_moves,
}


def _needs(subject: str | None, chart: str, how: str) -> str:
    if not subject:
        raise RefusedError(f"the chart {chart} needs {how}")
    return subject


def _refuse_empty(rows: Sequence[ReportRow], question: Question) -> None:
    if not rows:
        raise RefusedError(f"nothing to draw about {question.about}; try a later day or fewer filters")


def _end(days: Sequence[str]) -> str:
    """Where a picture without a day of its own ends: a tenth of its time behind the last change, today at the latest."""
    first, last = dt.date.fromisoformat(min(days)), dt.date.fromisoformat(max(days))
    return min(dt.date.today(), last + (last - first) / 10 + dt.timedelta(days=7)).isoformat()


def _time(shorthand: str, **fields: Any) -> alt.X:
    return alt.X(shorthand, title=None, axis=alt.Axis(format="%-d %b %Y", tickCount=6, labelOverlap=True), **fields)


def _scale(place: int) -> alt.Scale:
    return alt.Scale(domain=list(LOOKS), range=[look[place] for look in LOOKS.values()])


def _legend(title: str | None) -> alt.Legend | None:
    return alt.Legend(title=None, orient="bottom") if title else None


def _colour(title: str | None) -> alt.Color:
    return alt.Color("stance:N", scale=_scale(0), legend=_legend(title))


def _shape(title: str | None) -> alt.Shape:
    return alt.Shape("stance:N", scale=_scale(1), legend=_legend(title))


def _dressed(chart: alt.Chart | alt.LayerChart) -> alt.Chart | alt.LayerChart:
    """The same type and ink on every picture."""
    dressed: alt.Chart | alt.LayerChart = (
        chart.configure(font=_SANS, background="#ffffff", padding=16)
        .configure_view(stroke=None)
        .configure_title(anchor="start", fontSize=17, fontWeight=600, color=_INK, offset=14)
        .configure_axis(
            labelColor=_INK,
            titleColor=_FAINT,
            gridColor="#e7e4dc",
            domainColor="#a9a59a",
            tickColor="#a9a59a",
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelLimit=320,
        )
        .configure_legend(labelFontSize=12, labelColor=_INK, symbolSize=90)
        .configure_text(fontSize=12)
    )
    return dressed
