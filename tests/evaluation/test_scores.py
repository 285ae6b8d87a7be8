from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation import matching
from onrecord.evaluation.misses import find_misses
from onrecord.evaluation.scores import score


def position(holder: str, target: str, stance: str, evidence: str = "x", **more: Any) -> dict[str, Any]:
    return {"holder": holder, "target": target, "stance": stance, "evidence": [evidence], **more}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sanders", "Sen. Bernie Sanders", True),
        ("Ames's", "Ada Ames", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Ada", "Ada Ames", False),
        ("", "", True),
        ("", "Ames", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert matching.same_name(one, other) is matching.same_name(other, one) is same


def test_counts_by_kind_and_stance() -> None:
    labels = {
        "id": "a",
        "positions": [
            position("Ada Ames", "Bo Bell", "endorses", phase="past", basis="reported", stance_also=["supports"]),
            position("Cy Cole", "", "withholds", basis="own words"),
        ],
    }
    found = {
        "positions": [
            position("Ames", "Bell", "supports", phase="current"),
            position("Cole", "", "withholds", basis="reported"),
            position("Cole", "Bell", "opposes"),
        ]
    }
    scores = score([(labels, found)])
    core, strict = scores.kinds["position core"], scores.kinds["position strict"]
    assert (core.right, core.found, core.labelled) == (2, 3, 2)
    assert (strict.right, strict.found, strict.labelled) == (1, 3, 2)
    assert scores.stances["opposes"].precision == 0
    assert scores.fields["basis"] == [0, 1]
    assert scores.fields["evidence"] == [1, 1]


def test_misses_name_the_likely_cause() -> None:
    labels = {"id": "a", "positions": [position("Ames", "Bell", "endorses", "Ames backs Bell.")], "statements": []}
    for wrong, cause in (
        (position("Ames", "Bell", "opposes", "Ames backs Bell."), "stance"),
        (position("Cole", "Bell", "endorses", "Ames backs Bell."), "holder"),
        (position("Ames", "Cole", "endorses", "Ames backs Bell."), "target"),
        (position("Dunn", "Cole", "endorses", "Elsewhere."), "nothing was found"),
    ):
        missed = find_misses(labels, {"positions": [wrong]})[0]
        assert missed.side == "missed"
        assert missed.cause.startswith(cause)
    assert find_misses(labels, {"positions": labels["positions"]}) == []


def test_scores_are_those_of_the_reference(shared: Path) -> None:
    """On labels that are spoilt at random, every count agrees with the reference scorer's."""
    spec = importlib.util.spec_from_file_location("reference", shared.parent / "score.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    golds = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((shared / "dev").glob("*.json"))]
    chance = random.Random(7)
    pairs = [(gold, spoil(gold, chance)) for gold in golds]
    table, fields, stances = reference.score(golds, {gold["id"]: found for gold, found in pairs})
    scores = score(pairs)
    for ours, theirs in ((scores.kinds, table), (scores.stances, stances)):
        assert {k: (c.right, c.found, c.labelled) for k, c in ours.items()} == {
            k: (t.tp, t.pred, t.gold) for k, t in theirs.items()
        }
    assert dict(scores.fields) == dict(fields)


def spoil(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        key: [dict(row) for row in gold[key] if chance.random() < 0.8]
        for key in ("positions", "statements", "tallies", "polls", "events")
    }
    for row in found["positions"]:
        row["stance"] = chance.choice([row["stance"], row["stance"], "opposes"])
        row["phase"] = chance.choice([row["phase"], "past"])
        row["holder"] = chance.choice([row["holder"], row["holder"].split()[-1]])
    for row in found["statements"]:
        row["speaker"] = chance.choice([row["speaker"], "Nobody Else"])
    return found
