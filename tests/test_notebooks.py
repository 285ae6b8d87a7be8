from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

PATH = Path(__file__).resolve().parents[1] / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def stored() -> NotebookNode:
    notebook: NotebookNode = nbformat.reads(PATH.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def run(stored: NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each cell shows when the notebook is run from top to bottom, in all its forms."""
    folder = tmp_path_factory.mktemp("notebook")
    done = NotebookClient(deepcopy(stored), timeout=600, resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.id: str(cell.outputs) for cell in done.cells if cell.cell_type == "code"}


def test_it_is_stored_without_outputs(stored: NotebookNode) -> None:
    nbformat.validate(stored)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "shows"),
    [
        ("one", "Bernie Sanders withholds Kamala Harris"),
        ("ledger", "<b>Articles</b>, 11 rows"),
        ("board-table", "Bernie Sanders"),
        ("frame-pandas", "endorses"),
        ("as-of", "on July 22"),
        ("who-table", "<b>Bernie Sanders</b>"),
        ("wants-table", "Bernie Sanders"),
        ("moves-table", "Moves since September 1, 2024"),
        ("chart-board", "image/svg+xml"),
        ("chart-course", "image/svg+xml"),
        ("entries-frame", "own words"),
        ("sample", " (0."),
        ("export-csv", "'board.csv', 'board.png'"),
    ],
)
def test_its_cells_show_what_the_text_says(run: dict[str, str], cell: str, shows: str) -> None:
    assert shows in run[cell].replace("\\'", "'")
