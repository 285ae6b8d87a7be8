"""Stance from the holder's own words alone: `python -m benchmarks.quotes CSV` (endorsementdb's 521 quotations of 2016).

Each quotation is read as an article of one sentence, `“...,” NAME said.`, and its hand-given position compared with what
is read: the right target and family (for, against, none taken, undecided, for without endorsing). Of the last two the
table has ten rows. A quotation that names nobody can only be read with the article around it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from onrecord.entries import Record, Stance
from onrecord.ledger.identity import Identified, identify, known_actor
from onrecord.model import Document
from onrecord.pipeline import read_document
from onrecord.reading.clauses import load_parser

FAMILIES = {
    "Endorsed": {Stance.ENDORSES, Stance.SUPPORTS},
    "Supported": {Stance.SUPPORTS},
    "Opposed": {Stance.OPPOSES, Stance.DECLINES},
    "No": {Stance.DECLINES, Stance.WITHHOLDS, Stance.OPPOSES},
    "Unclear": {Stance.WITHHOLDS},
}
NAMED = ("Clinton", "Trump", "Johnson", "Stein", "McMullin", "Sanders", "Pence", "Rubio", "Cruz", "Kasich")


def verdict(position: str, record: Record, holder: str) -> str:
    """ "right", "wrong" (a position of another family or on another target) or "silent"."""
    said = [one for one in record.positions() if one.holder.split()[-1] == holder.split()[-1]]
    wanted = FAMILIES[position.split()[0]]
    names = [name for name in NAMED if name in position.split(" over ")[0].split()]
    if not said:
        return "silent"
    bearers = identify([one.target for one in said], record.article.text, record.article.published)
    right = any(
        one.stance in wanted and (not names or any(_is_called(bearers, one.target, name) for name in names))
        for one in said
    )
    return "right" if right else "wrong"


def _is_called(bearers: dict[str, Identified], target: str, surname: str) -> bool:
    """Whether a target has this surname, as printed or by who it is ("Hillary")."""
    known = known_actor(bearers[target].actor_id) if target else None
    return any(surname in name.split() for name in (target, known.name if known else ""))


def main() -> None:
    """Print how many are right, wrong and silent for each position."""
    nlp, counts = load_parser(), Counter[tuple[str, str]]()
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        words = row["quote"].strip().strip('“”"').rstrip(".,")
        text = f"{row['endorser']} on the race\n\n“{words},” {row['endorser']} said."
        document = Document(
            source=row["source_url"], media_type="text/plain", content=text.encode(), published=row["date"]
        )
        record = read_document(document, nlp)
        found = verdict(row["position"], record, row["endorser"]) if isinstance(record, Record) else "silent"
        counts[row["position"], found] += 1
    for position in sorted({position for position, _ in counts}):
        told = ", ".join(f"{counts[position, one]} {one}" for one in ("right", "wrong", "silent"))
        print(f"{position:35} {told}")
    right = sum(count for (_, one), count in counts.items() if one == "right")
    print(f"{right} of {len(rows)} right ({right / len(rows):.3f})")


if __name__ == "__main__":
    main()
