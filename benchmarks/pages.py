"""How long a reader waits for each page of a desk over a large ledger: `python -m benchmarks.pages LEDGER [--looks 9]`.

LEDGER is one that benchmarks/ledger.py filled. The desk itself is asked, in this process and without a network, for
pages about random targets, people, articles and entries (the famous ones more often), as an editor sees them. Before
each look an article more is posted, as where a ledger never stops growing: no report that is remembered holds any more.
Prints milliseconds, and in brackets those of this process's processor, which other work lengthens less: of the first look
after the ledger was opened, with nothing remembered; the median and the slowest of the later ones.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import get_args
from urllib.parse import urlencode

import sqlalchemy as sa
from fastapi import Request
from fastapi.testclient import TestClient
from sqlalchemy.engine import Connection

from benchmarks.ledger import Synthetic
from onrecord.entries import Record
from onrecord.ledger import Ledger, open_ledger, remembering, schema
from onrecord.ledger.accounts import Account, Role
from onrecord.ledger.changes import latest
from onrecord.registry import load_registry
from onrecord.web import auth, create_app

Address = Callable[[], str]
WORDS = ("rally", "farmers plan", '"working families"', "Target7", "town 41", "endorses", "climate meeting", "week")
ROSTERS = ("Democratic senators", "House Republicans", "governors", "Republican senators")
CONGRESS = "members of Congress"
CONTEST = "2024 president"
EDITOR = Account(id=0, name="Visitor", role=Role.EDITOR)


class Visitor:
    """Somebody who opens pages about a synthetic ledger at random."""

    def __init__(self, connection: Connection, seed: int = 2) -> None:
        self._made, self._chance = Synthetic(seed), random.Random(seed)
        article, entry, mention = schema.article.c, schema.entry.c, schema.mention.c
        ids = sa.select(article.id).order_by(article.id).limit(500)
        self._articles = list(connection.execute(ids).scalars())
        told = sa.select(entry.id).where(entry.article_id.in_(self._articles))
        self._entries = list(connection.execute(told).scalars())
        met = sa.select(mention.actor_id).where(mention.article_id.in_(self._articles)).distinct()
        known = load_registry().by_id
        self._people = sorted(id for id in connection.execute(met).scalars() if known(id))
        self._cursor = latest(connection).replace("1", "0", 1)

    def pages(self) -> dict[str, Address]:
        """An address for each page, another one each time."""
        return {
            "front page": lambda: "/",
            "boards": lambda: "/board",
            "boards as of a day": lambda: self._at("/board", as_of=self._made.day()),
            "board of a target": lambda: self._at("/board", target=self._made.target()),
            "board as of a day": lambda: self._at("/board", target=self._made.target(), as_of=self._made.day()),
            "board of the most famous target": lambda: self._at("/board", target="Target0 Name0"),
            "board of a roster": lambda: self._roster(self._chance.choice(ROSTERS)),
            "board of Congress": lambda: self._roster(CONGRESS),
            "board of a contest": lambda: self._at("/board", contest=CONTEST),
            "network": lambda: self._at("/network", contest=CONTEST),
            "person": lambda: f"/who/{self._chance.choice(self._people)}",
            "target as a person": lambda: f"/who/{self._made.target()}",
            "articles": lambda: self._at("/articles", page=self._chance.randrange(1, 30)),
            "article": lambda: f"/articles/{self._chance.choice(self._articles)}",
            "entry": lambda: f"/entries/{self._chance.choice(self._entries)}",
            "wants": lambda: "/wants",
            "wants of a target": lambda: self._at("/wants", target=self._made.target()),
            "moves": lambda: "/moves",
            "moves on a target": lambda: self._at("/moves", target=self._made.target()),
            "moves as Atom": lambda: "/moves.atom",
            "tallies and conflicts": lambda: "/checks",
            "polls and events": lambda: "/polls",
            "review queue": lambda: "/review",
            "review of an entry": lambda: f"/review/{self._chance.choice(self._entries)}",
            "review queue of a target": lambda: self._at("/review", target=self._made.target()),
            "search": lambda: self._at("/search", q=self._chance.choice(WORDS)),
            **{f"API, {path}": self._api(path, **asked) for path, asked in self._lists().items()},
        }

    def _lists(self) -> dict[str, dict[str, Address | str]]:
        """The lists of the API, with what they have to be asked."""
        target, name = self._made.target, lambda: self._chance.choice(self._people)
        return {
            "board": {"target": target},
            "board/counts": {"target": target},
            "standing": {"holder": name},
            "wants": {"target": target},
            "moves": {"target": target, "since": self._made.day},
            "moves/terms": {"target": target, "since": self._made.day},
            "rosters": {"target": target, "roster": CONGRESS},
            "rosters/counts": {"target": target, "roster": CONGRESS},
            "entries": {},
            "articles": {},
            "tallies": {},
            "tallies/checked": {},
            "polls": {},
            "events": {},
            "conflicts": {"target": target},
            "search": {"q": lambda: self._chance.choice(WORDS)},
            "changes": {"after": self._cursor},
            "targets": {},
        }

    def _api(self, path: str, **asked: Address | str) -> Address:
        def address() -> str:
            return self._at(
                f"/api/v1/{path}", **{key: one if isinstance(one, str) else one() for key, one in asked.items()}
            )

        return address

    def _roster(self, roster: str) -> str:
        return self._at("/board", roster=roster, target=self._made.target(), as_of=self._made.day())

    def _at(self, path: str, **asked: object) -> str:
        return f"{path}?{urlencode(asked)}" if asked else path


def main() -> None:
    """Look at each page some times, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--looks", type=int, default=9)
    parser.add_argument("--only", default="", help="pages whose name begins so")
    options = parser.parse_args()
    with open_ledger(options.ledger, create=False) as ledger:
        with ledger.reading() as connection:
            pages = Visitor(connection).pages()
        _measure(ledger, pages, options)


def _measure(ledger: Ledger, pages: dict[str, Address], options: argparse.Namespace) -> None:
    news = Synthetic(seed=int(time.time())).records(10**6)
    _looks(ledger, news, lambda: "/about", 1)  # loads what every page needs once a process
    print("| page | first | median | slowest | KB |")
    print("| --- | --- | --- | --- | --- |")
    for name, address in pages.items():
        if name.startswith(options.only):
            looks, size = _looks(ledger, news, address, options.looks)
            first, later = looks[0], sorted(looks[1:])
            spent = statistics.median(work for _, work in later)
            figures = (first, (later[len(later) // 2][0], spent), later[-1])
            told = " | ".join(f"{waited:,.0f} ({worked:,.0f})" for waited, worked in figures)
            print(f"| {name} | {told} | {size:,.0f} |", flush=True)


def _looks(
    ledger: Ledger, news: Iterator[Record], address: Address, times: int
) -> tuple[list[tuple[float, float]], float]:
    """Milliseconds that the first look and `times` more took, and of the processor; kilobytes of the last answer."""
    looks = []
    remembering.forget()
    app = create_app(ledger.name)
    app.dependency_overrides[get_args(auth.Current)[1].dependency] = _editor
    with TestClient(app) as client:
        for _ in range(times + 1):
            ledger.post(next(news))
            asked = address()
            began, began_work = time.perf_counter(), time.process_time()
            answer = client.get(asked)
            looks.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - began_work)))
            assert answer.status_code == 200, f"{asked}: {answer.text[:300]}"
    return looks, len(answer.content) / 1000


def _editor(request: Request) -> Account:
    request.state.account = EDITOR
    return EDITOR


if __name__ == "__main__":
    main()
