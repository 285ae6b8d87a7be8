"""Draw docs/board.svg: the board of the demo articles, as the terminal shows it. Fetches nothing when shown."""

from __future__ import annotations

import io
import re
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from onrecord import reports, views
from onrecord.intake import open_source
from onrecord.ledger import open_ledger
from onrecord.model import Issue
from onrecord.pipeline import read_documents
from onrecord.reading.clauses import load_parser

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "board.svg"


def main() -> None:
    """Read the demo articles into a ledger that is thrown away, and draw the board."""
    with as_file(files("onrecord") / "demo") as demo, open_ledger(":memory:") as ledger:
        documents = open_source([demo / "articles"], manifest=demo / "manifest.csv")
        for record in read_documents(documents, load_parser()):
            if not isinstance(record, Issue):
                ledger.post(record)
        with ledger.reading() as connection:
            board = views.board(reports.board(connection, target="Kamala Harris"), "Kamala Harris")
    console = Console(record=True, width=100, force_terminal=True, color_system="truecolor", file=io.StringIO())
    console.print(board)
    drawn = console.export_svg(title='onrecord board --target "Kamala Harris"', theme=MONOKAI)
    # The fonts of rich's template lie on another host; any monospaced font does.
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", drawn, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
