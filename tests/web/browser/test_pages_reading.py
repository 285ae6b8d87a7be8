"""Reading the record in a browser: the day slider, filters, pop-ups, keys, themes; and all of it without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

BOARD = "/board?contest=2024 president&target=Kamala Harris"


def holders(page: Page) -> list[str]:
    return page.locator("#shown .stances .name").all_inner_texts()


def test_the_slider_shows_the_board_of_its_day(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + BOARD)
    many = len(holders(page))
    slider = page.get_by_role("slider", name="Day")
    slider.focus()
    slider.press("Home")  # the first day of the chart: July 21, 2024
    expect(page.locator("#shown .sum b")).to_have_text("July 21, 2024")
    assert slider.get_attribute("aria-valuetext") == "July 21, 2024"
    assert "as_of=2024-07-21" in page.url
    assert {"Joe Biden", "Alexandria Ocasio-Cortez"} <= set(holders(page))
    assert len(holders(page)) < many
    expect(page.locator("#clock")).to_contain_text("The record as of July 21, 2024")
    slider.press("ArrowRight")
    expect(page.locator("#shown .sum b")).to_have_text("July 22, 2024")
    page.reload()  # the address says it all
    expect(page.locator("#shown .sum b")).to_have_text("July 22, 2024")
    page.go_back()
    expect(page.locator("#shown .sum b")).to_have_text("July 21, 2024")


def test_the_replay_goes_from_move_to_move(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(f"{desk}{BOARD}&as_of=2024-07-21")
    page.get_by_role("button", name="Replay").click()
    expect(page.locator("#shown .sum b")).to_have_text("July 22, 2024")
    expect(page.locator("#shown .sum b")).to_have_text("July 23, 2024")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Replay")).to_be_visible()


def test_filters_act_at_once_and_stand_in_the_address(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + BOARD)
    page.get_by_label("Party").select_option("Independent")
    expect(page.locator("#shown .stances .name").first).to_have_text("Bernie Sanders")
    assert page.url.endswith("party=Independent") or "party=Independent&" in page.url
    assert "basis=" not in page.url
    page.get_by_label("On whose word").select_option("own words")
    expect(page.locator("#shown .stances .name")).to_have_count(3)
    page.get_by_role("link", name="Rows").click()
    expect(page.get_by_role("columnheader", name="On whose word")).to_be_visible()
    assert "party=Independent" in page.url


def test_marked_words_show_their_entry_and_lead_to_it(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/articles/12-sanders-holds-off")
    words = page.locator(".text .mark", has_text="Sanders told NBC News").first
    words.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Bernie Sanders")
    expect(tip).to_contain_text("withholds")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator(".kinds input[data-kind=positions]").focus()
    page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.mark')"):
            break
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    words.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bernie Sanders")
    assert "/entries/" in page.url


def test_kinds_of_marks_can_be_switched_off(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/articles/12-sanders-holds-off")
    words = page.locator(".text .mark.k-positions").first
    shaded = words.evaluate("one => getComputedStyle(one).backgroundColor")
    page.get_by_label("positions").uncheck()
    assert words.evaluate("one => getComputedStyle(one).backgroundColor") != shaded


def test_the_text_of_an_article_is_shown_to_the_letter(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/articles/12-sanders-holds-off")
    shown = page.locator(".text p").all_text_contents()
    assert shown[1].strip() == (
        "Sanders told NBC News that he is not ready to endorse Harris yet. Before he will formally back her, he wants "
        "Harris to lay out a plan for working families."
    )


def test_keys(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/articles")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("j")  # a letter in a field is a letter
    expect(page.get_by_role("searchbox", name="Search articles and statements")).to_have_value("j")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    row = page.locator("tr[aria-current=true]")
    expect(row).to_have_count(1)
    title = row.get_by_role("link").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_theme_is_remembered(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/about")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    button = page.get_by_role("button", name="Theme")
    button.click()
    button.click()
    assert page.evaluate(paper) != light
    page.goto(desk + "/board")
    assert page.evaluate(paper) != light
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()


def test_days_and_filters_work_without_scripts(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + BOARD, script=False)
    expect(page.get_by_role("slider", name="Day")).to_be_hidden()
    page.locator("input[type=date]#as-of").fill("2024-07-21")
    page.get_by_role("button", name="Show this day").click()
    expect(page.locator("#shown .sum b")).to_have_text("July 21, 2024")
    page.get_by_label("Party").select_option("Democrat")
    page.get_by_role("button", name="Show", exact=True).first.click()
    assert "Dick Cheney" not in holders(page)
    page.get_by_role("link", name="Joe Biden").last.click()
    assert "as_of=2024-07-21" in page.url  # the day comes along


def test_the_network_lights_one_holder(desk: str, browse: Callable[..., Page]) -> None:
    page = browse(desk + "/network")
    page.locator(".holder", has_text="Mitt Romney").locator("text").hover()
    faint = page.locator(".holder", has_text="Joe Biden").locator(".thread").first
    assert float(faint.evaluate("one => getComputedStyle(one).opacity")) < 0.2
    row = page.get_by_role("row", name="Mitt Romney")
    expect(row).to_contain_text("opposes")
    expect(row).to_contain_text("declines")
