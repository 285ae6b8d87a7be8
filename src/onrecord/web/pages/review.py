"""The review queue: an editor accepts, amends, rejects or notes what was read; two at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.engine import Connection

from onrecord import reports
from onrecord.errors import OutdatedError, RefusedError
from onrecord.ledger import asof, reviewing
from onrecord.reports import desk
from onrecord.web.asked import Reading, Writing
from onrecord.web.auth import Editor
from onrecord.web.pages import amending, highlight
from onrecord.web.pages.routes import page_router
from onrecord.web.rendering import render

router = page_router()
#: Entries in the queue beside the one that is looked at.
QUEUE = 25

Act = Literal["accept", "amend", "reject", "note", "undo"]
Target = Annotated[str, Query(max_length=200)]
Id = Annotated[str, Path(max_length=64, pattern="^[0-9a-f]+$")]


async def _form(request: Request) -> dict[str, str]:
    """What the form sends, text alone."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


Form = Annotated[dict[str, str], Depends(_form)]


@router.get("/review")
def review(request: Request, connection: Reading, account: Editor, target: Target = "", done: Target = "") -> Response:
    """The entry that most deserves a look."""
    queue = desk.queue(connection, target=target or None, limit=QUEUE)
    entry = queue[0]["entry"] if queue else ""
    return _page(request, connection, entry, queue, target=target, done=done)


@router.get("/review/{entry}")
def review_one(
    request: Request, connection: Reading, account: Editor, entry: Id, target: Target = "", done: Target = ""
) -> Response:
    """One entry, with the queue beside it."""
    queue = desk.queue(connection, target=target or None, limit=QUEUE)
    return _page(request, connection, reports.entry_called(connection, entry), queue, target=target, done=done)


@router.post("/review/{entry}/{act}")
def decide(request: Request, connection: Writing, account: Editor, entry: Id, act: Act, form: Form) -> Response:
    """Enter a decision and go on to the next entry; if somebody was faster, show what the other did."""
    id = reports.entry_called(connection, entry)
    target, after = form.get("on", ""), _number(form.get("after", ""))
    try:
        _enter(connection, id, act, form, by=account.name, after=after)
    except OutdatedError:
        rows = [row for row in reviewing.history(connection, id) if row["id"] > after]
        return render(
            request, "overtaken.html", status_code=409, entry=id, act=act, form=form, others=rows, last=rows[-1]["id"]
        )
    except RefusedError as error:
        queue = desk.queue(connection, target=target or None, limit=QUEUE)
        return _page(request, connection, id, queue, target=target, status_code=422, problem=str(error), draft=form)
    stay = act in ("note", "undo")
    onward = id if stay else form.get("next", "")
    path = f"/review/{onward}" if onward else "/review"
    told = {"target": target, "done": "" if stay else id}
    query = urlencode({name: value for name, value in told.items() if value})
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise RefusedError("the form does not say which reviews you have seen; load the page again")
    return int(text)


def _enter(connection: Connection, id: str, act: Act, form: Mapping[str, str], *, by: str, after: int) -> None:
    note = form.get("note", "").strip()
    if act == "note":
        if not note:
            raise RefusedError("an empty note; write what to remember")
        reviewing.note(connection, id, note, by=by)
    elif act == "amend":
        why = reports.why(connection, id)
        text = reports.show(connection, why["article"]["id"])["text"]
        evidence = [{name: span[name] for name in ("start", "end", "text")} for span in why["evidence"]]
        fields = amending.changes({**why["fields"], "evidence": evidence}, form, text)
        if not fields:
            raise RefusedError("nothing is changed; accept the entry if it is right as it was read")
        reviewing.amend(connection, id, fields, by=by, note=note, after=after)
    else:
        enter = {"accept": reviewing.accept, "reject": reviewing.reject, "undo": reviewing.undo}[act]
        enter(connection, id, by=by, note=note, after=after)


def _page(
    request: Request,
    connection: Connection,
    entry: str,
    queue: list[reports.ReportRow],
    *,
    target: str,
    done: str = "",
    status_code: int = 200,
    problem: str = "",
    draft: Mapping[str, str] | None = None,
) -> Response:
    ids = [row["entry"] for row in queue]
    at = ids.index(entry) if entry in ids else -1
    return render(
        request,
        "review.html",
        status_code=status_code,
        queue=queue,
        target=target,
        entry=entry,
        next=ids[at + 1] if at + 1 < len(ids) else "",
        last=ids[at - 1] if at > 0 else "",
        done=_done(connection, done),
        decided=desk.decided(connection),
        problem=problem,
        draft=draft or {},
        **(_shown(connection, entry) if entry else {}),
    )


def _shown(connection: Connection, entry: str) -> dict[str, Any]:
    """The entry as it holds, its article's text with its words marked, and what was decided on it."""
    why = reports.why(connection, entry)
    article = reports.show(connection, why["article"]["id"])
    row = next((one for one in asof.entries(connection, article=article["id"]) if one.id == entry), None)
    payload = dict(row.payload) if row else {**why["fields"], "evidence": why["evidence"]}
    marks = highlight.marks_of([{**payload, "type": why["kind"], "entry": entry}])
    return {
        "why": why,
        "row": row,
        "payload": payload,
        "fields": amending.fields_of(why["kind"], payload),
        "article": article,
        "paragraphs": highlight.paragraphs(article["text"], article["blocks"], marks),
        "after": max((one["id"] for one in why["reviews"]), default=0),
    }


def _done(connection: Connection, entry: str) -> dict[str, Any] | None:
    """What was just decided, so that it can be undone at once."""
    if not entry:
        return None
    why = reports.why(connection, entry)
    held = why["reviews"][-1] if why["reviews"] else None
    fields = why["fields"]
    about = fields.get("holder") or fields.get("speaker") or fields.get("group") or fields.get("subject") or ""
    return {**held, "about": about, "entry": why["entry"]} if held else None
