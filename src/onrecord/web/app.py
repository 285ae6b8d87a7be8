"""The app: one open ledger, pages, the API, and what stands around them."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from onrecord.ledger import Ledger, open_ledger
from onrecord.web import answers, api, login
from onrecord.web.auth import may_read
from onrecord.web.cookies import refuse_forgery
from onrecord.web.headers import BodyLimit, SecurityHeaders
from onrecord.web.rendering import WEB

#: The longest body that a request may bring, in bytes: an amendment is a few hundred.
MAX_BODY = 100_000


def create_app(ledger: str | Ledger, *, closed: bool = False, max_body: int = MAX_BODY) -> FastAPI:
    """The desk over a ledger, which is opened here once (`LedgerError` if there is none) and stays open.

    On a `closed` desk only accounts read. A body longer than `max_body` bytes is refused.
    """
    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        summary="Who backs whom, on what terms, and on whose word.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # both would load scripts from another host
        redoc_url=None,
        dependencies=[Depends(refuse_forgery)],
    )
    app.state.ledger = ledger if isinstance(ledger, Ledger) else open_ledger(ledger, create=False)
    app.state.closed = closed
    app.include_router(api.router)
    app.include_router(login.router)
    if (WEB / "pages" / "__init__.py").exists():
        pages = import_module("onrecord.web.pages")
        app.include_router(pages.router, dependencies=[Depends(may_read)], include_in_schema=False)
    app.mount("/static", StaticFiles(directory=WEB / "static", check_dir=False), name="static")
    app.add_middleware(BodyLimit, most=max_body)
    app.add_middleware(SecurityHeaders)
    answers.install(app)
    return app
