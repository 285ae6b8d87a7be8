"""Intake: files, folders and streams become documents, one at a time. `open_source` is the door."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import cast

from onrecord.errors import IntakeError
from onrecord.intake.files import READERS, SUFFIXES, files_below, is_known, read_file, read_stream
from onrecord.intake.hints import Hints
from onrecord.intake.manifest import COLUMNS, Manifest, read_manifest
from onrecord.model import Document, Issue, IssueLevel

__all__ = ["COLUMNS", "READERS", "Hints", "open_source"]

STDIN = "-"


def open_source(
    paths: str | Path | Iterable[str | Path], *, manifest: str | Path | None = None, hints: Hints | None = None
) -> Iterator[Document | Issue]:
    """Documents from files, folders (with all below), patterns like `news/*.txt`, or "-" for standard input.

    Without paths the files of the manifest are read, in its order. Hints stand back behind a manifest's row, and this
    behind the fields of a JSONL line. Documents are read as they are asked for, but a path, pattern, manifest or date
    that cannot be used raises `IntakeError` at once; what fails later is an `Issue`, and the run goes on.
    """
    given = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    hints = (hints or Hints()).checked()
    places = [place for path in given for place in _places(path)]
    folders = [place for place in places if isinstance(place, Path) and place.is_dir()]
    table = read_manifest(Path(manifest), folders) if manifest else Manifest()
    if not given and not table.hints:
        raise IntakeError("nothing to read; name files, folders, a pattern, or - for standard input")
    return _read(places or list(table.hints), table, hints, Path(manifest).resolve() if manifest else None)


def _places(path: str) -> Sequence[Path | str]:
    """What an argument names: standard input, a file, a folder, or the files that a pattern matches."""
    if path == STDIN:
        return [STDIN]
    place = Path(path).expanduser()
    if place.exists():
        if place.is_file() and not is_known(place):
            raise IntakeError(
                f"{path}: {place.suffix} is no known format; known are {', '.join(SUFFIXES)}, each also .gz"
            )
        return [place]
    if "://" in path:
        raise IntakeError(f"{path}: nothing is fetched; save the page, read the file, and give its address with --url")
    if not glob.has_magic(path):
        raise IntakeError(f"{path}: no such file or folder")
    found = sorted(glob.glob(str(place), recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
    if not found:
        raise IntakeError(f"{path}: no file matches this pattern")
    return [Path(name) for name in found]


def _read(
    places: Iterable[Path | str], table: Manifest, hints: Hints, manifest: Path | None
) -> Iterator[Document | Issue]:
    yield from table.issues
    for place in places:
        if isinstance(place, str):
            yield from read_stream(cast(BufferedReader, sys.stdin.buffer), "standard input", "stdin", hints)
            continue
        for file in files_below(place) if place.is_dir() else [place]:
            path = file.resolve()
            if path == manifest:
                continue
            if is_known(file):
                yield from read_file(file, table.hints.get(path, Hints()).over(hints))
            else:
                yield _skipped(file)


def _skipped(file: Path) -> Issue:
    remedy = "give it with --manifest" if file.stem == "manifest" else f"known are {', '.join(SUFFIXES)}"
    message = f"skipped: {file.suffix} is no known format of articles; {remedy}"
    return Issue(source=str(file), stage="intake", level=IssueLevel.WARNING, message=message)
