"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from onrecord.model import Article, Block, BlockKind
from onrecord.reading import Reading, load_parser, read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled articles, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the labelled articles (../shared/data) are not here")
    return SHARED


def article_of(text: str, **fields: str) -> Article:
    """An article with one paragraph for each line that is not empty."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=start, end=start + len(line), kind=BlockKind.PARAGRAPH))
        start += len(line) + 1
    return Article(text=text, blocks=tuple(blocks), **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    return article_of


@pytest.fixture(scope="session")
def make_reading(nlp: Language) -> Callable[..., Reading]:
    return lambda text, **fields: read(article_of(text, **fields), nlp)
