"""The gate: scores on labelled articles may not fall below pinned floors.

`floors.json` holds, for each set of labels, a digest of the files and a floor for each measure. Labels that
changed stop the gate until they are pinned anew; a floor goes down only with `--allow-lower REASON`, and the
reason is kept in the file. (The idea is trafilatura's.)

    python -m onrecord.evaluation.gate [--labels DIR] [--pin] [--allow-lower REASON]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from onrecord.errors import ConfigError, OnRecordError
from onrecord.evaluation import evaluate
from onrecord.evaluation.scores import Scores
from onrecord.reading.clauses import load_parser

FLOORS = Path(__file__).with_name("floors.json")
LABELS = Path("../shared/data")
#: Articles of our own about invented people; a set of labels by its name.
OWN = Path("tests/articles")
#: A floor lies this far under what was measured: room for another machine's rounding, not for a worse reader.
SLACK = 0.005


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of a folder's labels."""
    total = hashlib.sha256()
    for file in sorted(folder.glob("*.json")):
        total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def folder_of(name: str, labels: Path) -> Path:
    """Where a set of labels is: our own in the project, the others among `labels`."""
    return OWN if name == OWN.name else labels / name


def measures(scores: Scores) -> dict[str, float]:
    """The measures that have floors: F1 by kind and by stance, core precision, and the share of right fields."""
    kinds = {f"{kind} F1": counts.f1 for kind, counts in scores.kinds.items()}
    stances = {f"{stance} F1": counts.f1 for stance, counts in sorted(scores.stances.items()) if counts.labelled}
    fields = {f"{name} right": right / total for name, (right, total) in scores.fields.items()}
    return {**kinds, "position core precision": scores.kinds["position core"].precision, **stances, **fields}


def shortfalls(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each measure that lies under its floor or is gone."""
    return [
        f"{name}: {measured.get(name, 0.0):.3f} is under the floor of {floor:.3f}"
        for name, floor in floors.items()
        if measured.get(name, 0.0) < floor
    ]


def pin(measured: dict[str, float], old: dict[str, Any], seal: str, reason: str) -> dict[str, Any]:
    """New floors a little under `measured`; `ConfigError` if one would go down and no reason is given."""
    floors = {name: max(0.0, round(value - SLACK, 3)) for name, value in measured.items()}
    lower = sorted(name for name, floor in old.get("floors", {}).items() if floors.get(name, 0.0) < floor)
    if lower and not reason:
        raise ConfigError(f"floors would go down: {', '.join(lower)}; say why with --allow-lower REASON")
    lowered = old.get("lowered", []) + ([{"floors": lower, "reason": reason}] if lower else [])
    return {"digest": seal, "floors": floors, "lowered": lowered}


def check(labels: Path, *, repin: bool = False, reason: str = "") -> list[str]:
    """Measure every set of labels that has floors and is here; return what is wrong, a line each.

    Says which sets are not here; `ConfigError` if none is.
    """
    kept: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    here = {name: folder for name in kept if (folder := folder_of(name, labels)).is_dir()}
    if not here:
        raise ConfigError(f"gate: neither {OWN} nor the sets of {labels} are here; run it in the project's folder")
    for name in kept:
        if name not in here:
            print(f"gate: {name} is skipped, {folder_of(name, labels)} is not here")
    wrong = []
    for name, folder in here.items():
        old = kept[name]
        seal = digest(folder)
        if not repin and seal != old["digest"]:
            wrong.append(f"{name}: the labels are not those of the floors; look why, then pin anew with --pin")
            continue
        measured = measures(evaluate([folder], load_parser()).scores)
        if repin:
            kept[name] = pin(measured, old if seal == old.get("digest") else {}, seal, reason)
        else:
            wrong += [f"{name}: {line}" for line in shortfalls(measured, old["floors"])]
    if repin:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return wrong


def main(argv: list[str] | None = None) -> int:
    """Run the gate; 0 if every floor of the sets that are here holds."""
    parser = argparse.ArgumentParser(description="Hold the reader to its floors on labelled articles.")
    parser.add_argument("--labels", type=Path, default=LABELS, help="folder with the labelled sets")
    parser.add_argument("--pin", action="store_true", help="write new floors from what is measured now")
    parser.add_argument("--allow-lower", default="", metavar="REASON", help="let floors go down, and keep the reason")
    options = parser.parse_args(argv)
    try:
        wrong = check(options.labels, repin=options.pin, reason=options.allow_lower)
    except OnRecordError as error:
        wrong = [str(error)]
    print("\n".join(wrong) or f"gate: every floor {'is pinned' if options.pin else 'holds'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
