"""Pictures of lanes, one a line: where one holder stood on each target, and who moved."""

from __future__ import annotations

from collections import defaultdict

import altair as alt
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.charts.dress import Chart, chart_of, colour, day_axis, end_of, shape, titled
from onrecord.charts.questions import Question
from onrecord.ledger import judgements
from onrecord.ledger.identity import Actors
from onrecord.reports import ReportRow, courses, moves

#: Lanes that one picture holds, its breadth, and the height of a lane, in pixels.
LANES, _WIDTH, _STRETCH, _MOVE = 60, 600, 26, 22


def draw_person(connection: Connection, question: Question) -> Chart:
    """Where one holder stood on each target, from when to when."""
    asked = question.needs(("name",), "a person's picture")
    stretches = courses.stretches(connection, asked, view=question.view)
    question.refuse_nothing(stretches)
    end = question.view.as_of or end_of(day for row in stretches for day in (row["start"], row["end"]) if day)
    rows, cut = _last(_in_lanes([{**row, "end": row["end"] or end} for row in stretches]))
    shown = {row["stance"] for row in rows}
    lanes = chart_of(rows).encode(
        x=day_axis("start", min(row["start"] for row in rows), end),
        y=_lane_axis(rows),
        color=colour(shown),
    )
    picture = alt.layer(
        lanes.mark_bar(height=5).encode(x2="end:T"),
        lanes.mark_point(filled=True, size=110, opacity=1).encode(shape=shape(shown)),
    )
    name = Actors(connection, question.view.known_at).name(judgements.find(connection, asked)[0])
    heading = titled(f"Where {name} stood, from when to when", question.told(connection), cut)
    return picture.properties(width=_WIDTH, height=alt.Step(_STRETCH), title=heading)


def draw_moves(connection: Connection, question: Question) -> Chart:
    """Who moved since a day, from what to what; the last ones if they are many."""
    since = question.needs(("since",), "a picture of moves")
    found = moves.moves(connection, since, target=question.target, view=question.view)
    question.refuse_nothing(found)
    rows, cut = _last([_move(row, number, question.target) for number, row in enumerate(found)])
    days = [row["date"] for row in rows]
    shown = {row["stance"] for row in rows}
    lanes = chart_of(rows).encode(
        x=day_axis("date", min(days), question.view.as_of or end_of(days)),
        y=_lane_axis(rows),
    )
    picture = alt.layer(
        lanes.mark_point(filled=True, size=80, opacity=1).encode(color=colour(shown), shape=shape(shown)),
        lanes.mark_text(align="left", dx=10).encode(text="words:N"),
    )
    on = f" on {found[0]['target']}" if question.target else ""
    heading = titled(f"Who moved{on} since {dates.in_words(since)}", question.told(connection), cut)
    return picture.properties(width=_WIDTH, height=alt.Step(_MOVE), title=heading)


def _in_lanes(stretches: list[ReportRow]) -> list[ReportRow]:
    """Stretches with the lane that each is drawn in: two stances at once on one target have two lanes."""
    by_target: defaultdict[str, list[list[ReportRow]]] = defaultdict(list)
    for row in stretches:
        lanes = by_target[row["target"] or "the whole race"]
        free = next((lane for lane in lanes if lane[-1]["end"] <= row["start"]), None)
        if free is None:
            lanes.append(free := [])
        free.append(row)
    named = [(target if lane is lanes[0] else "", lane) for target, lanes in by_target.items() for lane in lanes]
    return [{**row, "lane": _lane(number, words)} for number, (words, lane) in enumerate(named) for row in lane]


def _move(row: ReportRow, number: int, target: str | None) -> ReportRow:
    who = row["holder"] if target else f"{row['holder']} on {row['target'] or 'the whole race'}"
    before, after = " and ".join(row["from"]), " and ".join(row["to"])
    words = f"{before} → {after}" if before else after
    return {
        "date": dates.first_day(row["date"]),
        "lane": _lane(number, who),
        "stance": row["to"][0],
        "words": words if dates.day(row["date"]) else f"{words} ({dates.in_words(row['date'], short=True)})",
    }


def _lane(number: int, words: str) -> str:
    """A lane's key: its number, for two lanes may have the same words, and its words."""
    return f"{number}\t{words}"


def _lane_axis(rows: list[ReportRow]) -> alt.Y:
    axis = alt.Axis(labelExpr="split(datum.label, '\t')[1]", ticks=False, domain=False, labelPadding=10)
    return alt.Y("lane:N", sort=_lanes(rows), title=None, axis=axis)


def _lanes(rows: list[ReportRow]) -> list[str]:
    return list(dict.fromkeys(row["lane"] for row in rows))


def _last(rows: list[ReportRow]) -> tuple[list[ReportRow], str]:
    """The rows of the last lanes that a picture holds, and a note if those are not all."""
    lanes = _lanes(rows)
    kept = set(lanes[-LANES:])
    note = f"The last {LANES} of {len(lanes)}" if len(lanes) > LANES else ""
    return [row for row in rows if row["lane"] in kept], note
