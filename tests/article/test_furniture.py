from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from onrecord.article import build_article
from onrecord.article.furniture import is_furniture
from onrecord.model import Article, BlockKind, Document

RULES: list[dict[str, Any]] = tomllib.loads(files("onrecord.article").joinpath("furniture.toml").read_text("utf-8"))[
    "rule"
]


def article_of(text: str) -> Article:
    return build_article(Document(source="a.txt", media_type="text/plain", content=text.encode()))


def marked(text: str) -> list[str]:
    return [text[b.start : b.end].strip() for b in article_of(text).blocks if b.kind is BlockKind.FURNITURE]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_a_rule_matches_its_examples_and_no_counter_example(rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], re.IGNORECASE)
    assert rule["examples"]
    assert [line for line in rule["examples"] if not pattern.fullmatch(line)] == []
    assert [line for line in rule["not_examples"] if is_furniture(line)] == []


def test_lines_are_marked_and_nothing_is_cut() -> None:
    text = "Ames backs Bell\n\nAda Ames backs Bo Bell.\n\nAdvertisement\n\nShe said so on Monday."
    assert marked(text) == ["Advertisement"]
    assert article_of(text).text == text


def test_related_titles_within_a_line_are_marked() -> None:
    text = "Ames spoke first. (Also on THE PAPER: Bell tours Ohio) Then she left for home.\nNo more."
    assert marked(text) == ["(Also on THE PAPER: Bell tours Ohio)"]


def test_titles_woven_in_behind_a_name_are_marked() -> None:
    text = "Sen. Ada Ames Ada Lee AmesPoll finds a close race Bell tours Ohio MORE (D-Ohio) backs Bell.\nIt is over."
    article = article_of(text)
    assert marked(text) == ["Ada Lee AmesPoll finds a close race Bell tours Ohio MORE"]
    assert [span.text for span in article.evidence(0, text.index("\n"))] == ["Sen. Ada Ames", "(D-Ohio) backs Bell."]
    assert len(article.readable()) == len(text)


def test_more_in_capitals_alone_is_prose() -> None:
    assert marked("We want MORE jobs, Ames said in Ohio.\nShe left.") == []
