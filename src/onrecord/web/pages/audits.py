"""Checks on the record: tallies beside the named rows, reports that cannot both be right; polls and events."""

from __future__ import annotations

from collections import Counter

from fastapi import Request, Response

from onrecord import reports
from onrecord.registry import find_roster
from onrecord.reports import audits, press
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Tallies, articles with conflicts, and figures or events that are looked at unless every one is asked for.
TALLIES, LOOKED, FIGURES = 20, 100, 100


@router.get("/checks")
def checks(request: Request, connection: Reading, view: ViewOptions, every: bool = False) -> Response:
    """Tallies and conflicts: the last, or every one."""
    tallies = audits.check_tallies(connection, view=view, limit=None if every else TALLIES)
    since = None if every else press.reach(connection, LOOKED, view.as_of) or None
    return render(
        request,
        "checks.html",
        view=view,
        tallies=[{**row, "roster": find_roster(row["group"]) is not None} for row in tallies],
        verdicts=Counter(row["verdict"] for row in tallies),
        conflicts=audits.conflicts(connection, since=since, view=view),
        more=not every and (len(tallies) >= TALLIES or since is not None),
    )


@router.get("/polls")
def polls(request: Request, connection: Reading, view: ViewOptions, every: bool = False) -> Response:
    """Poll figures and events, the latest first: the last, or every one."""
    limit = None if every else FIGURES
    found, events = (reports.listed(connection, kind, view=view, limit=limit)[::-1] for kind in ("polls", "events"))
    return render(
        request,
        "polls.html",
        view=view,
        polls=found,
        events=events,
        more=not every and max(len(found), len(events)) >= FIGURES,
    )
