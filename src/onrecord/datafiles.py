"""Data files: what is written by hand, in the package and, on top, in the folder that ONRECORD_REGISTRY names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from onrecord.config import Settings
from onrecord.errors import ConfigError

#: The files that a user's folder may hold, each in the form of the packaged one.
NAMES = ("caucuses.csv", "contests.toml", "figures.csv", "organisations.csv", "outlets.csv")


def texts(package: str, path: str) -> Iterator[tuple[str, str]]:
    """The packaged file at a path, then the user's of the same name, each with what to call it in an error."""
    name = path.rpartition("/")[2]
    yield name, files(package).joinpath(path).read_text(encoding="utf-8")
    folder = Settings().registry
    if folder is None:
        return
    if not folder.is_dir():
        raise ConfigError(
            f"ONRECORD_REGISTRY: {folder} is no folder; name one that holds {', '.join(NAMES)} or some of them"
        )
    own = folder / name
    if own.is_file():
        try:
            yield str(own), own.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{own}: byte {error.start} is no UTF-8; save the file as UTF-8") from None


def rows(text: str, source: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV text without its remarks (`#`); cells that a row leaves out are empty."""
    found = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    if tuple(found.fieldnames or ()) != columns:
        told = ", ".join(found.fieldnames or ()) or "none"
        raise ConfigError(f"{source}: the columns are {told}; they must be {', '.join(columns)}, in the first line")
    for row in found:
        if extra := row.pop(None, None):
            raise ConfigError(
                f"{source}: line of {row[columns[0]]!r} has cells beyond the last column: {', '.join(extra)};"
                " put a cell that holds a comma in double quotes"
            )
        yield {name: (value or "").strip() for name, value in row.items()}


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, parted by `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
