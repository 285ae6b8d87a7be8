"""Whom the desk answers to: requests that call it by a name of its own. Another name may lead here by a stranger's doing."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.answers import answer

#: Stands for every name.
ANY = "*"


class KnownHosts:
    """Refuses (400) a request whose Host is none of some names, nor localhost, nor the address it came to."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self.app = app
        self.names = frozenset({"localhost", *(bare(name) for name in names)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or ANY in self.names:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        asked = bare(request.headers.get("host", ""))
        here, _ = scope.get("server") or ("", None)
        if asked and asked in {*self.names, bare(here)}:
            await self.app(scope, receive, send)
            return
        told = f"this desk does not go by the name of {asked[:100]!r}" if asked else "the request names no host"
        hint = "if it should, whoever runs it starts it with --allow-host NAME, or sets ONRECORD_HOSTS"
        await answer(request, 400, told, hint=hint)(scope, receive, send)


def bare(host: str) -> str:
    """A host without port, brackets and capitals.

    >>> bare("Desk.example:8000"), bare("[::1]:8000"), bare("::1"), bare("desk.example.")
    ('desk.example', '::1', '::1', 'desk.example')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return (host if host.count(":") > 1 else host.partition(":")[0]).rstrip(".")
