"""Checks on the record: tallies beside the named rows, reports that cannot both be right; polls and events."""

from __future__ import annotations

from collections import Counter

from fastapi import Request, Response

from onrecord import reports
from onrecord.registry import find_roster
from onrecord.reports import audits
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()


@router.get("/checks")
def checks(request: Request, connection: Reading, view: ViewOptions) -> Response:
    """Tallies and conflicts."""
    tallies = audits.check_tallies(connection, view=view)
    return render(
        request,
        "checks.html",
        view=view,
        tallies=[{**row, "roster": find_roster(row["group"]) is not None} for row in tallies],
        verdicts=Counter(row["verdict"] for row in tallies),
        conflicts=audits.conflicts(connection, view=view),
    )


@router.get("/polls")
def polls(request: Request, connection: Reading, view: ViewOptions) -> Response:
    """Poll figures and events, the latest first."""
    return render(
        request,
        "polls.html",
        view=view,
        polls=reports.listed(connection, "polls", view=view)[::-1],
        events=reports.listed(connection, "events", view=view)[::-1],
    )
