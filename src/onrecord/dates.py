"""Dates as ISO prefixes held as text: ``2024-07-23``, ``2024-07``, ``2024``; ``""`` is "not told".

A prefix states its own precision, sorts as text, and never pretends to a day that no one reported.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from onrecord.errors import ConfigError

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTHS = "January February March April May June July August September October November December".split()


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
    if len(prefix) in (0, 10):
        return prefix
    return prefix + "0000-01-01"[len(prefix) :]


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


def in_words(prefix: str, *, short: bool = False) -> str:
    """An ISO prefix as a newspaper prints it.

    >>> in_words("2024-07-23"), in_words("2024-07", short=True), in_words("")
    ('July 23, 2024', 'Jul 2024', 'undated')
    """
    if not prefix:
        return "undated"
    year, *rest = prefix[:10].split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    month = month[:3] if short else month
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def moment(text: str) -> str:
    """A moment in UTC as the ledger's second clock writes it; a date alone means the end of its last day.

    Without a time zone it is in UTC. Raises `ConfigError` if it is none.

    >>> moment("2024-07-23T10:00+02:00"), moment("2024-07")
    ('2024-07-23T08:00:00.000000+00:00', '2024-07-31T23:59:59.999999+00:00')
    """
    text = text.strip()
    try:
        if _ISO.fullmatch(text):
            when = dt.datetime.combine(dt.date.fromisoformat(last_day(parse(text))), dt.time.max)
        else:
            when = dt.datetime.fromisoformat(text)
        when = when.replace(tzinfo=when.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise ConfigError(f"{text!r} is no moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ") from None
    return when.isoformat(timespec="microseconds")
