"""Cookies and API tokens as a request brings them, and the guard against requests that another site forges."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import Request, Response

from onrecord.web.errors import Refusal

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def cookie_name(request: Request, what: str) -> str:
    """The name of a cookie; over https one that no other host, and no page over http, can set."""
    return f"{'__Host-' if request.url.scheme == 'https' else ''}onrecord_{what}"


def set_cookie(request: Request, response: Response, what: str, value: str, *, days: int | None = None) -> None:
    """Give the browser a cookie that no script reads and no other site's form sends."""
    response.set_cookie(
        cookie_name(request, what),
        value,
        max_age=None if days is None else days * 86_400,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def session_of(request: Request) -> str:
    """The secret of the session that a request comes with, "" if none."""
    return request.cookies.get(cookie_name(request, "session"), "")


def bearer_of(request: Request) -> str:
    """The API token that a request comes with, "" if none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def csrf_token(request: Request) -> str:
    """The token that forms of this browser must send back.

    It is an HMAC under the secret of the session, so that it holds as long as that and needs no key of its own; for a
    guest under that of a cookie, which the answer to this request sets if there is none.
    """
    secret = session_of(request) or request.cookies.get(cookie_name(request, "visit"), "")
    if not secret:
        secret = request.state.new_visit = getattr(request.state, "new_visit", "") or secrets.token_urlsafe(32)
    return _sign(secret)


def _sign(secret: str) -> str:
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


async def refuse_forgery(request: Request) -> None:
    """Refuse (403) an unsafe request that a browser sends with its cookies unless it brings the form's token along.

    A request with an API token is no browser's, and one without any cookie of ours has nothing to forge.
    """
    if request.method in _SAFE or bearer_of(request):
        return
    secrets_held = [session_of(request), request.cookies.get(cookie_name(request, "visit"), "")]
    held = next(filter(None, secrets_held), "")
    if not held and request.url.path.startswith("/api/"):
        return
    given = request.headers.get("X-CSRF-Token") or str((await _form(request)).get("csrf_token", ""))
    if not held or not hmac.compare_digest(given.encode(), _sign(held).encode()):
        raise Refusal(403, "this form is out of date, or was not sent from this desk", hint="load the page again")


async def _form(request: Request) -> dict[str, object]:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return {}
    return dict(await request.form())
