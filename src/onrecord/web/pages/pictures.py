"""Pictures to take along: the charts for print and slides, as SVG or PNG."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request, Response

from onrecord import dates
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router

router = page_router()

Words = Annotated[str, Query(max_length=200)]
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/pictures/{chart}.{kind}")
def picture(
    request: Request,
    connection: Reading,
    view: ViewOptions,
    chart: Literal["board", "course", "person", "moves"],
    kind: Literal["svg", "png"],
    target: Words = "",
    contest: Words = "",
    name: Words = "",
    since: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """One chart as a file; 422 if there is nothing to draw."""
    from onrecord import charts  # two seconds that no other page waits for

    question = charts.Question(
        target=target or None,
        contest=contest if contest and not target else None,
        name=name or None,
        since=dates.last_day(dates.parse(since)) or None,
        view=view,
    )
    drawn = charts.render(charts.draw(connection, chart, question), kind)
    headers = {"Content-Disposition": f'attachment; filename="onrecord-{chart}.{kind}"'}
    return Response(drawn, media_type=_TYPES[kind], headers=headers)
