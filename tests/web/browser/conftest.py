"""A desk over the demo articles, and a browser that looks at it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from spacy.language import Language

import onrecord
from onrecord.intake import open_source
from onrecord.ledger import accounts, open_ledger
from onrecord.ledger.accounts import Role
from onrecord.model import Document
from onrecord.pipeline import read_document
from onrecord.web import auth, create_app

CHROMIUM = Path("/usr/bin/chromium")
DEMO = Path(onrecord.__file__).parent / "demo"
#: Everything that a browser does on its own stays at home.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)
EDITORS, PASSWORD = ("Eve", "Max"), "correct horse"


@pytest.fixture(scope="session")
def demo(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the demo articles, read once, with two editors."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    documents = open_source([str(DEMO)], manifest=DEMO / "manifest.csv")
    records = [read_document(one, nlp) for one in documents if isinstance(one, Document)]
    with open_ledger(path) as ledger:
        ledger.post_all(one for one in records if isinstance(one, onrecord.Record))
        with ledger.writing() as connection:
            for name in EDITORS:
                accounts.add(connection, name, Role.EDITOR, auth.hash_password(PASSWORD))
    return path


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The address of a desk over a ledger, while it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(str(ledger)), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the desk did not start")
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def desk(demo: Path) -> Iterator[str]:
    """A desk that tests only read."""
    with serving(demo) as address:
        yield address


@pytest.fixture
def bench(demo: Path, tmp_path: Path) -> Iterator[str]:
    """A desk over a copy of the demo ledger, to decide on."""
    copy = tmp_path / "bench.db"
    copy.write_bytes(demo.read_bytes())
    with serving(copy) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


def _is_ours(kind: str, words: str) -> bool:
    return kind in ("error", "warning") and not words.startswith("Failed to load resource")


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in windows of their own; whatever the console complains of fails the test."""
    windows: list[BrowserContext] = []
    complaints: list[str] = []

    def look(address: str, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> Page:
        window = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        windows.append(window)
        page = window.new_page()
        # Chromium itself complains of each answer that is an error; some tests ask for one.
        page.on("console", lambda told: complaints.append(told.text) if _is_ours(told.type, told.text) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield look
    for window in windows:
        window.close()
    assert complaints == []


@pytest.fixture
def log_in(browse: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page as an editor."""

    def enter(desk: str, path: str, name: str = "Eve", **window: int | bool) -> Page:
        page = browse(f"{desk}/login?next={path}", **window)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{desk}{path}*")
        return page

    return enter
