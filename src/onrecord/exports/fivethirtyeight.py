"""FiveThirtyEight's endorsement table: the thirteen columns of its 2020 file, so that notebooks written for it run.

One row for each declared endorsement that stands, by day; then those who have taken a position but endorsed nobody,
with date, endorsee and source blank as in that file. Points and categories are those of its method. What the registry
does not tell (districts, members of a party's committee, leaders of state legislatures) stays blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.entries import Stance
from onrecord.exports import selection
from onrecord.exports.delimited import write_rows
from onrecord.exports.offices import Served, party_of, served
from onrecord.ledger.identity import known_actor
from onrecord.ledger.rows import Row
from onrecord.registry import Actor, Office, contest_called, load_contests
from onrecord.reports import NOW, View

COLUMNS = (
    "date",
    "position",
    "city",
    "state",
    "endorser",
    "endorsee",
    "endorser party",
    "source",
    "order",
    "category",
    "body",
    "district",
    "points",
)
_TERRITORIES = frozenset({"AS", "DC", "GU", "MP", "PR", "VI"})
_STATEWIDE = "Statewide officeholders"
#: Offices that count while they are held, by title.
_HELD = {
    "Governor": ("governor", "Governors", 8),
    "Senator": ("senator", "Senators", 6),
    "Representative": ("representative", "Representatives", 3),
    "Mayor": ("mayor", "Mayors", 3),
    "Lieutenant Governor": ("lieutenant governor", _STATEWIDE, 2),
    "Attorney General": ("attorney general", _STATEWIDE, 2),
    "Secretary of State": ("secretary of state", _STATEWIDE, 2),
    "Treasurer": ("state treasurer", _STATEWIDE, 2),
    "Auditor": ("state auditor", _STATEWIDE, 2),
    "Chief Election Officer": ("chief election officer", _STATEWIDE, 2),
}
_LEADER = re.compile(r"(?:(?:House|Senate) )?(?:(Majority|Minority) (Leader|Whip)|(Speaker)(?: of the House)?)")
_CHAMBERS = {"US House": "U.S. House", "US Senate": "U.S. Senate"}
_PARTIES = {"Democrat": "D", "Republican": "R", "Independent": "I"}
_ADJECTIVES = {"D": "Democratic", "R": "Republican", "I": "independent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How the table lists somebody; without category and points where its method gives none."""

    position: str = ""
    category: str = ""
    points: int | None = None
    city: str = ""
    state: str = ""
    party: str = ""


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """The table, as CSV in UTF-8."""
    found = selection.standings(connection, view=view, target=target, contest=contest)
    endorsed = {one.holder_id for one, _ in found if one.stance is Stance.ENDORSES}
    polled = contest_called(contest, load_contests()).day if contest else ""
    declared = [
        _row(one.holder, one.holder_id, kept, polled, endorsee=one.target, since=one.since)
        for one, kept in found
        if one.stance is Stance.ENDORSES
    ]
    silent = {
        one.holder_id: _row(one.holder, one.holder_id, kept, polled)
        for one, kept in found
        if one.holder_id not in endorsed
    }
    write_rows(out, COLUMNS, sorted(declared, key=_by_day) + sorted(silent.values(), key=_by_points))


_Cells = list[str | int | None]


def _by_day(cells: _Cells) -> tuple[str, str]:
    return str(cells[0] or "9"), str(cells[4])


def _by_points(cells: _Cells) -> tuple[int, str]:
    return -int(cells[12] or 0), str(cells[4])


def _row(holder: str, holder_id: str, rows: list[Row], polled: str, *, endorsee: str = "", since: str = "") -> _Cells:
    """One row. A day that is told less exactly than as a day is left blank: notebooks parse the column as days.

    The office is that of the position's day, else of its article's, else of the day of the contest (`polled`).
    """
    actor, report = known_actor(holder_id), selection.to_cite(rows)
    place = place_of(actor, dates.last_day(since) or max(row.day for row in rows) or polled) if actor else Place()
    source = report.url or report.origin or report.outlet
    return [
        since if len(since) == 10 else "",
        place.position,
        place.city,
        place.state,
        holder,
        endorsee,
        place.party,
        source if endorsee else "",
        "",
        place.category,
        "",
        "",
        place.points,
    ]


def place_of(actor: Actor, day: str) -> Place:
    """How the table lists an actor on a day (ISO): by the office that gives most points, else by the last one held.

    Without a day ("") nobody can be said to hold an office or to have held it: the latest one stands alone.
    """
    offices = sorted(served(actor, day), key=lambda one: (not one.former, one.office.start))
    if not offices:
        return Place()
    state = next((one.office.state for one in reversed(offices) if one.office.state), "")
    letter = _PARTIES.get(party_of(actor), "")
    if day:
        listed = [(_listed(one, letter, day), one.office) for one in reversed(offices)]
        (position, category, points), office = max(listed, key=lambda pair: (pair[0][2] or 0, pair[1].title in _HELD))
    else:
        office = max(offices, key=lambda one: (one.office.end or "9", one.office.start)).office
        (position, _, _), category, points = _listed(Served(office=office, former=False), letter, day), "", None
    city = office.body if office.title == "Mayor" else ""
    return Place(
        position=position,
        category=category,
        points=points,
        city=city,
        state=office.state or state,
        party=letter,
    )


_Listed = tuple[str, str, int | None]


def _listed(one: Served, party: str, day: str) -> _Listed:
    """Position, category and points that an office gives."""
    title, name = one.office.title, one.office.title.lower()
    if title in ("President", "Vice President"):
        if one.former:
            return f"past {name}", "Past presidents and vice presidents", 10
        return f"U.S. {name}", "Current party leaders", 10
    if post := _post(one.office, party):
        return (f"former {post}", "Former party leaders", 5) if one.former else (post, "Current party leaders", 10)
    if one.former and title.endswith("nominee"):
        race = "vice-presidential" if title.startswith("Vice") else "presidential"
        return f"past {race} nominee", "Past nominees", 5
    left = one.office.end if one.former and title == "Presidential candidate" else ""
    if left and day[:4] <= (year := _election(left)):
        return f"Former {year} candidate", "Candidates who have dropped out", 5
    if one.former or title not in _HELD:
        return f"former {name}" if one.former else name, "", None
    position, category, points = _HELD[title]
    delegate = position == "representative" and one.office.state in _TERRITORIES
    return "delegate" if delegate else position, category, points


def _post(office: Office, party: str) -> str:
    """A post that leads a party, or ""."""
    if office.title in ("Chairman", "Chairwoman") and office.body in ("DNC", "RNC"):
        return f"{office.body} chair"
    if office.body not in _CHAMBERS or not (found := _LEADER.fullmatch(office.title)):
        return ""
    chamber, (side, post, speaker) = _CHAMBERS[office.body], found.groups()
    if post == "Whip" and party:
        return f"{chamber} {_ADJECTIVES[party]} whip"
    return f"{chamber} {'speaker' if speaker else f'{side} {post}'.lower()}"


def _election(day: str) -> str:
    """The year of the presidential election that a day leads up to."""
    return str((int(day[:4]) + 3) // 4 * 4)
