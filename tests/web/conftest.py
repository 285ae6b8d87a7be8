"""Desks over small ledgers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from spacy.language import Language

import onrecord
from onrecord.cli.serve import listen
from onrecord.entries import Event, PollFigure, Stance, Tally
from onrecord.intake import open_source
from onrecord.ledger import Ledger, accounts, open_ledger
from onrecord.ledger.accounts import Role
from onrecord.model import Document
from onrecord.pipeline import read_document
from onrecord.web import auth, create_app
from tests.conftest import DATABASES, new_address
from tests.records import article, position, record, statement

DEMO = Path(onrecord.__file__).parent / "demo"
EDITORS, PASSWORD = ("Eve", "Max"), "correct horse"


@pytest.fixture
def app(ledger: Ledger) -> FastAPI:
    """The desk over an empty ledger, once on each database."""
    return create_app(ledger)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A guest's browser; errors of the desk come as answers."""
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def hashed() -> str:
    """The hash of "correct horse", a cheap one, because hashing is slow on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def token_of(ledger: Ledger, hashed: str) -> Callable[[Role], dict[str, str]]:
    """The header that a new account of a role sends its API token in."""

    def make(role: Role) -> dict[str, str]:
        with ledger.writing() as connection:
            accounts.add(connection, f"an {role}", role, hashed)
            return {"Authorization": f"Bearer {accounts.add_token(connection, f'an {role}', 'test')}"}

    return make


WORDS = "I want to hear her plan for the schools before I decide,"
SANDERS = article(
    f"“{WORDS}” Bernie Sanders told NBC News. He would vote for Kamala Harris. Bob Casey backs her.",
    published="2024-07-23",
    outlet="NBC News",
    label="sanders",
    title="Sanders waits",
)
HERALD = article(
    "Bob Casey will not endorse Kamala Harris.", published="2024-07-24", outlet="The Herald", label="herald", title="No"
)
TALLY = article(
    "Forty-eight senators have endorsed Kamala Harris, including Cory Booker. She is at 41 percent in Ohio.",
    published="2024-07-25",
    outlet="The Sun",
    label="tally",
)


def fill(ledger: Ledger) -> None:
    """Enter something of every kind."""
    asks = ("hear her plan for the schools",)
    ledger.post(
        record(
            SANDERS,
            position(SANDERS, "Bernie Sanders", "withholds", "Kamala Harris", terms=asks, basis="own words"),
            position(SANDERS, "Bernie Sanders", "supports", "Kamala Harris", confidence=0.7),
            position(SANDERS, "Bob Casey", "endorses", "Kamala Harris"),
            statement(SANDERS, "Bernie Sanders", WORDS, to="NBC News"),
        )
    )
    ledger.post(record(HERALD, position(HERALD, "Bob Casey", "declines", "Kamala Harris")))
    whole = (TALLY.span(0, len(TALLY.text)),)
    ledger.post(
        record(
            TALLY,
            position(TALLY, "Cory Booker", "endorses", "Kamala Harris"),
            Tally(
                count="Forty-eight",
                number=48,
                group="senators",
                stance=Stance.ENDORSES,
                target="Kamala Harris",
                named=("Cory Booker",),
                evidence=whole,
            ),
            PollFigure(subject="Kamala Harris", value=41.0, place="Ohio", evidence=whole),
            PollFigure(subject="Kamala Harris", lead=3.0, evidence=whole),
            Event(kind="rally", who=("Kamala Harris",), place="Ohio", evidence=whole),
        )
    )


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger with something of every kind, once on each database."""
    fill(ledger)
    return ledger


@pytest.fixture(scope="module", params=DATABASES)
def guest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A guest's browser at a filled desk that all tests of a module only read, once on each database."""
    with open_ledger(new_address(request.param, tmp_path_factory.mktemp("ledger"))) as ledger:
        fill(ledger)
        with TestClient(create_app(ledger), raise_server_exceptions=False) as client:
            yield client


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
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(str(ledger)), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the desk did not start")
            thread.join(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
