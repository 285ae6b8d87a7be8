"""How fast a large ledger is: `python -m benchmarks.ledger LEDGER [--entries 1000000] [--boards 200]`.

Fills an empty ledger (a file or a PostgreSQL URL) with synthetic articles of ten entries each (seven positions, two
statements, and a tally, a poll figure or an event), then asks for boards of random targets as of random days, in
proportion to how much is told of them.
Prints entries a second, bytes an entry, and the median and the 95th percentile of a board in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from onrecord.entries import (
    Condition,
    Entry,
    Event,
    PollFigure,
    Position,
    Record,
    Stance,
    Statement,
    StatementKind,
    Tally,
)
from onrecord.ledger import Ledger, open_ledger
from onrecord.model import Article, Block, BlockKind, Span
from onrecord.registry import load_registry
from onrecord.reports import View, board

TARGETS, OUTLETS, A_RECORD = 1_000, 300, 10
#: Records that are made before they are posted: making them is not timed.
AT_ONCE = 10_000
FIRST = dt.date(2015, 1, 1)
DAYS = 4_000
STANCES = (Stance.ENDORSES,) * 6 + (Stance.SUPPORTS,) * 3 + (Stance.WITHHOLDS, Stance.OPPOSES, Stance.DECLINES)
GROUPS = ("Democratic senators", "House Republicans", "governors", "Democratic House members", "union leaders")
ASKS = tuple(
    f"{what} {whom}"
    for what in (
        "a plan for",
        "an end to the war on",
        "a promise to pay",
        "a word on",
        "higher wages for",
        "a meeting with",
    )
    for whom in ("bakers", "working families", "the border", "farmers", "teachers", "climate groups", "small towns")
)


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
            target, day = self.target(), self.day()
            said = [(self._chance.choice(self._holders), self._chance.choice(STANCES)) for _ in range(A_RECORD - 3)]
            lines = [self._position(holder, stance, target) for holder, stance in said]
            lines += [f"“We shall see in week {self._number()},” {holder} said." for holder, _ in said[:2]]
            lines.append(self._figure(number, target))
            article = _article(lines, number, day, f"Outlet {self._chance.randrange(OUTLETS)}")
            yield Record(article=article, entries=tuple(_entries(article, target, said)), reader="synthetic 1")

    def _position(self, holder: str, stance: Stance, target: str) -> str:
        asks = f", who wants {self._chance.choice(ASKS)} first" if stance is Stance.WITHHOLDS else ""
        return f"{holder}{asks} {stance} {target}, as became known in town {self._number()}."

    def _figure(self, number: int, target: str) -> str:
        count = self._chance.randrange(2, 60)
        return (
            f"{count} {self._chance.choice(GROUPS)} support {target}.",
            f"{target} stands at {count} percent.",
            f"{target} holds a rally in town {self._number()}.",
        )[number % 3]

    def _number(self) -> int:
        return self._chance.randrange(10**6)


def _article(lines: list[str], number: int, published: str, outlet: str) -> Article:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start=start, end=start + len(line), kind=BlockKind.PARAGRAPH))
        start += len(line) + 1
    url, text = f"https://example.org/{number}", "\n".join(lines)
    title = f"News number {number}"
    return Article(text=text, blocks=tuple(blocks), url=url, title=title, published=published, outlet=outlet)


def _entries(article: Article, target: str, said: list[tuple[str, Stance]]) -> Iterator[Entry]:
    lines = [article.span(block.start, block.end) for block in article.blocks]
    for line, (holder, stance) in zip(lines, said, strict=False):
        yield Position(
            holder=holder,
            target=target,
            stance=stance,
            evidence=(line,),
            confidence=0.8,
            conditions=tuple(_condition(article, line, target)),
        )
    for line, (holder, _) in zip(lines[len(said) : -1], said, strict=False):
        words = article.span(line.start + 1, line.start + line.text.index("”"))
        yield Statement(speaker=holder, content=(words,), kind=StatementKind.DIRECT, evidence=(line,))
    yield _figure(lines[-1], target)


def _condition(article: Article, line: Span, target: str) -> Iterator[Condition]:
    if found := re.search(r"who wants (.+) first", line.text):
        start, end = found.span(1)
        yield Condition(span=article.span(line.start + start, line.start + end), of=target)


def _figure(line: Span, target: str) -> Entry:
    count, _, rest = line.text.partition(" ")
    if " percent" in rest:
        value = int(line.text.split()[-2])
        return PollFigure(subject=target, value=value, place="Ohio", pollster="Emerson", evidence=(line,))
    if " rally " in rest:
        return Event(kind="rally", who=(target,), place=rest.rpartition(" in ")[2].rstrip("."), evidence=(line,))
    group = rest.partition(" support ")[0]
    return Tally(count=count, number=int(count), group=group, stance=Stance.SUPPORTS, target=target, evidence=(line,))


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
        posted, spent = 0, 0.0
        records = made.records(options.entries // A_RECORD)
        while some := list(islice(records, AT_ONCE)):
            began = time.perf_counter()
            posted += ledger.post_all(some)
            spent += time.perf_counter() - began
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
