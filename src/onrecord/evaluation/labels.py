"""Hand-labelled articles, as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import IntakeError
from onrecord.model import Document

HINTS = ("url", "title", "outlet", "author", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One article with its labels, in the exchange form."""

    document: Document
    labels: dict[str, Any]


def load_labels(path: Path) -> Iterator[Labelled]:
    """The labelled articles in a file or in a folder's files, by name. Raises `IntakeError`."""
    if path.is_dir():
        files = sorted(file for file in path.glob("*.json"))
        if not files:
            raise IntakeError(f"{path}: no labelled articles (*.json) in this folder")
    elif path.is_file():
        files = [path]
    else:
        raise IntakeError(f"{path}: no such file or folder")
    for file in files:
        yield _load(file)


def _load(file: Path) -> Labelled:
    try:
        labels = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise IntakeError(f"{file}: no JSON: {error}") from None
    if not isinstance(labels, dict) or "id" not in labels or "positions" not in labels:
        raise IntakeError(f"{file}: no labels: an object with `id` and `positions` is needed")
    beside = file.with_name(file.name.removesuffix(".json").removesuffix(".gold") + ".txt")
    if "text" in labels:
        content, hints = labels["text"].encode(), {name: labels.get(name) or "" for name in HINTS}
    elif beside.is_file():
        # The labels' title and outlet are what a reader must find; only the day of publication is given.
        content, hints = beside.read_bytes(), {"published": labels.get("published") or ""}
    else:
        raise IntakeError(f"{file}: its article's text is missing; put it into {beside.name} or under `text`")
    document = Document(source=str(file), media_type="text/plain", content=content, label=labels["id"], **hints)
    return Labelled(document=document, labels=labels)
