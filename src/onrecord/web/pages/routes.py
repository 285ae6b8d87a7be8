"""How pages are reached: what every group of them shares."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute


class _PageRoute(APIRoute):
    """A form sends its empty fields along; a page takes them for not asked."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def without_empty_fields(request: Request) -> Response:
            told = parse_qsl(request.scope["query_string"].decode("latin-1"))
            request.scope["query_string"] = urlencode(told).encode()
            return await handle(Request(request.scope, request.receive))

        return without_empty_fields


def page_router() -> APIRouter:
    """A router for a group of pages."""
    return APIRouter(route_class=_PageRoute)
