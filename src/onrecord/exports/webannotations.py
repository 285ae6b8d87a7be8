"""Web Annotations (W3C): one for every span that bears an entry, states a condition or is a speaker's words.

A span is found by its quotation, with some words before and behind, and by its characters in the article's text as the
ledger holds it (`cached` in the state names that text; a page's own text may count otherwise).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.entries import Phase
from onrecord.exports import selection
from onrecord.exports.linked import address, urn, write_list
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

#: Characters before and behind a span that tell it from its like.
CONTEXT = 32
#: The fields of an entry that hold spans, and what such a span is.
SPANS = {"evidence": "evidence", "content": "content", "conditions": "condition"}


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """An AnnotationPage, in order of publication."""
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": urn("annotations", target or contest or "all"),
        "type": "AnnotationPage",
    }
    articles = selection.by_article(connection, view=view, target=target, contest=contest, text=True)
    write_list(out, head, "items", _annotations(connection, articles))


def _annotations(connection: Connection, articles: selection.Reported) -> Iterator[dict[str, Any]]:
    for article, rows in articles:
        readers = selection.found_by(connection, [row.id for row in rows])
        for row in rows:
            reader, at = readers[row.id]
            for field, kind in SPANS.items():
                for number, span in enumerate(row.payload.get(field, ())):
                    yield {
                        "id": urn("entry", row.id, kind, number),
                        "type": "Annotation",
                        "motivation": "describing",
                        "creator": {"id": urn("reader", reader), "type": "Software", "name": reader},
                        "created": at,
                        "body": _bodies(row, kind),
                        "target": _target(article, span),
                    }


def _bodies(row: Row, kind: str) -> list[dict[str, str]]:
    tags = dict.fromkeys((kind, row.kind, row.payload.get("stance", "")))
    return [
        {"type": "TextualBody", "value": said(row), "purpose": "describing", "format": "text/plain", "language": "en"},
        *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags if tag),
    ]


def said(row: Row) -> str:
    """An entry in a few words: "Ada Ames endorses Bo Bell"."""
    payload = row.payload
    match row.kind:
        case "positions":
            phase = "" if payload["phase"] == Phase.CURRENT else f" ({payload['phase']})"
            return f"{row.subject} {payload['stance']} {row.target}".rstrip() + phase
        case "statements":
            return (
                f"{row.subject} {payload['cue']} ({payload['kind']})" if payload["cue"] else f"words of {row.subject}"
            )
        case "tallies":
            return f"{payload['count']} {payload['group']}: {payload['stance']} {row.target}"
        case "polls":
            return f"{row.subject}: {payload['bound']} {payload['value']:g} percent".replace("  ", " ")
        case "leads":
            return f"{row.subject} leads by {payload['lead']:g} points" if payload["lead"] else f"{row.subject} leads"
        case _:
            return ", ".join(part for part in (payload["kind"], payload["place"], row.date) if part)


def _target(article: ReportRow, span: dict[str, Any]) -> dict[str, Any]:
    name, text, start, end = urn("article", article["id"]), article["text"], span["start"], span["end"]
    return {
        "source": address(article["url"]) or name,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span["text"],
                "prefix": text[max(0, start - CONTEXT) : start],
                "suffix": text[end : end + CONTEXT],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
        "state": {"type": "TimeState", "cached": name},
    }
