"""The whole review in a browser, by keyboard and by mouse, and two editors at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow


def about(page: Page) -> str:
    return page.locator(".verdict .line").inner_text().replace("\n", " ")


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_one_hand_on_the_keyboard(bench: str, log_in: Callable[..., Page]) -> None:
    page = log_in(bench, "/review")
    first = about(page)
    press(page, "j")
    second = about(page)
    assert second != first
    press(page, "k")
    assert about(page) == first

    press(page, "a")  # accept, and on to the next
    assert about(page) == second
    expect(page.get_by_role("status")).to_contain_text("accepted by Eve")
    press(page, "u")  # undo, and look at it again
    assert about(page) == first
    expect(page.locator(".decision ol")).to_contain_text("undone by Eve")

    press(page, "r")
    assert first not in page.locator(".queue ol").first.inner_text().replace("\n", " ")
    page.keyboard.press("n")
    page.keyboard.type("ask the campaign, a r u")  # letters in a field are letters
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Note only").click()
    expect(page.locator(".decision ol")).to_contain_text("ask the campaign")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("undo the last decision")


def test_words_are_picked_by_keyboard(bench: str, log_in: Callable[..., Page]) -> None:
    page = log_in(bench, "/review")
    page.keyboard.press("w")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    picked = page.evaluate("getSelection().toString()").strip()
    assert len(picked.split()) >= 3
    page.keyboard.press("t")
    expect(page.locator("[data-spans=conditions] .chips li span").last).to_contain_text(picked)
    page.keyboard.press("e")
    page.get_by_label("Stance").select_option("withholds")
    entry = page.url
    page.get_by_role("button", name="Enter the amendment").click()
    expect(page.get_by_role("status")).to_contain_text("amended by Eve")
    page.locator(".lately a", has_text="amended").first.click()
    expect(page.locator(".verdict .term").last).to_contain_text(picked)
    expect(page.locator(".verdict .stance")).to_have_text("withholds")
    assert entry.startswith(bench)


def test_words_are_picked_by_mouse_and_taken_away(bench: str, log_in: Callable[..., Page]) -> None:
    page = log_in(bench, "/review")
    page.keyboard.press("e")
    evidence = page.locator("[data-spans=evidence]")
    add = evidence.get_by_role("button", name="Add the selected words")
    expect(add).to_be_disabled()
    page.locator(".picker p").last.dblclick(position={"x": 8, "y": 12})  # its first word
    picked = page.evaluate("getSelection().toString()").strip()
    assert picked
    expect(add).to_be_enabled()
    add.click()
    expect(evidence.locator(".chips li")).to_have_count(2)
    expect(evidence.locator(".chips li").last).to_contain_text(picked)
    spans = evidence.locator("textarea").input_value().split("\n")
    assert all(re.fullmatch(r"\d+-\d+", span) for span in spans)
    evidence.get_by_role("button", name="Take away").first.click()
    expect(evidence.locator(".chips li")).to_have_count(1)
    page.get_by_role("button", name="Enter the amendment").click()
    expect(page.get_by_role("status")).to_contain_text("amended by Eve")
    page.locator(".lately a", has_text="amended").first.click()
    expect(page.locator(".picker .mark.k-positions")).to_have_text(picked)


def test_two_editors_at_once_lose_nothing(bench: str, log_in: Callable[..., Page]) -> None:
    eve, max_ = log_in(bench, "/review", "Eve"), log_in(bench, "/review", "Max")
    assert about(eve) == about(max_)
    max_.keyboard.press("n")
    max_.keyboard.type("he was joking")
    max_.keyboard.press("Escape")
    press(max_, "r")
    eve.keyboard.press("n")
    eve.keyboard.type("she was there")
    eve.keyboard.press("Escape")
    press(eve, "a")
    expect(eve.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    expect(eve.get_by_role("main")).to_contain_text("Max rejected it")
    expect(eve.get_by_role("main")).to_contain_text("he was joking")
    expect(eve.get_by_role("main")).to_contain_text("she was there")
    eve.get_by_role("button", name="Accept all the same").click()
    expect(eve.get_by_role("status")).to_contain_text("accepted by Eve")
    eve.locator(".lately a").first.click()
    told = eve.locator(".decision ol").inner_text()
    assert told.index("rejected by Max") < told.index("accepted by Eve")


def test_decisions_work_without_scripts(bench: str, log_in: Callable[..., Page]) -> None:
    page = log_in(bench, "/review", script=False)
    first = about(page)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("accepted by Eve")
    page.get_by_role("button", name="Undo").first.click()
    assert about(page) == first
    page.get_by_text("Amend", exact=False).first.click()
    page.get_by_label("Date").fill("2024-13-45")
    page.get_by_role("button", name="Enter the amendment").click()
    expect(page.get_by_role("alert")).to_contain_text("is no date")
    expect(page.get_by_label("Date")).to_have_value("2024-13-45")
