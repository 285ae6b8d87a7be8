"""Draw the demo articles: docs/board.svg, as the terminal shows it, and each chart under docs/charts. They fetch nothing."""

from __future__ import annotations

import io
import re
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from onrecord import charts, reports, views
from onrecord.intake import open_source
from onrecord.ledger import open_ledger
from onrecord.model import Issue
from onrecord.pipeline import read_documents
from onrecord.reading.clauses import load_parser

DOCS = Path(__file__).resolve().parents[1] / "docs"
#: What each chart is asked for.
ASKED = {
    "board": charts.Question(target="Kamala Harris"),
    "course": charts.Question(contest="2024 president"),
    "person": charts.Question(name="Bernie Sanders"),
    "moves": charts.Question(since="2024-07-01"),
}


def main() -> None:
    """Read the demo articles into a ledger that is thrown away, and draw it."""
    with as_file(files("onrecord") / "demo") as demo, open_ledger(":memory:") as ledger:
        documents = open_source([demo / "articles"], manifest=demo / "manifest.csv")
        for record in read_documents(documents, load_parser()):
            if not isinstance(record, Issue):
                ledger.post(record)
        with ledger.reading() as connection:
            for chart, question in ASKED.items():
                picture = charts.render(charts.draw(connection, chart, question), "svg")
                (DOCS / "charts" / f"{chart}.svg").write_bytes(picture)
            board = views.board(reports.board(connection, target="Kamala Harris"), "Kamala Harris")
    console = Console(record=True, width=100, force_terminal=True, color_system="truecolor", file=io.StringIO())
    console.print(board)
    drawn = console.export_svg(title='onrecord board --target "Kamala Harris"', theme=MONOKAI)
    # The fonts of rich's template lie on another host; any monospaced font does.
    (DOCS / "board.svg").write_text(
        re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", drawn, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
