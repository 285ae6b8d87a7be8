"""Dates as ISO prefixes held as text: ``2024-07-23``, ``2024-07``, ``2024``; ``""`` is "not told".

A prefix states its own precision, sorts as text, and never pretends to a day that no one reported.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from onrecord.errors import ConfigError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(text: str) -> str:
    """Return `text` as an ISO prefix, or raise `ConfigError` if it is none.

    A time of day behind the date ("2024-07-23T10:00:00Z") is dropped.

    >>> parse("2024-07")
    '2024-07'
    >>> parse("")
    ''
    """
    text = text.strip()
    if not text:
        return ""
    match = _ISO.fullmatch(re.split(r"[T ]", text, maxsplit=1)[0])
    if not match:
        raise ConfigError(f"{text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise ConfigError(f"{text!r} is no date: {error}") from None
    return match.group(0)


def day(prefix: str) -> dt.date | None:
    """The calendar day of a full date, `None` where the prefix is shorter.

    >>> day("2024-07-23")
    datetime.date(2024, 7, 23)
    """
    return dt.date.fromisoformat(prefix) if len(prefix) == 10 else None


def first_day(prefix: str) -> str:
    """The earliest full date that a prefix can mean; "" stays "".

    >>> first_day("2024-02")
    '2024-02-01'
    """
    return prefix + "0000-01-01"[len(prefix) :] if prefix else ""


def last_day(prefix: str) -> str:
    """The latest full date that a prefix can mean; "" stays "".

    >>> last_day("2024-02")
    '2024-02-29'
    """
    if len(prefix) == 4:
        return prefix + "-12-31"
    if len(prefix) == 7:
        year, month = int(prefix[:4]), int(prefix[5:])
        return f"{prefix}-{calendar.monthrange(year, month)[1]:02d}"
    return prefix
