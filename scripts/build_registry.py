"""Build the packaged list of office-holders out of a people.jsonl (see docs of `onrecord.registry`).

usage: build_registry.py PEOPLE.jsonl [OUT.jsonl.gz]

Repeatable: the same input gives the same bytes. Terms of one office that follow each other are joined.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "onrecord" / "registry" / "data" / "officials.jsonl.gz"
UNFILLED = ":TODO"  # ends the id of rows that the source left open: several persons under one
GAP_DAYS = 120  # between two terms of one office that count as one

Row = list[Any]


def join_terms(offices: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows [title, body, state, party, start, end], consecutive terms as one."""
    rows: list[Row] = []
    for office in sorted(offices, key=lambda o: (o["title"], o["body"], o["state"], o["start"])):
        row = [office[key] for key in ("title", "body", "state", "party", "start", "end")]
        if rows and rows[-1][:4] == row[:4] and _adjacent(rows[-1][5], row[4]):
            rows[-1][5] = row[5]
        else:
            rows.append(row)
    return sorted(rows, key=lambda r: (r[4], r[0]))


def _adjacent(end: str, start: str) -> bool:
    return bool(end and start) and (date.fromisoformat(start) - date.fromisoformat(end)).days <= GAP_DAYS


def build(people: Path, out: Path) -> int:
    """Write one row [id, name, aliases, gender, offices] a person, sorted by id; return how many."""
    with people.open(encoding="utf-8") as lines:
        persons = [person for line in lines if not (person := json.loads(line))["id"].endswith(UNFILLED)]
    with out.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        for person in sorted(persons, key=lambda person: str(person["id"])):
            row = [person["id"], person["name"], person["aliases"], person["gender"], join_terms(person["offices"])]
            packed.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return len(persons)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else OUT
    print(f"{build(Path(sys.argv[1]), target)} persons, {target.stat().st_size:,} bytes in {target}")
