"""What holds for every page: legible for all, no sideways scrolling, readable without scripts, light, and quiet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.slow

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Pages by what they show; {article} and {entry} are filled in from the demo ledger.
PAGES = {
    "front": "/",
    "boards": "/board",
    "board of a contest": "/board?contest=2024 president",
    "board of a target": "/board?contest=2024 president&target=Kamala Harris",
    "board in rows": "/board?target=Kamala Harris&layout=rows&as_of=2024-08-01",
    "board of a roster": "/board?target=Kamala Harris&roster=Democratic senators&as_of=2024-08-01",
    "person": "/who/bioguide:S000033",
    "articles": "/articles",
    "article": "/articles/{article}",
    "entry": "/entries/{entry}",
    "terms": "/wants",
    "moves": "/moves?since=2024-07-01",
    "checks": "/checks",
    "polls and events": "/polls",
    "search": "/search?q=plan",
    "network": "/network",
    "about": "/about",
    "log in": "/login",
}
ERRORS = {"404": "/entries/nothing", "no such page": "/nowhere", "bad day": "/board?target=Harris&as_of=2024-13-01"}


@pytest.fixture(scope="session")
def filled(demo: Path) -> Callable[[str], str]:
    with sqlite3.connect(demo) as ledger:
        query = (
            "select article_id, id from entry where kind = 'positions' and payload like '%plan for working families%'"
        )
        article, entry = ledger.execute(query).fetchone()
    ledger.close()
    return lambda path: path.format(article=article, entry=entry)


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_a_page_is_there_for_everybody(
    desk: str, filled: Callable[[str], str], browse: Callable[..., Page], name: str
) -> None:
    weights: dict[str, int] = {}
    page = browse("about:blank")
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    page.goto(desk + filled({**PAGES, **ERRORS}[name]))
    page.wait_for_load_state("networkidle")

    assert page.get_by_role("heading", level=1).count() == 1
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1
    if name != "log in":  # there the first field waits for the name
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"

    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert serious(page) == [], theme
    for width in (768, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert all(url.startswith(desk) for url in weights)  # nothing from another host
    pictures = sum(weight for url, weight in weights.items() if url.endswith(".svg"))
    assert sum(weights.values()) - pictures < 150_000, weights
    assert pictures < 20_000


@pytest.mark.parametrize("name", PAGES)
def test_every_page_reads_without_scripts(
    desk: str, filled: Callable[[str], str], browse: Callable[..., Page], name: str
) -> None:
    page = browse(desk + filled(PAGES[name]), script=False)
    assert page.get_by_role("heading", level=1).inner_text()
    assert len(page.get_by_role("main").inner_text()) > 60
    for button in page.locator("main button").all():
        assert not button.is_visible() or button.get_attribute("type") != "button"  # what is shown works


def test_the_review_is_there_for_everybody(bench: str, log_in: Callable[..., Page]) -> None:
    page = log_in(bench, "/review")
    page.keyboard.press("e")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert serious(page) == [], theme
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_print_leaves_out_what_one_clicks(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(f"{desk}/board?target=Kamala Harris")
    page.emulate_media(media="print")
    assert page.get_by_text("Alexandria Ocasio-Cortez").first.is_visible()
    for gone in ("nav", ".filters", ".slider", "input[type=range]", "button"):
        assert not any(one.is_visible() for one in page.locator(gone).all())
