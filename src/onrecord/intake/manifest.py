"""A manifest: a table (CSV or JSONL) of hints for files, one row a file, its place in the column `path`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.intake.hints import NAMES, Hints, as_text, hints_in
from onrecord.model import Issue, IssueLevel

COLUMNS = ("path", *NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Hints by resolved path, in the order of the rows, and an issue for every row that cannot be used as it is."""

    hints: Mapping[Path, Hints] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def read_manifest(path: Path, folders: Sequence[Path] = ()) -> Manifest:
    """Read a manifest. A relative path is looked for beside the manifest, then in `folders`.

    A row that names no file, or a date that is none, is an issue. Raises `IntakeError` if the table cannot be read
    or has a column that is not known.
    """
    hints: dict[Path, Hints] = {}
    issues: list[Issue] = []

    def note(number: int, level: IssueLevel, message: str) -> None:
        issues.append(Issue(source=f"{path}:{number}", stage="intake", level=level, message=message))

    for number, row in _rows(path):
        if unknown := sorted(set(row) - set(COLUMNS)):
            raise IntakeError(f"{path}: unknown column {', '.join(unknown)}; known are {', '.join(COLUMNS)}")
        printed = as_text(row.get("path"))
        places = [folder / printed for folder in (path.parent, *folders)] if printed else []
        place = next((place for place in places if place.is_file()), None)
        if place is None:
            note(number, IssueLevel.ERROR, f"no file {printed!r}; give its path relative to {path.parent}")
            continue
        given = hints_in(row)
        try:
            given = given.checked()
        except IntakeError as error:
            note(number, IssueLevel.WARNING, f"{error}; read without a date")
            given = replace(given, published="")
        hints[place.resolve()] = given
    return Manifest(hints=hints, issues=tuple(issues))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """(line number, row) for each row of a CSV or JSONL table."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix in {".jsonl", ".ndjson"}:
                yield from _objects(path, enumerate(file, 1))
            else:
                table = csv.DictReader(file, restkey="(a cell too many)")
                if "path" not in (table.fieldnames or ()):
                    raise IntakeError(f"{path}: no column 'path'; known are {', '.join(COLUMNS)}")
                for row in table:
                    yield table.line_num, dict(row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError(f"{path}: no manifest that can be read: {reason}; give a UTF-8 table, CSV or JSONL") from None


def _objects(path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in lines:
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise IntakeError(f"{path}:{number}: no JSON object; one object a line, with the key 'path'")
            yield number, row
