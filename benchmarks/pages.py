"""How long a desk's pages wait for a large ledger: `python -m benchmarks.pages LEDGER [--times 15]`.

LEDGER is one that benchmarks/ledger.py filled. Asks for the reports behind each page as the page does, of random targets,
people and articles (the famous ones more often). Prints milliseconds: of the first look, before anything is remembered;
the median and the slowest of the later ones; and the median of the processor, which other work lengthens less.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.ledger import Synthetic
from onrecord import reports
from onrecord.ledger import asof, open_ledger, schema
from onrecord.ledger.changes import changes, latest
from onrecord.registry import load_registry
from onrecord.reports import View, audits, courses, desk, feeds, moves, people, press, races, rosters, search, walks

Page = Callable[[Connection], object]
WORDS = ("rally", "farmers plan", '"working families"', "Target7", "town 41", "endorses", "climate meeting", "week")
ROSTERS = ("Democratic senators", "House Republicans", "members of Congress", "governors")


class Visitor:
    """Somebody who looks at pages of a synthetic ledger at random."""

    def __init__(self, connection: Connection, seed: int = 2) -> None:
        self._made, self._chance = Synthetic(seed), random.Random(seed)
        self._known = [actor.name for actor in load_registry().actors]
        ids = sa.select(schema.article.c.id).order_by(schema.article.c.id).limit(500)
        self._articles = list(connection.execute(ids).scalars())
        entry = sa.select(schema.entry.c.id).where(schema.entry.c.article_id.in_(self._articles))
        self._entries = list(connection.execute(entry).scalars())

    def pages(self) -> dict[str, Page]:
        """The reports behind each page."""
        return {
            "home": self.home,
            "boards": lambda c: reports.targets(c, limit=20),
            "board": lambda c: reports.board(c, target=self._made.target(), view=View(as_of=self._made.day())),
            "counts over time": lambda c: courses.course(c, target=self._made.target()),
            "board of a roster": self.roster,
            "board of Congress": lambda c: rosters.roster_board(c, ROSTERS[2], target=self._made.target()),
            "person": self.person,
            "articles": lambda c: walks.articles(c, limit=60),
            "article": self.article,
            "entry": self.entry,
            "wants": lambda c: moves.outcomes(c, limit=200),
            "wants of one target": lambda c: moves.outcomes(c, target=self._made.target(), limit=200),
            "moves": self.moves,
            "moves, Atom": lambda c: feeds.moves_feed(c, home="", address=""),
            "tallies, checked": lambda c: audits.check_tallies(c, limit=20),
            "conflicts": lambda c: audits.conflicts(c, since=press.reach(c, 100)),
            "polls": lambda c: reports.listed(c, "polls", limit=100),
            "events": lambda c: reports.listed(c, "events", limit=100),
            "review queue": lambda c: desk.queue(c, limit=25),
            "search": lambda c: search.search(c, self._chance.choice(WORDS)),
            "network": lambda c: races.races(c),
            "changes": lambda c: changes(c, latest(c).replace("1", "0", 1), 100),
        }

    def home(self, connection: Connection) -> None:
        """Contests, moves, terms, articles."""
        press.size(connection)
        races.races(connection)
        self.moves(connection)
        moves.outcomes(connection, limit=20)
        press.latest(connection, 8)

    def moves(self, connection: Connection) -> None:
        """Who moved, and what became of terms."""
        since = press.reach(connection, 100)
        moves.moves(connection, since)
        moves.terms(connection, since)

    def roster(self, connection: Connection) -> None:
        """A roster on a target as of a day."""
        view = View(as_of=self._made.day())
        rosters.roster_board(connection, self._chance.choice(ROSTERS), target=self._made.target(), view=view)

    def person(self, connection: Connection) -> None:
        """Somebody's positions, statements, offices and stretches."""
        name = self._chance.choice(self._known)
        if people.find(connection, name):
            reports.who(connection, name)
            courses.stretches(connection, name)

    def article(self, connection: Connection) -> None:
        """An article with its entries and copies."""
        id = self._chance.choice(self._articles)
        reports.show(connection, id)
        press.copies(connection, id)

    def entry(self, connection: Connection) -> None:
        """An entry, and who told the same."""
        why = reports.why(connection, self._chance.choice(self._entries)[:12])
        rows = asof.entries(connection, article=why["article"]["id"])
        press.told_with(connection, next(row for row in rows if row.id == why["entry"]))


def main() -> None:
    """Look at each page some times, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with open_ledger(options.ledger, create=False) as ledger, ledger.reading() as connection:
        pages = Visitor(connection).pages()
    print("| page | first, ms | median, ms | slowest later, ms | median of the processor, ms |")
    print("| --- | --- | --- | --- | --- |")
    for name, page in pages.items():
        if options.only in name:
            elapsed, spent = _look(options.ledger, page, options.times)
            figures = (elapsed[0], statistics.median(elapsed[1:]), max(elapsed[1:]), statistics.median(spent[1:]))
            print(f"| {name} | " + " | ".join(f"{one:.0f}" for one in figures) + " |", flush=True)


def _look(where: str, page: Page, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds elapsed and of the processor: the first look, of which nothing is remembered yet, then `times` more."""
    elapsed, spent = [], []
    with open_ledger(where, create=False) as ledger:
        for _ in range(times + 1):
            with ledger.reading() as connection:
                began, began_work = time.perf_counter(), time.process_time()
                page(connection)
                elapsed.append(1000 * (time.perf_counter() - began))
                spent.append(1000 * (time.process_time() - began_work))
    return elapsed, spent


if __name__ == "__main__":
    main()
