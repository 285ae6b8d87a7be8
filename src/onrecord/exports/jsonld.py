"""JSON-LD with schema.org's terms, and own ones under `urn:onrecord:terms:` for what it lacks.

A declared endorsement is an `EndorseAction`, every other position an `Action`, both a `Position` with stance, phase,
basis, chain and conditions; the words that bear it are a `Claim` that the article makes. Words of a speaker are a
`Quotation`; tallies and poll figures are claims; events are events; articles are `NewsArticle`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.entries import Phase, Stance, StatementKind
from onrecord.exports import selection
from onrecord.exports.linked import TERMS, address, urn, write_list
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

Node = dict[str, Any]

#: The codebook's terms that schema.org lacks, as they stand in the nodes.
_OWN = """Position Statement Tally PollFigure Span Condition stance phase basis contest conditions asked_of evidence start
 end confidence reviewed kind cue to count number group named as_of value previous bound lead place period pollster
 who origin cites copy_of""".split()
CONTEXT = {
    "@vocab": "https://schema.org/",
    "onrecord": TERMS,
    **{term: f"onrecord:{term}" for term in _OWN},
    "via": {"@id": "onrecord:via", "@container": "@list"},
}
_STATUS = {
    Phase.CURRENT: "ActiveActionStatus",
    Phase.PAST: "CompletedActionStatus",
    Phase.EXPECTED: "PotentialActionStatus",
}
_BIOGUIDE = re.compile(r"bioguide:([A-Z]\d{6})")


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """One document: actors and articles, each once, and every entry, in order of publication."""
    articles = selection.by_article(connection, view=view, target=target, contest=contest)
    write_list(out, {"@context": CONTEXT}, "@graph", _graph(connection, articles))


def _graph(connection: Connection, articles: selection.Reported) -> Iterator[Node]:
    told: set[str] = set()
    for article, rows in articles:
        yield _filled(_article(article, rows[0].copy_of))
        parties = {id: name for row in rows for id, name in selection.parties(row) if id not in told}
        kinds = selection.kinds_of(connection, parties)
        yield from (_filled(_actor(id, name, kinds.get(id, ""))) for id, name in parties.items())
        told |= set(parties)
        yield from (_filled({"@id": urn("entry", row.id), **_OF_KIND[row.kind](row), **_borne(row)}) for row in rows)


def _article(article: ReportRow, copy_of: str) -> Node:
    id, outlet = article["id"], article["outlet"]
    return {
        "@id": urn("article", id),
        "@type": "NewsArticle",
        "headline": article["title"],
        "url": address(article["url"]),
        "datePublished": article["published"],
        "dateline": article["dateline"],
        "author": article["author"],
        "publisher": {"@id": urn("outlet", outlet), "@type": "Organization", "name": outlet} if outlet else None,
        "origin": article["origin"],
        "cites": article["cites"],
        "copy_of": {"@id": urn("article", copy_of)} if copy_of != id else None,
    }


def _actor(id: str, name: str, kind: str) -> Node:
    known = _BIOGUIDE.fullmatch(id)
    return {
        "@id": urn("actor", id),
        "@type": {"person": "Person", "unknown": "Thing", "": "Thing"}.get(kind, "Organization"),
        "name": name,
        "sameAs": f"https://bioguide.congress.gov/search/bio/{known.group(1)}" if known else "",
    }


def _position(row: Row) -> Node:
    payload = row.payload
    return {
        "@type": ["EndorseAction" if payload["stance"] == Stance.ENDORSES else "Action", "Position"],
        "agent": _actor_named(row.subject_id),
        "object": _actor_named(row.target_id),
        "startTime": row.date,
        "actionStatus": _STATUS[Phase(payload["phase"])],
        "subjectOf": {"@id": urn("entry", row.id, "claim"), "@type": "Claim", **_claimed(row)},
        **_told(row, "stance", "phase", "basis", "contest", "via"),
        "conditions": [
            {"@type": "Condition", **_place(condition), "asked_of": condition["of"]}
            for condition in payload["conditions"]
        ],
    }


def _statement(row: Row) -> Node:
    payload, speaker = row.payload, _actor_named(row.subject_id)
    indirect = payload["kind"] == StatementKind.INDIRECT
    return {
        "@type": ["Claim" if indirect else "Quotation", "Statement"],
        "text": " … ".join(span["text"] for span in payload["content"]),
        "author" if indirect else "spokenByCharacter": speaker,
        "dateCreated": row.date,
        "appearance" if indirect else "isPartOf": {"@id": urn("article", row.article_id)},
        **_told(row, "kind", "cue", "to", "via"),
    }


def _tally(row: Row) -> Node:
    return {
        "@type": ["Claim", "Tally"],
        **_claimed(row),
        "about": _actor_named(row.target_id),
        **_told(row, "count", "number", "group", "stance", "named", "as_of"),
    }


def _poll(row: Row) -> Node:
    return {
        "@type": ["Claim", "PollFigure"],
        **_claimed(row),
        "about": _actor_named(row.subject_id) or {"@type": "Thing", "name": row.subject},
        **_told(row, "value", "bound", "previous", "lead", "place", "period", "pollster", "group"),
    }


def _event(row: Row) -> Node:
    payload = row.payload
    return {
        "@type": "Event",
        "name": ", ".join(part for part in (payload["kind"], payload["place"]) if part),
        "location": payload["place"],
        "startDate": row.date,
        "subjectOf": {"@id": urn("article", row.article_id)},
        **_told(row, "kind", "who", "phase"),
    }


_OF_KIND = {
    "positions": _position,
    "statements": _statement,
    "tallies": _tally,
    "polls": _poll,
    "leads": _poll,
    "events": _event,
}


def _actor_named(id: str) -> Node | None:
    return {"@id": urn("actor", id)} if id else None


def _claimed(row: Row) -> Node:
    """What an article claims: its words, and where they appear."""
    return {"text": row.words, "appearance": {"@id": urn("article", row.article_id)}}


def _borne(row: Row) -> Node:
    """What every entry has: its evidence, how sure the reader was, what editors said."""
    evidence = [{"@type": "Span", **_place(span)} for span in row.payload["evidence"]]
    return {"evidence": evidence, "confidence": row.confidence, "reviewed": row.reviewed}


def _place(span: Node) -> Node:
    return {name: span[name] for name in ("start", "end", "text")}


def _told(row: Row, *names: str) -> Node:
    return {name: row.payload[name] for name in names}


def _filled(node: Node) -> Node:
    """The node without what is not told."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
