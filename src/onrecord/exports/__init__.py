"""Exports: the record in the forms that other tools read. `FORMATS` holds them; a new one is a function and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Protocol

from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError
from onrecord.exports import (
    columnar,
    delimited,
    fivethirtyeight,
    followthemoney,
    jsonld,
    jsonlines,
    prov,
    webannotations,
    wikipedia,
    workbook,
)
from onrecord.reports import View


class Write(Protocol):
    """Writes what a ledger holds, as a view shows it, to a binary stream.

    With a target or a contest only what concerns it. Nothing is sought in the stream, so that it may be a pipe.
    """

    def __call__(
        self,
        connection: Connection,
        out: IO[bytes],
        *,
        view: View = ...,
        target: str | None = ...,
        contest: str | None = ...,
    ) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One form: what it is called, how its files end, its media type, and what writes it."""

    title: str
    suffix: str
    media_type: str
    write: Write

    @property
    def is_text(self) -> bool:
        """Whether it can be read on a terminal."""
        return not self.media_type.startswith("application/vnd.")


FORMATS = {
    "csv": Format(title="CSV: positions", suffix=".csv", media_type="text/csv", write=delimited.write),
    "xlsx": Format(
        title="Excel workbook",
        suffix=".xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=workbook.write,
    ),
    "jsonl": Format(
        title="JSON lines: all entries", suffix=".jsonl", media_type="application/x-ndjson", write=jsonlines.write
    ),
    "parquet": Format(
        title="Parquet: positions",
        suffix=".parquet",
        media_type="application/vnd.apache.parquet",
        write=columnar.write,
    ),
    "fivethirtyeight": Format(
        title="FiveThirtyEight's table of endorsements",
        suffix=".csv",
        media_type="text/csv",
        write=fivethirtyeight.write,
    ),
    "wikipedia": Format(
        title="Wikipedia endorsements boxes", suffix=".wiki", media_type="text/plain", write=wikipedia.write
    ),
    "jsonld": Format(
        title="JSON-LD (schema.org)", suffix=".jsonld", media_type="application/ld+json", write=jsonld.write
    ),
    "annotations": Format(
        title="Web Annotations of the evidence",
        suffix=".jsonld",
        media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        write=webannotations.write,
    ),
    "prov": Format(title="PROV-O: chains of sources", suffix=".ttl", media_type="text/turtle", write=prov.write),
    "followthemoney": Format(
        title="FollowTheMoney", suffix=".ftm.json", media_type="application/x-ndjson", write=followthemoney.write
    ),
}


def format_called(name: str) -> Format:
    """The format of this name; `ConfigError` lists those that are known.

    >>> format_called("csv").suffix
    '.csv'
    """
    if name not in FORMATS:
        raise ConfigError(f"no format {name!r}; known are {', '.join(FORMATS)}")
    return FORMATS[name]
