"""Names in their articles against a list checked by hand (identities.csv: article, name as read, actor or nobody)."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

from onrecord.evaluation import load_labels
from onrecord.ledger.identity import identify

LIST = Path(__file__).with_name("identities.csv")


def texts(shared: Path) -> dict[str, tuple[str, str]]:
    """The text and the day of every article."""
    found = {}
    for folder in ("seeds", "dev"):
        for one in load_labels(shared / folder):
            found[one.labels["id"]] = (one.document.content.decode(), one.labels.get("published") or "")
    with gzip.open(shared / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["id"]] = (row["text"], row["date"])
    return found


def test_names_checked_by_hand_are_the_right_actors(shared: Path) -> None:
    known = texts(shared)
    with LIST.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 300
    right = said = 0
    for row in rows:
        actor = identify([row["name"]], *known[row["article"]])[row["name"]].actor_id
        named = actor.startswith(("bioguide:", "ocd:"))
        said += named
        right += named and actor == row["actor"]
    wanted = sum(bool(row["actor"]) for row in rows)
    assert right / said >= 0.98, f"precision {right / said:.3f}"
    assert right / wanted >= 0.98, f"recall {right / wanted:.3f}"
