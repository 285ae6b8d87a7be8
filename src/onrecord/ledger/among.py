"""Among: a column held against many values, which go to the database as one parameter instead of thousands."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Listed(FunctionElement[str]):
    """The values of a JSON array as rows of one column, `value`."""

    inherit_cache = True


@compiles(_Listed, "sqlite")
def _json_each(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Listed, "postgresql")
def _json_array_elements(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS json))"


def among(column: sa.ColumnElement[str], values: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether a text column has one of some values, however many they are."""
    listed = _Listed(json.dumps(sorted(values))).table_valued(sa.column("value", sa.Text))
    return column.in_(sa.select(listed.c.value))
