"""The course as a picture: how many stood where over time, on one target or on each candidate of a contest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import altair as alt
from sqlalchemy.engine import Connection

from onrecord.charts.dress import FAINT, RULE, Chart, chart_of, colour, day_axis, end_of, titled
from onrecord.charts.questions import Question
from onrecord.entries import Stance
from onrecord.ledger import judgements
from onrecord.registry import Contest, contest_called, load_contests
from onrecord.reports import STANCES, ReportRow, courses

#: Candidates whose courses one picture holds; its breadth and the height of a course alone or among others, in pixels.
CANDIDATES, _WIDTH, _ALONE, _AMONG = 6, 640, 280, 130
#: How much of the breadth lies between two named stages at least, and where names turn to the left of their line.
_APART, _LATE = 0.16, 0.8

Steps = list[ReportRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What all courses of a picture share: the days at both ends, the stances, the most at once, the race if any."""

    start: str
    end: str
    shown: tuple[Stance, ...]
    most: int
    height: int
    race: Contest | None


def draw_course(connection: Connection, question: Question) -> Chart:
    """How many stood where over time; for a contest one candidate beneath the other, up to the day of decision."""
    about = question.needs(("target", "contest"), "a course")
    race = contest_called(question.contest, load_contests()) if question.contest else None
    until = min(filter(None, (question.view.as_of, race.day if race else None)), default="")
    found = _told(connection, question, race, until)
    question.refuse_nothing(found)
    told = dict(list(found.items())[:CANDIDATES])
    steps = [row for own in told.values() for row in own]
    frame = _Frame(
        start=min([row["date"] for row in steps if row["exact"]] or [row["date"] for row in steps]),
        end=until or end_of(row["date"] for row in steps),
        shown=tuple(stance for stance in STANCES if any(row[stance] for row in steps)),
        most=max(map(_total, steps)),
        height=_ALONE if len(told) == 1 else _AMONG,
        race=race,
    )
    parts = [
        _course(own, frame, target if len(told) > 1 else "", first=number == 1, last=number == len(told))
        for number, (target, own) in enumerate(told.items(), start=1)
    ]
    cut = f"The {len(told)} of {len(found)} candidates on whom the most stood somewhere" if told != found else ""
    heading = titled(f"How many stood where{question.on(about)}", question.told(connection), cut)
    return alt.vconcat(*parts, spacing=16, title=heading)


def _told(connection: Connection, question: Question, race: Contest | None, until: str) -> dict[str, Steps]:
    """The course of the target, or of each candidate, first of those on whom the most stood somewhere."""
    if race is None or question.target:
        names = [question.target]
    else:
        names = [one.name for one in race.candidates if judgements.find(connection, one.name)]
    told = {}
    for name in names:
        steps = courses.course(connection, target=name, contest=question.contest, view=question.view)
        if kept := [row for row in steps if not until or row["date"] <= until]:
            told[name or ""] = kept
    return dict(sorted(told.items(), key=lambda pair: -max(map(_total, pair[1]))))


def _course(steps: Steps, frame: _Frame, target: str, *, first: bool, last: bool) -> Chart:
    """One target's course. The first of a picture names the stages of the race, the last one the days."""
    # What is told to the year or the month only counts from its first day, which may lie before the picture.
    before = [row for row in steps if row["date"] < frame.start]
    steps = steps[len(before) :]
    if before and (not steps or steps[0]["date"] > frame.start):
        steps = [{**before[-1], "date": frame.start}, *steps]
    values = [
        {"date": day, "stance": stance, "holders": row[stance], "order": STANCES.index(stance)}
        for day, row in (*((row["date"], row) for row in steps), (frame.end, steps[-1]))
        for stance in frame.shown
    ]
    counts = alt.Axis(tickCount=min(frame.most, 5 if frame.height == _ALONE else 3))  # no more than fit: none is half
    area = (
        chart_of(values)
        .mark_area(interpolate="step-after")
        .encode(
            x=day_axis("date", frame.start, frame.end, labels=last),
            y=alt.Y("holders:Q", title=None, scale=alt.Scale(domain=[0, frame.most]), axis=counts),
            color=colour(frame.shown),
            order="order:Q",
        )
    )
    stages = _stages(frame.race, frame, named=first) if frame.race else []
    return alt.layer(area, *stages).properties(
        width=_WIDTH, height=frame.height, title=alt.Title(target, fontSize=14, offset=8)
    )


def _stages(race: Contest, frame: _Frame, *, named: bool) -> list[alt.Chart]:
    """A line for each stage of a race within the picture, and its name above where there is room."""
    whole = max(1, _days(frame.start, frame.end))
    values, last = [], -1.0
    for words, day in (*race.dates, ("Election", race.day)):
        at = _days(frame.start, day) / whole
        if 0 <= at <= 1:
            room = at - last >= _APART
            last = at if room else last
            values.append({"date": day, "words": words if room else "", "late": at > _LATE})
    stages = chart_of(values).encode(x=day_axis("date", frame.start, frame.end))
    rules = stages.mark_rule(color=RULE, strokeDash=[3, 3])
    turned = alt.expr("datum.late ? 'right' : 'left'")
    names = stages.mark_text(align=turned, color=FAINT, fontSize=11).encode(y=alt.value(-9), text="words:N")
    return [rules, names] if named else [rules]


def _days(start: str, end: str) -> int:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


def _total(row: ReportRow) -> int:
    return sum(row[stance] for stance in STANCES)
