"""What all pictures share: type and ink, the colours and shapes of stances, headings, an axis of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

import altair as alt

from onrecord import dates
from onrecord.entries import Stance
from onrecord.looks import LOOKS
from onrecord.reports import ReportRow

#: What a picture is to Altair.
Chart = alt.LayerChart | alt.FacetChart | alt.VConcatChart

INK, FAINT, RULE = "#17181c", "#666972", "#a9a59a"
_GRID = "#e7e4dc"
_SANS = "Helvetica Neue, Liberation Sans, Arial, sans-serif"
#: Days that a picture shows at least, so that its axis never counts in hours.
_LEAST = dt.timedelta(days=8)
#: Up to how many days an axis counts in days, weeks, months or years, for how many of them it skips one, and their names.
_INTERVALS: tuple[tuple[int, Literal["day", "week", "month", "year"], int, str], ...] = (
    (14, "day", 8, "%b %-d"),
    (100, "week", 70, "%b %-d"),
    (1000, "month", 360, "%b"),
    (10**6, "year", 4000, "%Y"),
)


def chart_of(rows: Iterable[ReportRow]) -> alt.Chart:
    """A chart of rows that it holds itself."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def titled(text: str, *notes: str) -> alt.Title:
    """A heading, with notes beneath."""
    return alt.Title(text, subtitle=[note for note in notes if note])


def day_axis(field: str, start: str, end: str, *, labels: bool = True) -> alt.X:
    """Days from left to right, both ISO days shown."""
    first = dt.date.fromisoformat(start)
    last = max(dt.date.fromisoformat(end), first + _LEAST)
    scale = alt.Scale(type="utc", domain=[_moment(first), _moment(last)])
    return alt.X(f"{field}:T", title=None, scale=scale, axis=_ticks((last - first).days, labels=labels))


def _ticks(days: int, *, labels: bool) -> alt.Axis:
    """Ticks by days, weeks, months or years. The first one and each new year tell their year, beneath what is less."""
    interval, step, name = next(
        (interval, days // some + 1, name) for most, interval, some, name in _INTERVALS if days <= most
    )
    words = f"utcFormat(datum.value, '{name}')"
    if interval != "year":
        begins = "datum.index == 0 || utcmonth(datum.value) == 0 && utcdate(datum.value) <= 7"
        words = f"{begins} ? [{words}, utcFormat(datum.value, '%Y')] : {words}"
    count = alt.TimeIntervalStep(interval=interval, step=step)
    return alt.Axis(labelExpr=words, tickCount=count, labelOverlap=True, labels=labels)


def end_of(days: Iterable[str]) -> str:
    """Where a picture without a day of its own ends: a tenth of its time behind the last change, today at the latest."""
    told = sorted(map(dates.first_day, days))
    first, last = dt.date.fromisoformat(told[0]), dt.date.fromisoformat(told[-1])
    return max(last, min(dt.date.today(), last + (last - first) / 10 + _LEAST)).isoformat()


def colour(shown: Iterable[str], *, legend: bool = True) -> alt.Color:
    """The colours of stances; the legend names those that are shown."""
    return alt.Color("stance:N", scale=_scale("colour"), legend=_legend(shown) if legend else None)


def shape(shown: Iterable[str], *, legend: bool = True) -> alt.Shape:
    """The shapes of stances; the legend names those that are shown."""
    return alt.Shape("stance:N", scale=_scale("shape"), legend=_legend(shown) if legend else None)


def dressed(chart: Chart) -> Chart:
    """The same type and ink on every picture."""
    made: Chart = (
        chart.configure(font=_SANS, background="#ffffff", padding=16)
        .configure_view(stroke=None)
        .configure_title(
            anchor="start",
            fontSize=17,
            fontWeight=600,
            color=INK,
            offset=14,
            subtitleColor=FAINT,
            subtitleFontSize=12,
            subtitlePadding=6,
        )
        .configure_axis(
            labelColor=INK,
            titleColor=FAINT,
            gridColor=_GRID,
            domainColor=RULE,
            tickColor=RULE,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelLimit=320,
        )
        .configure_legend(labelFontSize=12, labelColor=INK, symbolSize=90)
        .configure_text(fontSize=12, color=INK)
    )
    return made


def _moment(day: dt.date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def _scale(of: str) -> alt.Scale:
    return alt.Scale(domain=list(map(str, LOOKS)), range=[getattr(look, of) for look in LOOKS.values()])


def _legend(shown: Iterable[str]) -> alt.Legend:
    told = set(shown)
    values: list[Any] = [str(stance) for stance in Stance if stance in told]
    return alt.Legend(title=None, orient="bottom", values=values)
