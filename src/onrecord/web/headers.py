"""What every answer carries: the headers that keep a browser from being used against its owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: This host alone, nothing inline, in nobody's frame.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_YEAR = 365 * 86_400


def protect(headers: MutableHeaders, scope: Mapping[str, Any]) -> None:
    """Add them to an answer's."""
    for name, value in _ALWAYS.items():
        headers[name] = value
    if scope["scheme"] == "https":
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if not scope["path"].startswith("/static/"):
        # What is shown depends on who asks: no proxy may keep it, and a browser asks whether it still holds.
        headers.setdefault("Cache-Control", "private, no-cache")


class SecurityHeaders:
    """Protects every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), scope)
            await send(message)

        await self.app(scope, receive, send_protected)
