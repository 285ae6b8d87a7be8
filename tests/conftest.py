"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from spacy.language import Language

from onrecord.ledger import Ledger, open_ledger
from onrecord.model import Article, Block, BlockKind
from onrecord.reading import Reading, load_parser, read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


#: The databases that a ledger may be on.
DATABASES = ("sqlite", "postgresql")


def new_address(database: str, folder: Path) -> str:
    """The address of a new ledger on a database, in a folder if it is a file."""
    if database == "sqlite":
        return str(folder / "ledger.db")
    server = os.environ.get("ONRECORD_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL here; scripts/with_postgres.sh starts one")
    name = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture(params=DATABASES)
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new ledger, once on each database."""
    return new_address(request.param, tmp_path)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger, once on each database."""
    with open_ledger(ledger_url) as book:
        yield book


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
