"""A ledger held against FiveThirtyEight's hand-kept endorsements of 2020: `python -m benchmarks.fivethirtyeight LEDGER CSV`.

For each endorsement in the table (CC BY 4.0; columns date, endorser, endorsee, ...): does the ledger have it, on which
day, does it say otherwise, and do its articles mention endorser and endorsee together at all? Prints counts, and with
--rows each row.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.entries import Stance
from onrecord.ledger import asof, judgements, open_ledger, schema
from onrecord.ledger.rows import Row

#: The race: positions from before it began or after it was decided are of another.
BEGAN, DECIDED = "2017-01-01", "2020-08-20"
DAYS = 3


def verdict(connection: Connection, endorser: str, endorsee: str, day: str) -> str:
    """What the ledger says of one endorsement: found (on the day, on another, without a day), contradicted, or not."""
    holders = judgements.find(connection, endorser)
    targets = set(judgements.find(connection, endorsee, met=False))
    rows = asof.entries(connection, "positions", subjects=holders) if holders else []
    rows = [row for row in rows if BEGAN <= (row.day or row.published) <= DECIDED]
    same = [row for row in rows if row.target_id in targets and row.payload["stance"] == Stance.ENDORSES]
    if same:
        return f"found, {_when(same, day)}"
    if any(row.target_id in targets and row.payload["stance"] == Stance.SUPPORTS for row in rows):
        return "found as support"
    if any(row.target_id in targets for row in rows):
        return "contradicted"
    return "mentioned together, not found" if _together(connection, endorser, endorsee) else "not in the articles"


def _when(rows: list[Row], day: str) -> str:
    told = [row.date for row in rows if len(row.date) == 10]
    if not told:
        return "no day told"
    apart = min(abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(day)).days) for one in told)
    return f"within {DAYS} days" if apart <= DAYS else "on another day"


def _together(connection: Connection, endorser: str, endorsee: str) -> bool:
    """Whether an article of the race's time has the endorser's full name and the endorsee's surname."""
    text = schema.article.c.text
    surname = endorsee.split()[-1]
    query = sa.select(schema.article.c.id).where(
        text.contains(endorser, autoescape=True),
        text.contains(surname, autoescape=True),
        schema.article.c.published.between(BEGAN, DECIDED),
    )
    return connection.execute(query.limit(1)).first() is not None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("table", type=Path)
    parser.add_argument("--rows", action="store_true")
    options = parser.parse_args()
    with options.table.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["endorsee"] and row["date"]]
    counts = Counter[str]()
    with open_ledger(options.ledger, create=False) as ledger, ledger.reading() as connection:
        for row in rows:
            found = verdict(connection, row["endorser"], row["endorsee"], row["date"])
            counts[found] += 1
            if options.rows:
                print(f"{row['date']}  {row['endorser']} → {row['endorsee']}: {found}")
    print(f"{len(rows)} endorsements with a day")
    for what, count in counts.most_common():
        print(f"{count:5}  {what}")


if __name__ == "__main__":
    main()
