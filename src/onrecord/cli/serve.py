"""`onrecord serve`: the desk in a browser."""

from __future__ import annotations

import socket
from types import ModuleType
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT, SETTINGS, LedgerOption
from onrecord.errors import OnRecordError


def load_desk() -> ModuleType:
    """The web package, whose libraries are an extra; `OnRecordError` says how to get them."""
    try:
        from onrecord import web
    except ModuleNotFoundError as error:
        raise OnRecordError(f"the desk needs {error.name}; install it with `pip install 'onrecord[desk]'`") from None
    return web


def serve(
    ledger: LedgerOption = DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8000,
    closed: Annotated[
        bool, typer.Option("--closed/--open", help="Whether only accounts may read (`onrecord users add`).")
    ] = SETTINGS.closed,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            help="A name by which the desk may be called, besides localhost and the address it listens on; may be given"
            " again. '*' is every name. ONRECORD_HOSTS says them for good, parted by commas.",
        ),
    ] = None,
) -> None:
    """Show a ledger in the browser, with an API under /api/v1."""
    hosts = allow_host or [name for name in SETTINGS.hosts.split(",") if name.strip()]
    app = load_desk().create_app(ledger, closed=closed, hosts=[host, *hosts])
    import uvicorn  # comes with the desk

    with listen(host, port) as listener:
        name, number = listener.getsockname()[:2]
        typer.echo(f"onrecord is at http://{f'[{name}]' if ':' in name else name}:{number} (Ctrl-C stops it)")
        config = uvicorn.Config(app, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; `OnRecordError` if nobody can."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        raise OnRecordError(f"{host}:{port}: cannot listen there: {why}; choose another --host or --port") from None
