"""Who may do what, and from where: accounts, sessions, tokens, forged requests, guessed passwords."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger, accounts
from onrecord.ledger.accounts import Role
from onrecord.web import auth, create_app
from tests.web.conftest import PASSWORD

Tokens = Callable[[Role], dict[str, str]]


@pytest.fixture
def eve(ledger: Ledger, hashed: str) -> None:
    with ledger.writing() as connection:
        accounts.add(connection, "Eve", Role.EDITOR, hashed)


def form_token(client: TestClient) -> str:
    (token,) = re.findall(r'name="csrf_token" value="(\w+)"', client.get("/login").text)
    return str(token)


def log_in(client: TestClient, name: str = "Eve", password: str = PASSWORD, next: str = "/") -> int:
    form = {"name": name, "password": password, "next": next, "csrf_token": form_token(client)}
    return client.post("/login", data=form).status_code


def account(client: TestClient) -> object:
    return client.get("/api/v1/desk").json().get("account")


def test_logging_in_and_out(client: TestClient, eve: None) -> None:
    assert account(client) is None
    assert log_in(client) == 303
    assert account(client) == {"name": "Eve", "role": "editor"}
    assert client.get("/login").headers["location"] == "/"
    secret = client.cookies["onrecord_session"]
    token = auth_token(client)
    assert client.post("/logout", data={"csrf_token": token}).status_code == 303
    assert account(client) is None
    client.cookies.set("onrecord_session", secret)
    assert account(client) is None  # it has ended, not only been forgotten


def auth_token(client: TestClient) -> str:
    """The form's token of a browser that is logged in, made as the templates make it."""
    from fastapi import Request

    from onrecord.web.cookies import csrf_token

    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    scope = {"type": "http", "scheme": "http", "path": "/", "server": ("testserver", 80), "query_string": b""}
    return csrf_token(Request({**scope, "headers": [(b"host", b"testserver"), (b"cookie", cookies.encode())]}))


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(client: TestClient, eve: None) -> None:
    form = {"name": "Eve", "password": PASSWORD, "csrf_token": form_token(client)}
    (cookie,) = client.post("/login", data=form).headers.get_list("set-cookie")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


@pytest.mark.parametrize(("name", "password"), [("Eve", "wrong horse"), ("Nobody", PASSWORD), ("eve", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_look_alike(client: TestClient, eve: None, name: str, password: str) -> None:
    form = {"name": name, "password": password, "csrf_token": form_token(client)}
    answer = client.post("/login", data=form)
    assert answer.status_code == 401
    assert "No account has this name and password." in answer.text
    assert account(client) is None


@pytest.mark.parametrize(
    ("next", "location"),
    [("/board?target=Harris", "/board?target=Harris"), ("//evil.example", "/"), ("https://evil.example", "/")],
)
def test_logging_in_leads_on_within_the_desk(client: TestClient, eve: None, next: str, location: str) -> None:
    form = {"name": "Eve", "password": PASSWORD, "next": next, "csrf_token": form_token(client)}
    assert client.post("/login", data=form).headers["location"] == location


def test_guessing_has_to_wait_and_so_does_the_right_password_then(
    client: TestClient, eve: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "LIMITS", (3, 5, 50))
    assert [log_in(client, password="wrong") for _ in range(4)] == [401, 401, 401, 429]
    assert log_in(client) == 429
    assert [log_in(client, name=f"other {number}") for number in range(3)] == [401, 401, 429]


#: For each way to come, what reading an open and a closed desk, deciding, and deciding with the form's token give.
WAYS = [
    ("a guest", None, 200, 401, 401, 401),
    ("a viewer's token", Role.VIEWER, 200, 200, 403, 403),
    ("an editor's token", Role.EDITOR, 200, 200, 404, 404),
    ("an admin's token", Role.ADMIN, 200, 200, 404, 404),
    ("a revoked token", "revoked", 401, 401, 401, 401),
    ("a viewer's session", "viewer session", 200, 200, 403, 403),
    ("an editor's session", "editor session", 200, 200, 403, 404),
]


@pytest.mark.parametrize("way", WAYS, ids=[way[0] for way in WAYS])
def test_who_may_do_what(
    ledger: Ledger, token_of: Tokens, hashed: str, way: tuple[str, object, int, int, int, int]
) -> None:
    _, who, *expected = way
    with (
        TestClient(create_app(ledger)) as opened,
        TestClient(create_app(ledger, closed=True)) as closed,
    ):
        headers: dict[str, str] = {}
        if isinstance(who, Role):
            headers = token_of(who)
        elif who == "revoked":
            headers = token_of(Role.ADMIN)
            with ledger.writing() as connection:
                accounts.revoke_token(connection, 1)
        elif isinstance(who, str):
            with ledger.writing() as connection:
                accounts.add(connection, "Eve", Role(who.split()[0]), hashed)
            log_in(opened)
            closed.cookies = opened.cookies
        decide = "/api/v1/entries/fffffff/accept"
        given = [
            opened.get("/api/v1/targets", headers=headers).status_code,
            closed.get("/api/v1/targets", headers=headers).status_code,
            opened.post(decide, json={}, headers=headers).status_code,
            opened.post(decide, json={}, headers={**headers, "X-CSRF-Token": auth_token(opened)}).status_code,
        ]
    assert given == expected


@pytest.mark.parametrize("token", ["", "0" * 64, "no token"], ids=["none", "made up", "malformed"])
@pytest.mark.parametrize("path", ["/login", "/logout"])
def test_a_form_without_its_token_is_refused(client: TestClient, eve: None, path: str, token: str) -> None:
    client.get("/login")
    form = {"name": "Eve", "password": PASSWORD, "csrf_token": token}
    assert client.post(path, data=form).status_code == 403
    assert client.post(path, data={**form, "csrf_token": ""}, headers={"X-CSRF-Token": token}).status_code == 403


def test_a_token_is_tied_to_its_session(app: FastAPI, eve: None) -> None:
    with TestClient(app) as one, TestClient(app) as other:
        before = form_token(one)
        log_in(one)
        log_in(other)
        assert len({before, auth_token(one), auth_token(other)}) == 3
        stolen = {"X-CSRF-Token": auth_token(other)}
        assert one.post("/api/v1/entries/fffffff/accept", json={}, headers=stolen).status_code == 403
        assert one.post("/api/v1/entries/fffffff/accept", json={}, headers={"X-CSRF-Token": before}).status_code == 403


def test_a_closed_desk_sends_a_guest_to_the_form_and_tells_the_api_so(ledger: Ledger, eve: None) -> None:
    with TestClient(create_app(ledger, closed=True), follow_redirects=False) as client:
        answer = client.get("/board?target=Harris")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/login?next=%2Fboard%3Ftarget%3DHarris",
        )
        answer = client.get("/api/v1/targets")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert client.get("/static/base.css").status_code == 200
        assert client.get("/api/v1/openapi.json").status_code == 200
        assert log_in(client) == 303
        assert client.get("/api/v1/targets").status_code == 200


def test_a_guest_who_only_reads_gets_no_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/api/v1/desk").headers
    assert "set-cookie" not in client.get("/api/v1/nowhere").headers
