"""Make docs/screens/*.png: each page of the desk over the demo articles, in Chromium without a window.

Usage: python scripts/make_screenshots.py [NAME ...]
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import onrecord
from onrecord.intake import open_source
from onrecord.ledger import Ledger, accounts, asof, open_ledger, reviewing
from onrecord.ledger.accounts import Role
from onrecord.ledger.rows import Row
from onrecord.model import Document
from onrecord.pipeline import read_document
from onrecord.reading.clauses import load_parser
from onrecord.web import auth, create_app

SCREENS = Path(__file__).resolve().parents[1] / "docs" / "screens"
DEMO = Path(onrecord.__file__).parent / "demo"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]
WIDE, PHONE = (1360, 900), (390, 844)
PASSWORD = "correct horse"
#: Pages that anybody sees: name, path, window, dark. {article} and {entry} are the ones with Sanders' terms.
PAGES = {
    "home": ("/", WIDE, False),
    "board": ("/board?contest=2024 president&target=Kamala Harris", WIDE, False),
    "dark": ("/board?contest=2024 president&as_of=2024-08-01", WIDE, True),
    "rows": ("/board?contest=2024 president&layout=rows", WIDE, False),
    "roster": ("/board?target=Kamala Harris&roster=members of Congress&as_of=2024-10-04", WIDE, False),
    "phone": ("/board?contest=2024 president&target=Kamala Harris", PHONE, False),
    "person": ("/who/bioguide:S000033", WIDE, False),
    "article": ("/articles/{article}", WIDE, False),
    "articles": ("/articles", WIDE, False),
    "entry": ("/entries/{entry}", WIDE, False),
    "wants": ("/wants", WIDE, False),
    "moves": ("/moves?since=2024-07-01", WIDE, False),
    "checks": ("/checks", WIDE, False),
    "polls": ("/polls", WIDE, False),
    "network": ("/network", WIDE, False),
    "search": ("/search?q=endorse plan", WIDE, False),
    "about": ("/about", WIDE, False),
    "login": ("/login", WIDE, False),
    "error": ("/who/Bernie Sandres", WIDE, False),
}


def main() -> None:
    asked = sys.argv[1:]
    SCREENS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        open_ledger(Path(folder) / "demo.db") as ledger,
    ):
        row = read_demo(ledger)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        with serving(ledger) as desk:
            for name, (path, size, dark) in PAGES.items():
                if not asked or name in asked:
                    page = window(browser, size, dark)
                    page.goto(desk + path.format(article=row.article_id, entry=row.id))
                    keep(page, name)
            for name, make in (("review", review), ("overtaken", overtaken)):
                if not asked or name in asked:
                    page = window(browser, WIDE, False)
                    make(desk, page, ledger, row)
                    keep(page, name)
        browser.close()


def read_demo(ledger: Ledger) -> Row:
    """Read the demo articles, make an editor; returns the entry that has terms of Bernie Sanders."""
    nlp = load_parser()
    documents = open_source([str(DEMO)], manifest=DEMO / "manifest.csv")
    records = (read_document(one, nlp) for one in documents if isinstance(one, Document))
    ledger.post_all(one for one in records if isinstance(one, onrecord.Record))
    with ledger.writing() as connection:
        accounts.add(connection, "Eve Editor", Role.EDITOR, auth.hash_password(PASSWORD))
        rows = asof.entries(connection, "positions")
        return next(row for row in rows if row.subject == "Bernie Sanders" and row.payload["conditions"])


@contextmanager
def serving(ledger: Ledger) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(ledger), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def window(browser: Browser, size: tuple[int, int], dark: bool) -> Page:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(60_000)
    return page


def keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENS / f"{name}.png")
    page.close()
    print(f"{name}.png")


def log_in(desk: str, page: Page, path: str) -> None:
    page.goto(f"{desk}/login?next={path}")
    page.get_by_label("Name").fill("Eve Editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{desk}{path}")


def review(desk: str, page: Page, ledger: Ledger, row: Row) -> None:
    """The bench with the amendment open and some words picked."""
    log_in(desk, page, f"/review/{row.id}")
    page.locator(".amend summary").click()
    page.keyboard.press("w")
    for _ in range(9):
        page.keyboard.press("Shift+ArrowRight")


def overtaken(desk: str, page: Page, ledger: Ledger, row: Row) -> None:
    """Two editors at once: the second sees what the first did."""
    log_in(desk, page, f"/review/{row.id}")
    page.get_by_label("Note").fill("His office confirms that he waits for a plan.")
    with ledger.writing() as connection:
        fields = {"stance": "supports", "conditions": []}
        reviewing.amend(connection, row.id, fields, by="Max Miller", note="He campaigns for her all the same.")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="Somebody was faster").wait_for()


if __name__ == "__main__":
    main()
