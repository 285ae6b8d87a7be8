"""A client that a generator makes of the description works against a desk that runs."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import accounts, open_ledger
from onrecord.ledger.accounts import Role
from onrecord.web import create_app
from tests.web.conftest import fill, serving

pytestmark = pytest.mark.slow
PACKAGE = "onrecord_client"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The generated package, made without a network and importable."""
    folder = tmp_path_factory.mktemp("client")
    described, config = folder / "openapi.json", folder / "config.json"
    described.write_text(json.dumps(create_app(open_ledger(":memory:")).openapi()), encoding="utf-8")
    config.write_text(json.dumps({"post_hooks": [], "literal_enums": True}), encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "none"]
    command += ["--path", str(described), "--config", str(config), "--output-path", str(folder / PACKAGE)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a desk over a filled ledger, and an editor's token."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with open_ledger(path) as ledger:
        fill(ledger)
        with ledger.writing() as connection:
            accounts.add(connection, "Eve", Role.EDITOR, "no hash")
            token = accounts.add_token(connection, "Eve", "client")
    with serving(path) as address:
        yield address, token


def part(name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.{name}")


def test_it_reads_decides_and_is_refused(generated: Path, bench: tuple[str, str]) -> None:
    address, token = bench
    client = part("client").AuthenticatedClient(base_url=address, token=token)
    with client:
        assert part("api.desk.desk").sync(client=client).account.name == "Eve"
        first = part("api.standings.board").sync(client=client, target="Kamala Harris", limit=1)
        rest = part("api.standings.board").sync(client=client, target="Kamala Harris", limit=1, cursor=first.next_)
        assert first.rows[0].holder != rest.rows[0].holder or first.rows[0].stance != rest.rows[0].stance
        (entry, *_) = part("api.entries.entries").sync(client=client, kind=["positions"]).rows
        decision = part("models").Decision(after=0, note="so she says")
        made = part("api.review.accept").sync(entry.entry, client=client, body=decision)
        whole = part("api.entries.entry").sync(entry.entry, client=client)
        assert (whole.last_review, whole.reviews[0].by) == (made.review, "Eve")
        conflict = part("api.review.reject").sync(entry.entry, client=client, body=decision)
        assert conflict.error.type_ == "conflict"
        missing = part("api.articles.article").sync("nothing", client=client)
        assert missing.error.type_ == "not_found"


def test_it_follows_changes(generated: Path, bench: tuple[str, str]) -> None:
    with part("client").Client(base_url=bench[0]) as client:
        changes = part("api.streams.changes")
        first = changes.sync(client=client, limit=3)
        second = changes.sync(client=client, limit=3, after=first.cursor)
        assert len({row.cursor for row in (*first.rows, *second.rows)}) == 6
