"""Parquet: positions, one a row, in typed columns."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import IO, Any

from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError
from onrecord.exports import selection
from onrecord.exports.tables import POSITIONS, Type, Value
from onrecord.reports import NOW, View

#: Rows of a row group: what is held at once.
_GROUP = 20_000


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """Every position, in order of publication. `ConfigError` without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ConfigError("parquet needs pyarrow: pip install 'onrecord[desk]'") from None
    place = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
    types = {
        Type.TEXT: pa.string(),
        Type.DAY: pa.date32(),
        Type.COUNT: pa.int64(),
        Type.NUMBER: pa.float64(),
        Type.LIST: pa.list_(pa.string()),
        Type.PLACES: pa.list_(place),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in POSITIONS])
    rows = selection.rows(connection, "positions", view=view, target=target, contest=contest)
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        while group := list(islice(rows, _GROUP)):
            cells = [[_typed(column.of(row), column.type) for row in group] for column in POSITIONS]
            file.write_table(pa.table(dict(zip(schema.names, cells, strict=True)), schema=schema))


def _typed(value: Value, type: Type) -> Any:
    if type is Type.DAY:
        return dt.date.fromisoformat(str(value)) if value else None
    if type is Type.PLACES:
        assert isinstance(value, tuple)
        return [dict(zip(("start", "end", "text"), place, strict=True)) for place in value]
    return value
