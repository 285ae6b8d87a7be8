"""Build the packaged list of office-holders out of a people.jsonl (see docs of `onrecord.registry`).

usage: build_registry.py PEOPLE.jsonl [OUT.jsonl.gz]

Repeatable: the same input gives the same bytes. Terms of one office that follow each other are joined. The source gives
the planned end of terms that were left early: departures.csv tells when senators left, and a House seat's term ends
where the next one in its district begins. It gives each term the party of its end: party_changes.csv tells of which party
its holder was until when.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "onrecord" / "registry" / "data" / "officials.jsonl.gz"
UNFILLED = (":TODO", ":None")  # end the ids of rows that the source left open: several persons under one
DEPARTURES = Path(__file__).with_name("departures.csv")
PARTY_CHANGES = Path(__file__).with_name("party_changes.csv")
AFFILIATES = {"Democrat-Farmer-Labor": "Democrat"}  # the names of a party in one state
GAP_DAYS = 120  # between two terms of one office that count as one

Row = list[Any]


def end_early(persons: list[dict[str, Any]]) -> None:
    """Set the true end of terms that were left early; a term that never was (no end) is dropped."""
    with DEPARTURES.open(encoding="utf-8") as lines:
        left = {(row["name"], row["title"], row["state"]): row["end"] for row in csv.DictReader(lines)}
    seats: defaultdict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for person in persons:
        kept = []
        for office in person["offices"]:
            end = left.get((person["name"], office["title"], office["state"]), office["end"])
            if not end and office["end"]:
                continue
            if office["start"] and office["start"] < end < office["end"]:
                office["end"] = end
            if not (office["start"] and end and office["start"] >= end):
                kept.append(office)
            if office["title"] == "Representative" and office["start"]:
                seats[office["state"], office["district"]].append(office)
        person["offices"] = kept
    for terms in seats.values():
        terms.sort(key=lambda office: str(office["start"]))
        for earlier, later in pairwise(terms):
            earlier["end"] = min(earlier["end"], max(later["start"], earlier["start"]))


def split_by_party(persons: list[dict[str, Any]]) -> None:
    """Part the terms in which the holder changed party, on that day."""
    changes: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    with PARTY_CHANGES.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            changes[row["name"], row["title"], row["state"]].append(row)
    for person in persons:
        terms = []
        for office in person["offices"]:
            for change in changes.get((person["name"], office["title"], office["state"]), ()):
                if office["start"] and office["start"] < change["until"] < office["end"]:
                    terms.append({**office, "party": change["party"], "end": change["until"]})
                    office["start"] = change["until"]
            terms.append(office)
        person["offices"] = terms


def join_sources(persons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One person for those whom both sources know: the same name, an office in the same state."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    kept = []
    for person in sorted(persons, key=lambda one: not one["id"].startswith("bioguide:")):
        keys = {(person["name"], office["state"]) for office in person["offices"] if office["state"]}
        same = next((known[key] for key in keys if key in known), None)
        if same is None or person["id"].startswith("bioguide:"):
            kept.append(person)
            known |= dict.fromkeys(keys, person)
        else:
            same["offices"] += person["offices"]
            same["aliases"] = list(dict.fromkeys(same["aliases"] + person["aliases"]))
    return kept


def join_terms(offices: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows [title, body, state, party, start, end], consecutive terms as one."""
    rows: list[Row] = []
    for office in sorted(offices, key=lambda o: (o["title"], o["body"], o["state"], o["start"])):
        row = [office[key] for key in ("title", "body", "state", "party", "start", "end")]
        row[3] = AFFILIATES.get(row[3], row[3])
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
    end_early(persons)
    split_by_party(persons)
    persons = join_sources(persons)
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
