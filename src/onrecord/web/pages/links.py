"""Links that keep what a reader has chosen: the two clocks and which entries count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import pass_context
from jinja2.runtime import Context

#: What every link of a page keeps, in this order.
KEPT = ("as_of", "known_at", "basis", "min_confidence", "reviewed")


@pass_context
def link(context: Context, path: str, *parts: str, **query: Any) -> str:
    """The address of a page: `parts` are quoted onto `path`, `query` is set beside what is kept; None or "" leaves out.

    A name that begins with an underscore loses it, so that words of Python can be asked for.
    """
    asked = context["request"].query_params
    chosen = {name: asked.get(name, "") for name in KEPT} | {name.removeprefix("_"): query[name] for name in query}
    return address(path, parts, chosen)


@pass_context
def here(context: Context, **query: Any) -> str:
    """The address of this page with some of its query changed."""
    request = context["request"]
    return address(request.url.path, (), {**request.query_params, **query})


def address(path: str, parts: Iterable[str], query: dict[str, Any]) -> str:
    """A path with its parts and its query, in one spelling: what is empty is left out.

    >>> address("/who", ["org:afl-cio"], {"as_of": "2024-07-24", "reviewed": False})
    '/who/org:afl-cio?as_of=2024-07-24'
    """
    path = "/".join([path.rstrip("/") or path, *(quote(part, safe=":") for part in parts)])
    told = urlencode({name: _plain(value) for name, value in query.items() if value not in (None, "", False)})
    return f"{path}?{told}" if told else path


def _plain(value: Any) -> str:
    return "true" if value is True else str(value)
