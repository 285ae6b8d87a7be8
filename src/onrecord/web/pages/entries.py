"""One entry: its exact words, its chain of sources, who else reports it, and what became of it."""

from __future__ import annotations

from fastapi import Request, Response

from onrecord import reports
from onrecord.ledger import asof, corroboration
from onrecord.reports import press
from onrecord.web.asked import Reading, ViewOptions
from onrecord.web.pages import highlight
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: So many characters around the evidence.
CONTEXT = 320


@router.get("/entries/{entry}")
def entry(request: Request, connection: Reading, view: ViewOptions, entry: str) -> Response:
    """One entry, by the beginning of its id, live or not."""
    why = reports.why(connection, entry)
    live = asof.entries(connection, article=why["article"]["id"], known_at=view.known_at)
    row = next((one for one in live if one.id == why["entry"]), None)
    fields = dict(row.payload) if row else {**why["fields"], "evidence": why["evidence"]}
    article = reports.show(connection, why["article"]["id"])
    marks = highlight.marks_of([{**fields, "type": why["kind"], "entry": why["entry"]}])
    first = min(mark.start for mark in marks)
    last = max(mark.end for mark in marks)
    start, end = _whole_words(article["text"], first - CONTEXT, last + CONTEXT)
    said_with = press.told_with(connection, row, view=view) if row else []
    return render(
        request,
        "entry.html",
        view=view,
        why=why,
        row=row,
        fields=fields,
        paragraphs=highlight.paragraphs(article["text"], article["blocks"], marks, (start, end)),
        clipped=(start > 0, end < len(article["text"])),
        chain=_chain(why, fields, row.subject if row else ""),
        tellings=press.tellings(said_with),
        sources=list(corroboration.sources(said_with)),
        amended=sorted(name for name in why["fields"] if fields.get(name) != why["fields"][name]),
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened to the nearest spaces."""
    start, end = max(0, start), min(len(text), end)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _chain(why: reports.ReportRow, fields: reports.ReportRow, knows: str) -> list[dict[str, str]]:
    """The way from the page that was read back to the one who knows: name, part, and whether it is named."""
    article = why["article"]
    chain = [{"name": article["outlet"] or article["label"] or article["id"][:8], "part": "the copy that was read"}]
    if article["origin"] and article["origin"] != article["outlet"]:
        chain.append({"name": article["origin"], "part": "published it first"})
    for via in fields.get("via", ()):
        chain.append({"name": via, "part": "an unnamed source" if "unnamed" in via else "told it"})
    if knows and fields.get("basis", "own words") == "own words":
        chain.append({"name": knows, "part": "in own words"})
    return chain
