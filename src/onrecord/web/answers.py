"""Errors as answers. Under /api every error has one shape; elsewhere it is a page.

    {"error": {"type": "not_found", "message": "no article 'x' in this ledger", "hint": "..."}}

`type` is one of `TYPES`, by the status; `message` says what and where, `hint` what to do, where there is a hint.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from onrecord.errors import ConfigError, IntakeError, MissingError, OnRecordError, OutdatedError, RefusedError
from onrecord.web.errors import TYPES, Refusal
from onrecord.web.headers import protect
from onrecord.web.rendering import render

_LOG = logging.getLogger(__name__)
#: The status of each error on purpose; any other is the ledger's failure to answer.
_STATUS: dict[type[OnRecordError], int] = {
    MissingError: 404,
    OutdatedError: 409,
    RefusedError: 422,
    ConfigError: 422,
    IntakeError: 422,
}


def answer(
    request: Request, status: int, message: str, *, hint: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """An error as the asker can use it: JSON under /api, else a page, or the way to log in."""
    if request.url.path.startswith("/api/"):
        error = {"type": TYPES[status], "message": message, **({"hint": hint} if hint else {})}
        if status == 401:
            headers = {**(headers or {}), "WWW-Authenticate": "Bearer"}
        return JSONResponse({"error": error}, status, headers)
    if status == 401 and request.method == "GET":
        there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?{urlencode({'next': there})}", 303)
    return render(request, "error.html", status_code=status, headers=headers, status=status, message=message, hint=hint)


def install(app: FastAPI) -> None:
    """Have every error of the app answered so."""
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(OnRecordError, _on_purpose)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return answer(request, error.status, error.message, hint=error.hint)


def _on_purpose(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 503)
    if status == 503:
        _LOG.error("%s: %s", request.url.path, error)
        return answer(request, 503, "the ledger does not answer", hint="try again in a moment; the log says why")
    message, _, hint = str(error).partition("; ")
    return answer(request, status, message, hint=hint)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(request, 422, "; ".join(_told(error.errors())))


def _told(faults: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each fault as "where: what is wrong"."""
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg'][:1].lower()}{one['msg'][1:]}" for one in faults]


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code if error.status_code in TYPES else 400
    told = {
        404: f"nothing is at {request.url.path}",
        405: f"{request.method} is not possible at {request.url.path}",
    }
    return answer(request, status, told.get(status, str(error.detail)), headers=error.headers)


def _bug(request: Request, error: Exception) -> Response:
    response = answer(request, 500, "something went wrong here", hint="the log says what; please report it")
    protect(response.headers, request.scope)  # bugs are answered outside of every other layer
    return response
