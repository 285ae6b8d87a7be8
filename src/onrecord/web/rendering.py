"""Pages out of templates: `render` hands each what every page needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onrecord.web.cookies import csrf_token, set_cookie

WEB = Path(__file__).parent
_templates = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)
#: The environment, for filters and globals.
environment: Environment = _templates.env


def render(
    request: Request,
    name: str,
    *,
    status_code: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    """The page that a template makes of `context`, with the account and the form token beside it."""
    given = {"account": getattr(request.state, "account", None), "csrf_token": partial(csrf_token, request), **context}
    response = _templates.TemplateResponse(request, name, given, status_code=status_code, headers=headers)
    if visit := getattr(request.state, "new_visit", ""):
        set_cookie(request, response, "visit", visit)
    return response
