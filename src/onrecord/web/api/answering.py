"""How every operation of the API answers: an entity tag, a refusal of what it does not ask for, the errors it may give."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Coroutine, Set
from typing import Any

from fastapi import APIRouter, Request, Response, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from onrecord.web.api.shapes import Fault
from onrecord.web.errors import Refusal

_TOLD = {
    401: "The desk is closed to guests, or the API token does not hold.",
    404: "Nothing is there, or nobody in the ledger has this name.",
    422: "Something that was asked for cannot be.",
    500: "A fault of the desk's.",
    503: "The ledger does not answer.",
}
#: What every operation may answer besides.
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault, "description": words} for status, words in _TOLD.items()
}


class _Answer(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        known = {one.alias for one in get_flat_params(self.dependant) if isinstance(one.field_info, params.Query)}

        async def answer(request: Request) -> Response:
            _refuse_unknown(request, known)
            return _tagged(request, await handle(request))

        return answer


def api_router(tag: str) -> APIRouter:
    """A router for a group of operations."""
    return APIRouter(tags=[tag], route_class=_Answer)


def _refuse_unknown(request: Request, known: Set[str]) -> None:
    """Refuse parameters that the operation does not have, so that none is left out of account in silence."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    if unknown := sorted(set(given) - known):
        there = f"there are {', '.join(sorted(known))}" if known else "there are none"
        raise Refusal(422, f"no parameter {', '.join(unknown)} here", hint=there)


def _tagged(request: Request, response: Response) -> Response:
    """The answer with a digest of it as its tag; without it (304) if the asker has it already."""
    body = getattr(response, "body", b"")
    if request.method != "GET" or response.status_code != 200 or not body:
        return response
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    if tag in held or "*" in held:
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response
