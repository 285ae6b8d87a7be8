"""Feeds: moves as an Atom feed (RFC 4287), for feed readers and whoever listens to them."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.ledger import schema
from onrecord.reports import NOW, ReportRow, View
from onrecord.reports.moves import moves
from onrecord.reports.press import last_published, reach

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
#: Days that are looked back over where none is asked for.
_BACK = 30
#: What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def moves_feed(
    connection: Connection,
    *,
    home: str,
    address: str,
    since: str | None = None,
    target: str | None = None,
    view: View = NOW,
    limit: int = 100,
) -> bytes:
    """The moves after the day `since`, the latest first, as an Atom document in UTF-8.

    `home` is the address of the desk, without a slash behind; `address` that of the feed itself. Without `since` it looks
    back a month from the last article, less far where more than `limit` articles were published in it. A move keeps its id, wherever the desk stands.
    """
    until = view.as_of or dates.last_day(last_published(connection)) or dt.date.today().isoformat()
    month = (dt.date.fromisoformat(until) - dt.timedelta(days=_BACK)).isoformat()
    start = since or max(month, reach(connection, limit, until))
    told = moves(connection, start, target=target, view=view)
    latest = sorted(told, key=lambda row: (dates.first_day(row["date"]), row["holder"]), reverse=True)[:limit]
    learnt = _learnt(connection, [row["entries"][0] for row in latest])
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _id("feed", target or ""))
    _add(feed, "title", f"Who moved{' on ' + target if target else ''}")
    _add(feed, "updated", max(learnt.values(), default="1970-01-01T00:00:00Z"))
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=f"{home}/moves")
    _add(_add(feed, "author"), "name", "onrecord")
    for row in latest:
        _add_move(feed, row, learnt[row["entries"][0]], home)
    ElementTree.indent(feed)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_move(feed: ElementTree.Element, row: ReportRow, learnt: str, home: str) -> None:
    was, now = ", ".join(row["from"]), ", ".join(row["to"])
    on = row["target"] or "the whole race"
    entry = _add(feed, "entry")
    _add(entry, "id", move_id(row))
    _add(entry, "title", f"{row['holder']} {now} {on}" + (f", before: {was}" if was else ""))
    _add(entry, "updated", learnt)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{home}/entries/{quote(row['entries'][0])}")
    _add(entry, "summary", row["words"], type="text")
    for term in (*row["to"], row["target"]):
        if term:
            _add(entry, "category", term=term)


def move_id(row: ReportRow) -> str:
    """A move's own name: the same for the same holder, target, stances and day."""
    return _id("move", row["holder_id"], row["target_id"], *row["from"], ">", *row["to"], row["date"])


def _id(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(("onrecord", *parts))).urn


def _learnt(connection: Connection, entries: list[str]) -> dict[str, str]:
    """When the ledger first learnt of each entry, as RFC 3339 has it."""
    table = schema.posting
    query = sa.select(table.c.entry_id, sa.func.min(table.c.recorded_at)).where(table.c.entry_id.in_(entries))
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.entry_id))}


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: Any) -> ElementTree.Element:
    """A child with text; characters that XML cannot hold become a replacement mark."""
    clean = {key: _UNPRINTABLE.sub("\ufffd", value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, name, clean)
    child.text = _UNPRINTABLE.sub("\ufffd", text) or None
    return child
