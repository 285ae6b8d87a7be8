"""Tables that fit a terminal: where the columns do not fit side by side, a row's cells stand one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

#: Cells that tell nothing; a row whose cells stand one under the other leaves them out.
_NOTHING = frozenset({"", "–", "·"})
_BETWEEN = 2
#: A longer word than this is folded.
_LONGEST_WORD = 24


class Grid:
    """Rows in columns that are as wide as their longest word at least; all sections have the same columns."""

    def __init__(self, *columns: str, wide: Sequence[str] = ()) -> None:
        """`wide` columns take the room that is left."""
        self._columns = columns
        self._wide = [number for number, name in enumerate(columns) if name in wide]
        self._sections: list[tuple[Text | None, list[list[Text]]]] = []

    def section(self, title: Text) -> None:
        """Begin a section under a title of its own."""
        self._sections.append((title, []))

    def add(self, *cells: str | Text) -> None:
        """Add a row: a cell for each column, plain words or styled ones."""
        if not self._sections:
            self._sections.append((None, []))
        self._sections[-1][1].append([cell if isinstance(cell, Text) else Text(cell) for cell in cells])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        widths = self._widths(options.max_width)
        for title, rows in self._sections:
            if title is not None:
                yield Padding(title, (1, 0, 0, 0))
            yield self._beside(rows, widths) if widths else self._beneath(rows)

    def _widths(self, room: int) -> list[int]:
        """The width of each column, or none where the narrowest that they can be do not fit."""
        columns = [
            [Text(name), *(row[number] for _, rows in self._sections for row in rows)]
            for number, name in enumerate(self._columns)
        ]
        most = [max(cell.cell_len for cell in cells) for cells in columns]
        least = [min(_LONGEST_WORD, max(_longest_word(cell) for cell in cells)) for cells in columns]
        left = room - sum(least) - _BETWEEN * (len(columns) - 1)
        if left < 0:
            return []
        # Narrow columns get all that they want first; what is left then goes to the others.
        widths = list(least)
        for place, number in enumerate(sorted(range(len(columns)), key=lambda one: most[one] - least[one])):
            more = min(most[number] - least[number], left if place == len(columns) - 1 else left * 2 // 3)
            widths[number] += more
            left -= more
        for place, number in enumerate(self._wide):
            share = left // (len(self._wide) - place)
            widths[number] += share
            left -= share
        return widths

    def _beside(self, rows: list[list[Text]], widths: list[int]) -> Table:
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
        for name, width in zip(self._columns, widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        for row in rows:
            table.add_row(*row)
        return table

    def _beneath(self, rows: list[list[Text]]) -> Table:
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(style="dim", width=max(map(len, self._columns)))
        table.add_column(overflow="fold")
        for number, row in enumerate(rows):
            if number:
                table.add_row("", "")
            for name, cell in zip(self._columns, row, strict=True):
                if cell.plain not in _NOTHING:
                    table.add_row(name, cell)
        return table


def _longest_word(cell: Text) -> int:
    return max((Text(word).cell_len for word in cell.plain.split()), default=0)
