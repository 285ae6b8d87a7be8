"""The house rules that no linter knows."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from onrecord import entries

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = {
    "Position": entries.Position,
    "Statement": entries.Statement,
    "Tally": entries.Tally,
    "Poll figure": entries.PollFigure,
    "Event": entries.Event,
}


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.name)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


@pytest.mark.parametrize("section", SECTIONS)
def test_types_have_the_fields_of_the_codebook(section: str) -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    body = text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    table = body.split("\n\n")[0]
    documented = set(re.findall(r"^\| `(\w+)` \|", table, flags=re.M))
    fields = {field.name for field in dataclasses.fields(SECTIONS[section])}
    assert documented == fields - {"evidence", "confidence"}


def test_stances_are_those_of_the_codebook() -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text.split("| stance | it is |")[1].split("\n\n")[0], flags=re.M)) == set(
        entries.Stance
    )


def test_codebook_and_specification_agree(shared: Path) -> None:
    specification = (shared.parent / "codebook.md").read_text(encoding="utf-8")
    for section in ("Position", "Statement"):
        body = re.split(rf"\n## \d\. {section}[^\n]*\n", specification, maxsplit=1)[1].split("\n## ", 1)[0]
        names = set(
            re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| ([^|]+) \|", body.split("\n\n###")[0], flags=re.M)))
        )
        fields = {field.name for field in dataclasses.fields(SECTIONS[section])}
        assert names - {"evidence"} <= fields
