"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from onrecord.ledger import accounts
from onrecord.web import auth, cookies
from onrecord.web.asked import ledger_of
from onrecord.web.rendering import render

router = APIRouter(include_in_schema=False)

Next = Annotated[str, Query(max_length=2000)]


@router.get("/login", name="login_page")
def login_page(request: Request, account: auth.Current, next: Next = "/") -> Response:
    """The form."""
    if account is not None:
        return RedirectResponse(_local(next), 303)
    return render(request, "login.html", next=_local(next), problem="")


@router.post("/login")
async def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session and go on to `next`; the form again if the name or the password is wrong."""
    address = request.client.host if request.client else ""
    async with request.app.state.turns.turn():
        secret = await run_in_threadpool(auth.log_in, ledger_of(request), name.strip(), password, address)
    if not secret:
        problem = "No account has this name and password."
        return render(request, "login.html", status_code=401, next=_local(next), problem=problem)
    response = RedirectResponse(_local(next), 303)
    cookies.set_cookie(request, response, "session", secret, days=accounts.SESSION_DAYS)
    return response


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    with ledger_of(request).writing() as connection:
        accounts.end_session(connection, cookies.session_of(request))
    response = RedirectResponse("/", 303)
    response.delete_cookie(cookies.cookie_name(request, "session"), secure=request.url.scheme == "https")
    return response


def _local(path: str) -> str:
    """A way on that stays on this desk.

    >>> _local("/board?target=Harris"), _local("//elsewhere.example"), _local("https://elsewhere.example")
    ('/board?target=Harris', '/', '/')
    """
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if safe else "/"
