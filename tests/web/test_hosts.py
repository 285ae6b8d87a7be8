"""By which names a desk may be called."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.options import SETTINGS
from onrecord.ledger import open_ledger
from onrecord.web import create_app
from onrecord.web.hosts import bare
from tests.web.conftest import serving

OWN = ["testserver", "TESTSERVER", "testserver:8000", "testserver.", "localhost", "localhost:8000"]
FOREIGN = [
    "evil.example",
    "evil.example:80",
    "testserver.evil.example",
    "evil.example:testserver",
    "[::1]",
    "127.0.0.1",
    "",
]


@pytest.mark.parametrize("path", ["/login", "/api/v1/desk", "/static/base.css", "/nowhere"])
@pytest.mark.parametrize(
    ("names", "host", "known"),
    [
        *(((), host, True) for host in OWN),
        *(((), host, False) for host in FOREIGN),
        (("desk.example",), "desk.example:443", True),
        (("Desk.Example",), "desk.example", True),
        (("::1",), "[::1]:8000", True),
        (("desk.example",), "sub.desk.example", False),
        (("*",), "evil.example", True),
    ],
)
def test_a_desk_answers_to_its_names_alone(names: tuple[str, ...], host: str, known: bool, path: str) -> None:
    with open_ledger(":memory:") as ledger:
        client = TestClient(create_app(ledger, hosts=names), raise_server_exceptions=False)
        answer = client.get(path, headers={"Host": host})
    assert (answer.status_code == 400) != known
    if not known:
        assert answer.headers["x-frame-options"] == "DENY"
        assert "set-cookie" not in answer.headers
        assert "--allow-host" in answer.text
        assert bare(host) in answer.text
    if not known and path.startswith("/api"):
        assert answer.json()["error"]["type"] == "bad_request"


def test_a_name_is_no_way_to_write_on_the_page() -> None:
    with open_ledger(":memory:") as ledger:
        answer = TestClient(create_app(ledger)).get("/", headers={"Host": "<script>alert(1)</script>" + "x" * 500})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "x" * 101 not in answer.text


def test_a_desk_that_listens_knows_its_address(tmp_path: Path) -> None:
    open_ledger(tmp_path / "x.db").close()
    with serving(tmp_path / "x.db") as address:
        port = address.rpartition(":")[2]
        for host, status in (("127.0.0.1", 200), (f"127.0.0.1:{port}", 200), ("localhost", 200), ("evil.example", 400)):
            assert httpx.get(f"{address}/login", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("options", "setting", "names"),
    [
        ([], "", ["127.0.0.1"]),
        (["--host", "0.0.0.0"], " a.example, b.example,", ["0.0.0.0", "a.example", "b.example"]),
        (
            ["--allow-host", "c.example", "--allow-host", "d.example"],
            "a.example",
            ["127.0.0.1", "c.example", "d.example"],
        ),
    ],
)
def test_the_command_hands_the_names_on(
    options: list[str], setting: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord import cli, web

    class Made(Exception):
        pass

    def make(ledger: str, *, closed: bool, hosts: list[str]) -> None:
        raise Made(sorted(bare(host) for host in hosts))

    monkeypatch.setattr(web, "create_app", make)
    monkeypatch.setattr(SETTINGS, "hosts", setting)
    ran = CliRunner().invoke(cli.app, ["serve", *options])
    assert isinstance(ran.exception, Made)
    assert ran.exception.args == (sorted(names),)
