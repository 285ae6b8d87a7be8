"""The API's description of itself: what FastAPI makes of the operations, and how to prove who one is."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

_TEXT = """
Rows come in pages: `next` is the `cursor` of the page behind, null at the end. All pages of one walk tell what the
ledger knew when the first was asked for. `as_of` is a day to look at, `known_at` a moment of knowing. Answers carry an
`ETag`; send it back as `If-None-Match`, and an answer that is still the same comes as 304 without a body. Every error is
`{"error": {"type", "message", "hint"}}`, `hint` only where there is one.
"""
_TAGS = {
    "desk": "The desk itself.",
    "standings": "Who stands where, who moved, what holdouts ask for.",
    "rosters": "Contests, and bodies with their silent members.",
    "people": "Who is who.",
    "articles": "Articles with their text and their entries.",
    "entries": "What was read out of articles.",
    "figures": "Tallies, polls, events, conflicts.",
    "review": "Decisions of editors.",
    "streams": "Search, changes.",
    "downloads": "The record in the forms that other tools read.",
}
_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token: `onrecord users token NAME`."},
    "session": {"type": "apiKey", "in": "cookie", "name": "onrecord_session", "description": "A browser's session."},
    "form": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "What a browser's forms send beside the session.",
    },
}
_NOT_MODIFIED = {"description": "Still what the asker has (If-None-Match)."}


def operation_id(route: APIRoute) -> str:
    """The name of the function."""
    return route.name


def describe(app: FastAPI, *, closed: bool) -> None:
    """Have the app describe itself; on a `closed` desk reading takes an account as well."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _described(app, closed)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _described(app: FastAPI, closed: bool) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=_TEXT.strip(),
        tags=[{"name": name, "description": words} for name, words in _TAGS.items()],
        routes=app.routes,
    )
    accounts: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            if method == "get":
                operation["security"] = accounts if closed else [{}, *accounts]
                if "application/json" in operation["responses"]["200"]["content"]:
                    operation["responses"]["304"] = _NOT_MODIFIED
            else:
                operation["security"] = [{"token": []}, {"session": [], "form": []}]
    schema["components"]["securitySchemes"] = _SCHEMES
    return schema
