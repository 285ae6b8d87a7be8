"""How fast a large ledger is: `python -m benchmarks.ledger LEDGER [--entries 1000000] [--boards 200]`.

Fills an empty ledger (a file or a PostgreSQL URL) with synthetic articles of ten entries each (eight positions, two
statements), then asks for boards of random targets as of random days, in proportion to how much is told of them.
Prints entries a second, bytes an entry, and the median and the 95th percentile of a board in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from onrecord.entries import Entry, Position, Record, Stance, Statement, StatementKind
from onrecord.ledger import Ledger, open_ledger
from onrecord.model import Article, Block, BlockKind
from onrecord.registry import load_registry
from onrecord.reports import View, board

TARGETS, OUTLETS, A_RECORD = 1_000, 300, 10
FIRST = dt.date(2015, 1, 1)
DAYS = 4_000
STANCES = (Stance.ENDORSES,) * 6 + (Stance.SUPPORTS,) * 3 + (Stance.WITHHOLDS, Stance.OPPOSES, Stance.DECLINES)


class Synthetic:
    """Records about made-up races: holders out of the registry and beside it, targets with unequal fame."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        known = [actor.name for actor in load_registry().actors]
        self._holders = [*known, *(f"Holder{number} Number{number}" for number in range(20_000))]
        self._targets = [f"Target{number} Name{number}" for number in range(TARGETS)]
        self._fame = [1 / (number + 20) for number in range(TARGETS)]

    def target(self) -> str:
        """A target, the famous ones more often."""
        return self._chance.choices(self._targets, self._fame)[0]

    def day(self) -> str:
        """A day of the eleven years."""
        return (FIRST + dt.timedelta(days=self._chance.randrange(DAYS))).isoformat()

    def records(self, count: int) -> Iterator[Record]:
        """`count` records of ten entries."""
        for number in range(count):
            target, lines, said = self.target(), [], []
            for _ in range(A_RECORD - 2):
                holder, stance = self._chance.choice(self._holders), self._chance.choice(STANCES)
                said.append((holder, stance))
                lines.append(f"{holder} {stance} {target}, as became known in town {self._chance.randrange(10**6)}.")
            lines += [
                f"“We shall see in week {self._chance.randrange(10**6)},” {holder} said." for holder, _ in said[:2]
            ]
            article = _article(lines, number, self.day(), f"Outlet {self._chance.randrange(OUTLETS)}")
            yield Record(article=article, entries=tuple(_entries(article, target, said)), reader="synthetic 1")


def _article(lines: list[str], number: int, published: str, outlet: str) -> Article:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start=start, end=start + len(line), kind=BlockKind.PARAGRAPH))
        start += len(line) + 1
    url = f"https://example.org/{number}"
    return Article(text="\n".join(lines), blocks=tuple(blocks), url=url, published=published, outlet=outlet)


def _entries(article: Article, target: str, said: list[tuple[str, Stance]]) -> Iterator[Entry]:
    for block, (holder, stance) in zip(article.blocks, said, strict=False):
        evidence = (article.span(block.start, block.end),)
        yield Position(holder=holder, target=target, stance=stance, evidence=evidence, confidence=0.8)
    for block, (holder, _) in zip(article.blocks[len(said) :], said, strict=False):
        words = article.span(block.start + 1, article.text.index("”", block.start))
        evidence = (article.span(block.start, block.end),)
        yield Statement(speaker=holder, content=(words,), kind=StatementKind.DIRECT, evidence=evidence)


def size_of(ledger: Ledger) -> int:
    """Bytes that the ledger takes on disk."""
    with ledger.reading() as connection:
        if connection.dialect.name == "postgresql":
            return int(connection.execute(sa.select(sa.func.pg_database_size(sa.func.current_database()))).scalar_one())
    return sum(path.stat().st_size for path in Path(ledger.name).parent.glob(Path(ledger.name).name + "*"))


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--boards", type=int, default=200)
    options = parser.parse_args()
    made = Synthetic()
    with open_ledger(options.ledger) as ledger:
        began = time.perf_counter()
        posted = ledger.post_all(made.records(options.entries // A_RECORD))
        spent = time.perf_counter() - began
        print(f"{posted:,} entries posted, {posted / spent:,.0f} a second, {size_of(ledger) / posted:,.0f} bytes each")
        with ledger.reading() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("ANALYZE")
        times, rows = [], []
        for _ in range(options.boards):
            target, day = made.target(), made.day()
            with ledger.reading() as connection:
                began = time.perf_counter()
                rows.append(len(board(connection, target=target, view=View(as_of=day))))
                times.append(1000 * (time.perf_counter() - began))
        print(
            f"board as of a day: median {statistics.median(times):.0f} ms, 95th percentile"
            f" {statistics.quantiles(times, n=20)[-1]:.0f} ms, median rows {statistics.median(rows):.0f}"
        )


if __name__ == "__main__":
    main()
