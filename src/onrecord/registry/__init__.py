"""The registry: who is who. What a reader of the news knows beforehand; it knows no text.

Two packaged lists make it: `officials.jsonl.gz`, US office-holders out of unitedstates/congress-legislators and
openstates/people (both CC0), built by scripts/build_registry.py; and `figures.csv`, candidates, nominees and
former office-holders who are not in those, written by hand. Further files of that form can be given.
"""

from __future__ import annotations

import csv
import functools
import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from onrecord.errors import ConfigError
from onrecord.registry.actors import Actor, Office, Registry, rank
from onrecord.registry.names import (
    fold,
    gender_of,
    is_first_name,
    same_first_name,
    state_code,
    states,
    surname_of,
)

__all__ = [
    "Actor",
    "Office",
    "Registry",
    "fold",
    "gender_of",
    "is_first_name",
    "load_registry",
    "rank",
    "same_first_name",
    "state_code",
    "states",
    "surname_of",
]

FIELDS = ("name", "gender", "title", "body", "state", "party", "start", "end", "aliases")


@functools.lru_cache(maxsize=4)
def load_registry(*figures: Path) -> Registry:
    """The packaged registry, with the rows of further CSV files (columns as in figures.csv) on top."""
    folder = files("onrecord.registry").joinpath("data")
    actors = {actor.id: actor for actor in _officials(folder.joinpath("officials.jsonl.gz").read_bytes())}
    _add_figures(actors, folder.joinpath("figures.csv").read_text(encoding="utf-8"), "figures.csv")
    for path in figures:
        _add_figures(actors, path.read_text(encoding="utf-8"), str(path))
    return Registry.of(actors.values())


def _officials(packed: bytes) -> Iterable[Actor]:
    for line in gzip.decompress(packed).splitlines():
        id, name, aliases, gender, offices = json.loads(line)
        yield Actor(
            id=id,
            name=name,
            aliases=tuple(aliases),
            gender=gender or gender_of(name.partition(" ")[0]),
            offices=tuple(
                Office(title=title, body=body, state=state, party=party, start=start, end=end)
                for title, body, state, party, start, end in offices
            ),
        )


def _add_figures(actors: dict[str, Actor], text: str, source: str) -> None:
    """Add one office a row; rows of a name that is known already add to that actor."""
    rows = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    if tuple(rows.fieldnames or ()) != FIELDS:
        raise ConfigError(f"{source}: columns are {rows.fieldnames}; they must be {', '.join(FIELDS)}")
    ids = {fold(name): actor.id for actor in actors.values() for name in actor.names}
    for row in rows:
        row = {key: (value or "").strip() for key, value in row.items() if key}
        key = fold(row["name"])
        id = ids.setdefault(key, "figure:" + key.replace(" ", "-"))
        known = actors.get(id) or Actor(id=id, name=row["name"])
        office = Office(**{key: row[key] for key in ("title", "body", "state", "party", "start", "end")})
        aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
        actors[id] = replace(
            known,
            gender=known.gender or row["gender"],
            aliases=tuple(dict.fromkeys(known.aliases + aliases)),
            offices=known.offices + ((office,) if office.title else ()),
        )
