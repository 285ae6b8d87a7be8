"""The board as a picture: who stands where, a block of names a stance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

import altair as alt
from sqlalchemy.engine import Connection

from onrecord.charts.dress import Chart, chart_of, colour, shape, titled
from onrecord.charts.questions import Question
from onrecord.entries import Phase
from onrecord.reports import STANCES, ReportRow, board

#: Names that a stance's block holds on one target before the rest is only counted; columns that a picture has if it can.
NAMES, COLUMNS = 60, 7
#: Lines of a block at least, the height of a line, and the breadth of a column, in pixels.
_SHORT, _LINE, _NARROW, _WIDE = 6, 17, 120, 250
#: What a sign and the gap to the next column take, and what a letter does on the average, in pixels.
_SIGN, _LETTER = 36, 6.2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What stands where on the picture: `x` in columns, `y` in lines."""

    targets: list[ReportRow] = field(default_factory=list)
    stances: list[ReportRow] = field(default_factory=list)
    names: list[ReportRow] = field(default_factory=list)
    rest: list[ReportRow] = field(default_factory=list)


def draw_board(connection: Connection, question: Question) -> Chart:
    """Who stands where now: a block of names a stance, for a contest one target beneath the other."""
    about = question.needs(("target", "contest"), "a board")
    rows = board(connection, target=question.target, contest=question.contest, view=question.view)
    rows = [row for row in rows if row["phase"] == Phase.CURRENT]
    question.refuse_nothing(rows)
    if question.target:
        about = rows[0]["target"]
    sheet, columns, lines = _laid_out(rows)
    width = _breadth(row["words"] for row in (*sheet.names, *sheet.rest))
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, columns], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, lines], reverse=True, nice=False))
    stances, names, rest, targets = (
        chart_of(some).encode(x=across, y=down) for some in (sheet.stances, sheet.names, sheet.rest, sheet.targets)
    )
    tint, form = colour((), legend=False), shape((), legend=False)
    picture = alt.layer(
        stances.mark_rule(strokeWidth=3, yOffset=-13).encode(x2="x2:Q", color=tint),
        stances.mark_text(align="left", fontWeight="bold", fontSize=13).encode(text="words:N"),
        names.mark_point(filled=True, opacity=1, size=45, xOffset=5).encode(color=tint, shape=form),
        names.mark_text(align="left", dx=16, limit=width - _SIGN).encode(text="words:N"),
        rest.mark_text(align="left", dx=16, fontStyle="italic").encode(text="words:N"),
        targets.mark_text(align="left", fontWeight="bold", fontSize=15).encode(text="words:N"),
    )
    heading = titled(f"Where they stand{question.on(about)}", question.told(connection))
    return picture.properties(width=width * columns, height=round(_LINE * lines), title=heading)


def _laid_out(rows: list[ReportRow]) -> tuple[_Sheet, int, float]:
    """The picture, how many columns it is wide and how many lines high."""
    by_target: defaultdict[str, list[ReportRow]] = defaultdict(list)
    for row in rows:
        by_target[row["target"]].append(row)
    sheet, widest, y = _Sheet(), 0, 0.5
    for target, own in sorted(by_target.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(by_target) > 1:
            sheet.targets.append({"x": 0, "y": y, "words": target or "The whole race"})
            y += 2
        blocks = {stance: [row["holder"] for row in own if row["stance"] == stance] for stance in STANCES}
        blocks = {stance: names for stance, names in blocks.items() if names}
        tall = _tall([min(len(names), NAMES + 1) for names in blocks.values()])
        x = 0
        for stance, names in blocks.items():
            lines = _lines(str(stance), names)
            broad = -(-len(lines) // tall)
            head = {"stance": str(stance), "x": x, "x2": x + broad - 0.06, "y": y, "words": f"{stance} {len(names)}"}
            sheet.stances.append(head)
            for n, line in enumerate(lines):
                place = {**line, "x": x + n // tall, "y": y + 1.3 + n % tall}
                (sheet.names if "stance" in line else sheet.rest).append(place)
            x += broad
        widest, y = max(widest, x), y + tall + 2.8
    return sheet, widest, y - 2


def _lines(stance: str, names: list[str]) -> list[ReportRow]:
    shown = names if len(names) <= NAMES + 1 else names[:NAMES]
    lines = [{"stance": stance, "words": name} for name in shown]
    return lines if len(shown) == len(names) else [*lines, {"words": f"and {len(names) - NAMES} more"}]


def _tall(blocks: list[int]) -> int:
    """The fewest lines in which blocks of so many names find room in the columns."""
    most = max(COLUMNS, len(blocks))
    fits = next(lines for lines in count(_SHORT) if sum(-(-block // lines) for block in blocks) <= most)
    return min(fits, max(blocks))


def _breadth(words: Iterable[str]) -> int:
    """The breadth of a column in which the longest words find room, up to a limit at which they are cut."""
    return round(min(max(_NARROW, _SIGN + _LETTER * max(map(len, words))), _WIDE))
