"""The app: one open ledger, pages, the API, and what stands around them."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from onrecord.ledger import Ledger, open_ledger
from onrecord.web import answers, api, login, pages
from onrecord.web.api.description import describe, operation_id
from onrecord.web.auth import may_read
from onrecord.web.cookies import refuse_forgery
from onrecord.web.headers import SecurityHeaders
from onrecord.web.hosts import KnownHosts
from onrecord.web.rendering import WEB
from onrecord.web.turns import Turns

#: The longest body that a request may bring, in bytes: an amendment is a few hundred.
MAX_BODY = 100_000
#: How seldom Python looks for cycles. A page makes thousands of rows that have none, and a look at them costs a third of
#: its time.
_LOOKS = (100_000, 50, 100)


def create_app(
    ledger: str | Ledger, *, closed: bool = False, hosts: Collection[str] = (), max_body: int = MAX_BODY
) -> FastAPI:
    """The desk over a ledger, which is opened here once (`LedgerError` if there is none) and stays open.

    On a `closed` desk only accounts read. `hosts` are names by which it may be called besides localhost and the address
    that a request comes to; "*" is every one. A body longer than `max_body` bytes is refused.
    """
    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        summary="Who backs whom, on what terms, and on whose word.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # both would load scripts from another host
        redoc_url=None,
        dependencies=[Depends(refuse_forgery)],
        max_body_size=max_body,
        generate_unique_id_function=operation_id,
        lifespan=_while_open,
    )
    gc.set_threshold(*_LOOKS)
    app.state.ledger = ledger if isinstance(ledger, Ledger) else open_ledger(ledger, create=False)
    app.state.closed = closed
    app.state.turns = Turns()
    app.include_router(api.router)
    app.include_router(login.router)
    app.include_router(pages.router, dependencies=[Depends(may_read)], include_in_schema=False)
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    app.add_middleware(KnownHosts, names=hosts)
    app.add_middleware(SecurityHeaders)
    answers.install(app)
    describe(app, closed=closed)
    return app


@asynccontextmanager
async def _while_open(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.ledger.close()
