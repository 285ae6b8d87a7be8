"""Words and figures as a page prints them: moments, counts, names of stances."""

from __future__ import annotations

import datetime as dt

from onrecord import dates
from onrecord.entries import Basis, Phase, Stance
from onrecord.reports.rosters import SILENT

#: What each stance means, for readers.
MEANINGS = {
    Stance.ENDORSES: "Has declared an endorsement, in a word of declaring.",
    Stance.SUPPORTS: "Backs in word or deed, without such a word.",
    Stance.WITHHOLDS: "Has not endorsed, or not yet, and an article reports it.",
    Stance.DECLINES: "No endorsement will come, or stays out on purpose.",
    Stance.OPPOSES: "Is against the target: will not vote for, wants defeated.",
    Stance.WITHDRAWS: "Has taken back an earlier endorsement or support.",
    SILENT: "Belongs to the roster; no article in this record says where he or she stands.",
}
#: What each basis means.
BASES = {
    Basis.OWN_WORDS: "in the holder’s own words",
    Basis.REPORTED: "reported in the article’s own voice",
    Basis.NAMED_SOURCE: "on the word of a named source",
    Basis.UNNAMED_SOURCE: "on the word of unnamed sources",
}
PHASES = {Phase.CURRENT: "", Phase.EXPECTED: "expected", Phase.PAST: "before"}
#: The kinds of entries as a heading names them.
KINDS = {
    "positions": "Position",
    "statements": "Statement",
    "tallies": "Tally",
    "polls": "Poll figure",
    "leads": "Poll lead",
    "events": "Event",
}


def moment(text: str) -> str:
    """A moment of the ledger's clock to the minute.

    >>> moment("2024-07-23T10:05:59.123456+00:00")
    'July 23, 2024, 10:05 UTC'
    """
    day = dates.in_words(text[:10])
    return f"{day}, {text[11:16]} UTC" if len(text) > 10 else day


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "article"), count(2, "tally", "tallies"), count(12000, "entry", "entries")
    ('1 article', '2 tallies', '12,000 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure(value: float | None) -> str:
    """A number without needless decimals.

    >>> figure(48.0), figure(47.5), figure(None)
    ('48', '47.5', '–')
    """
    return "–" if value is None else f"{value:g}"


def percent(value: float) -> str:
    """A confidence as a reader sees it; one that is not whole never looks certain.

    >>> percent(1.0), percent(0.998), percent(0.61)
    ('100%', '99%', '61%')
    """
    return f"{min(round(100 * value), 100 if value >= 1 else 99)}%"


def next_day(iso: str, days: int = 1) -> str:
    """The day some days on.

    >>> next_day("2024-02-28"), next_day("2024-03-01", -1)
    ('2024-02-29', '2024-02-29')
    """
    return (dt.date.fromisoformat(iso) + dt.timedelta(days=days)).isoformat()
