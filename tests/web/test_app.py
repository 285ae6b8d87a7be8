"""The app around its endpoints: headers, limits, and errors in one shape."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.errors import ConfigError, IntakeError, LedgerError, MissingError, OutdatedError, RefusedError
from onrecord.web.app import MAX_BODY
from onrecord.web.cookies import bearer_of

PATHS = ["/login", "/nowhere", "/api/v1/openapi.json", "/api/v1/nowhere", "/api/v1/broken", "/broken"]


@pytest.fixture(autouse=True)
def broken(app: FastAPI) -> None:
    """Two endpoints with a bug."""

    def fall() -> None:
        raise ZeroDivisionError("the secret reason")

    app.add_api_route("/api/v1/broken", fall)
    app.add_api_route("/broken", fall)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_protected(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-cache"
    assert "strict-transport-security" not in headers
    assert "access-control-allow-origin" not in headers


def test_https_is_asked_for_again(app: FastAPI) -> None:
    with TestClient(app, base_url="https://desk.example") as client:
        answer = client.get("/login")
    assert "max-age" in answer.headers["strict-transport-security"]
    assert answer.headers["set-cookie"].startswith("__Host-onrecord_visit=")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))


@pytest.mark.parametrize(
    ("error", "status", "type", "message", "hint"),
    [
        (MissingError("no article 'x'; look again"), 404, "not_found", "no article 'x'", "look again"),
        (OutdatedError("reviewed meanwhile"), 409, "conflict", "reviewed meanwhile", None),
        (RefusedError("no such field"), 422, "invalid", "no such field", None),
        (ConfigError("no date; write one"), 422, "invalid", "no date", "write one"),
        (IntakeError("not understood"), 422, "invalid", "not understood", None),
        (
            LedgerError("postgresql://me:password@host: gone"),
            503,
            "unavailable",
            "the ledger does not answer",
            "try again in a moment; the log says why",
        ),
        (
            ZeroDivisionError("the secret reason"),
            500,
            "internal",
            "something went wrong here",
            "the log says what; please report it",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_have_one_shape(
    app: FastAPI, client: TestClient, error: Exception, status: int, type: str, message: str, hint: str | None
) -> None:
    def fall() -> None:
        raise error

    app.add_api_route("/api/v1/fall", fall)
    answer = client.get("/api/v1/fall")
    assert answer.status_code == status
    assert answer.json() == {"error": {"type": type, "message": message, **({"hint": hint} if hint else {})}}


def test_a_page_shows_its_errors_as_a_page(client: TestClient) -> None:
    for path, status in (("/nowhere", 404), ("/broken", 500)):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "secret" not in answer.text


def test_a_long_body_is_refused_announced_or_not(client: TestClient) -> None:
    whole = b"name=" + b"x" * MAX_BODY
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (whole, iter([whole[:-10], whole[-10:]])):
        assert client.post("/login", content=content, headers=kind).status_code == 413


def test_only_a_bearer_is_a_token() -> None:
    from fastapi import Request

    for header, token in (("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", ""), ("", "")):
        assert bearer_of(Request({"type": "http", "headers": [(b"authorization", header.encode())]})) == token
