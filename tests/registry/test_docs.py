"""The page on files of one's own, followed: its files are put into a folder and used."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from onrecord import datafiles
from onrecord.ledger import open_ledger
from tests.records import article, position, record

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "registry.md").read_text(encoding="utf-8")
FIRST_CELLS = {
    "name,gender,title": "figures.csv",
    "name,title,state": "caucuses.csv",
    "name,other,domains": "outlets.csv",
    "name,kind,aliases": "organisations.csv",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the page shows."""
    files: defaultdict[str, str] = defaultdict(str)
    for kind, text in re.findall(r"```(toml|csv)\n(.*?)```", PAGE, flags=re.DOTALL):
        name = "contests.toml" if kind == "toml" else FIRST_CELLS[",".join(text.split(",")[:3]).partition("\n")[0]]
        files[name] += text
    own = tmp_path_factory.mktemp("campaign")
    for name, text in files.items():
        (own / name).write_text(text, encoding="utf-8")
    return own


ASK = """
import json, sys
from onrecord.article.outlets import owner_of
from onrecord.ledger import open_ledger
from onrecord.registry import load_contests
from onrecord.reports import board, people

with open_ledger(sys.argv[1]) as ledger, ledger.reading() as connection:
    boards = {one.id: board(connection, contest=one.id) for one in load_contests()}
    bell = people.show(connection, "Robbie Bell")
print(json.dumps([boards, bell, owner_of("TVB")]))
"""


def test_the_page_tells_of_every_file_and_shows_each(folder: Path) -> None:
    assert set(re.findall(r"^\| `([\w.]+)` \|", PAGE, flags=re.MULTILINE)) == set(datafiles.NAMES)
    assert {path.name for path in folder.iterdir()} == set(datafiles.NAMES)


@pytest.mark.slow
def test_its_races_have_boards_and_its_people_are_known(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "vermont.db") as book:
        for holder, target, day in (
            ("The Guild of Ironers", "Ada Ames", "2026-05-01"),
            ("Hal Hill", "Bo Bell", "2026-06-01"),
            ("Ida Ives", "Bo Bell", "2026-11-04"),
            ("Jo Jones", "Dee Dunn", "2026-11-20"),
        ):
            told = article(f"{holder} backs {target}.", published=day)
            book.post(record(told, position(told, holder, "endorses", target)))
    # In a process of its own, because what the registry holds is remembered.
    asked = [sys.executable, "-c", ASK, str(tmp_path / "vermont.db")]
    environ = {**os.environ, "ONRECORD_REGISTRY": str(folder)}
    done = subprocess.run(asked, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    boards, bell, owner = json.loads(done.stdout)
    assert {id: {(row["holder"], row["target"]) for row in rows} for id, rows in boards.items() if rows} == {
        "2026 Vermont governor": {("The Guild of Ironers", "Ada Ames"), ("Hal Hill", "Bo Bell")},
        "2026 House Democratic leader": {("Jo Jones", "Dee Dunn")},
    }
    assert (bell["name"], [office["title"] for office in bell["offices"]]) == ("Bo Bell", ["Candidate"])
    assert owner == "Bell Press"
