"""Downloads: the record in the forms that other tools read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Any, ClassVar

from fastapi import Path
from fastapi.responses import StreamingResponse

from onrecord.exports import FORMATS, format_called
from onrecord.reports import NOW
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import Contest, Target
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import Json, Page, Shape
from onrecord.web.asked import Reading, ViewOptions

router = api_router("downloads")

#: A download is kept in memory up to so many bytes, in a file from there on.
_IN_MEMORY = 4_000_000
_PIECE = 65_536


class Format(Shape):
    """A form in which the record can be downloaded."""

    example: ClassVar[Json] = {"name": "csv", "title": "CSV: positions", "suffix": ".csv", "media_type": "text/csv"}

    name: str
    title: str
    suffix: str
    media_type: str


_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            kind: {"schema": {} if "json" in kind else {"type": "string", "format": "binary"}}
            for kind in sorted({one.media_type.partition(";")[0] for one in FORMATS.values()})
        },
    }
}


@router.get("/exports")
def exports(connection: Reading, page: PageOptions) -> Page[Format]:
    """The forms in which the record can be downloaded."""
    names = ("title", "suffix", "media_type")
    rows = [{"name": name, **{one: getattr(form, one) for one in names}} for name, form in FORMATS.items()]
    return page.page(connection, Format, lambda _: rows, NOW)


@router.get("/exports/{form}", response_class=StreamingResponse, responses=_FILES)
def export(
    connection: Reading,
    view: ViewOptions,
    form: Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)})],
    target: Target,
    contest: Contest = None,
) -> StreamingResponse:
    """The record in a form, as the view shows it; with a target or a contest only what concerns it."""
    chosen = format_called(form)
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        chosen.write(connection, out, view=view, target=target, contest=contest)
    except BaseException:
        out.close()
        raise
    name = f'attachment; filename="onrecord{chosen.suffix}"'
    return StreamingResponse(_pieces(out), media_type=chosen.media_type, headers={"Content-Disposition": name})


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        out.seek(0)
        while piece := out.read(_PIECE):
            yield piece
