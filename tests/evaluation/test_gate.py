from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import ConfigError
from onrecord.evaluation import gate
from tests.conftest import SHARED


def test_a_measure_under_its_floor_is_named() -> None:
    assert gate.shortfalls({"quote F1": 0.9, "event F1": 0.5}, {"quote F1": 0.91, "event F1": 0.5}) == [
        "quote F1: 0.900 is under the floor of 0.910"
    ]


def test_a_measure_that_is_gone_is_named() -> None:
    assert gate.shortfalls({}, {"event F1": 0.5}) == ["event F1: 0.000 is under the floor of 0.500"]


def test_floors_go_up_freely_and_down_only_with_a_reason() -> None:
    first = gate.pin({"quote F1": 0.9}, {}, "d", "")
    assert first == {"digest": "d", "floors": {"quote F1": 0.895}, "lowered": []}
    assert gate.pin({"quote F1": 0.95}, first, "d", "")["floors"] == {"quote F1": 0.945}
    with pytest.raises(ConfigError, match="quote F1"):
        gate.pin({"quote F1": 0.5}, first, "d", "")
    lowered = gate.pin({"quote F1": 0.5}, first, "d", "the codebook changed")
    assert lowered["lowered"] == [{"floors": ["quote F1"], "reason": "the codebook changed"}]


def test_changed_labels_stop_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels, floors = tmp_path / "data", tmp_path / "floors.json"
    (labels / "set").mkdir(parents=True)
    (labels / "set" / "a.json").write_text(json.dumps({"id": "a", "positions": [], "text": "Nothing."}))
    floors.write_text(json.dumps({"set": {"digest": "of other labels", "floors": {}}}))
    monkeypatch.setattr(gate, "FLOORS", floors)
    assert gate.check(labels) == ["set: the labels are not those of the floors; look why, then pin anew with --pin"]


def test_a_set_that_is_not_here_is_told_and_none_at_all_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"set": {"digest": "", "floors": {}}, "other": {"digest": "", "floors": {}}}))
    monkeypatch.setattr(gate, "FLOORS", floors)
    (tmp_path / "set").mkdir()
    assert "set: the labels are not those" in gate.check(tmp_path)[0]
    assert "other is skipped" in capsys.readouterr().out
    with pytest.raises(ConfigError, match="project's folder"):
        gate.check(tmp_path / "none")


@pytest.mark.slow
def test_every_floor_holds() -> None:
    assert gate.check(SHARED) == []
