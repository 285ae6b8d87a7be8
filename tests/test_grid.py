"""Tables at every width: no word is lost, no line is too long."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.text import Text

from onrecord.grid import Grid


def shown(grid: Grid, width: int) -> str:
    console = Console(width=width)
    with console.capture() as got:
        console.print(grid)
    return got.get()


def board() -> Grid:
    grid = Grid("holder", "since", "on what terms", "entry", wide=("on what terms",))
    grid.section(Text("endorses"))
    grid.add("Alexandria Ocasio-Cortez", "2024-07-21", "–", "a435b67")
    grid.section(Text("withholds"))
    grid.add("Ada [Bell]", "2024-07-22", "a plan for the schools, in writing, before the primary", "57e04c0")
    return grid


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_every_word_is_there_and_no_line_is_too_long(width: int) -> None:
    text = shown(board(), width)
    assert all(len(line) <= width for line in text.splitlines())
    assert {"Ocasio-Cortez", "2024-07-21", "a435b67", "[Bell]", "primary", "57e04c0"} <= set(text.split())


def test_the_columns_of_all_sections_stand_in_line() -> None:
    lines = shown(board(), 80).splitlines()
    assert len({line.index("since") for line in lines if "since" in line}) == 1
    assert next(line.index("2024") for line in lines if "-21" in line) == next(
        line.index("2024") for line in lines if "-22" in line
    )


def test_what_does_not_fit_stands_one_under_the_other_without_the_empty_cells() -> None:
    text = shown(board(), 40)
    assert "holder         Alexandria Ocasio-Cortez" in text
    assert "–" not in text
    assert "on what terms  a plan for the schools," in text


def test_a_grid_without_rows_is_its_header() -> None:
    grid = Grid("holder", "entry")
    grid.section(Text("nobody"))
    assert "holder" in shown(grid, 80)
