"""A desk over the demo articles, and a browser that looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.conftest import PASSWORD, serving

CHROMIUM = Path("/usr/bin/chromium")
#: Everything that a browser does on its own stays at home.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)
#: Milliseconds that a busy machine is waited for.
PATIENCE = 90_000
expect.set_options(timeout=20_000)


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
        page.set_default_timeout(PATIENCE)
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
