"""Tables: rows with their columns, for reading in a notebook and for data frames.

Dates stay text. They are ISO prefixes that state their own precision ("2024-07-23", "2024-07", "2024"; "" where none is
told) and sort as they are. A column of days would have to invent the rest, or to lose the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from onrecord.errors import ConfigError
from onrecord.frames.html import page_of
from onrecord.reports import ReportRow

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Sequence[ReportRow]):
    """Rows as dicts, each with every column (None where it has no such thing); `hidden` columns are not shown.

    A cell is text, a number, a list of texts, or nothing. `table[0]` is a row, `table[:5]` a table.
    """

    title: str
    rows: tuple[ReportRow, ...]
    columns: tuple[str, ...]
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, title: str, rows: Iterable[ReportRow], columns: Iterable[str], *, hidden: Iterable[str] = ()) -> Table:
        """A table of a report's rows, with some of their columns in this order."""
        names = tuple(columns)
        told = tuple({name: _plain(row.get(name)) for name in names} for row in rows)
        return cls(title=title, rows=told, columns=names, hidden=frozenset(hidden))

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas data frame. `ConfigError` without pandas."""
        return _library("pandas").DataFrame(self._by_column())

    def to_polars(self) -> polars.DataFrame:
        """A polars data frame. `ConfigError` without polars."""
        frame: polars.DataFrame = _library("polars").DataFrame(self._by_column(), infer_schema_length=None)
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table. `ConfigError` without pyarrow."""
        return _library("pyarrow").table(self._by_column())

    def _by_column(self) -> dict[str, list[Any]]:
        return {name: [row[name] for row in self.rows] for name in self.columns}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ReportRow]:
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> ReportRow: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    def __getitem__(self, at: int | slice) -> ReportRow | Table:
        return replace(self, rows=self.rows[at]) if isinstance(at, slice) else self.rows[at]

    def __repr__(self) -> str:
        names = ", ".join([*self.columns[:10], *(["..."] if len(self.columns) > 10 else [])])
        return f"<{self.title}: {len(self)} row{'s' * (len(self) != 1)} of {names}>"

    def _repr_html_(self) -> str:
        return page_of(self.title, [name for name in self.columns if name not in self.hidden], self.rows)


def _plain(value: Any) -> Any:
    """A cell without types of our own."""
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise ConfigError(f"this needs {name}: pip install {name}") from None
