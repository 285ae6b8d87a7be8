"""The registry: who is who. What a reader of the news knows beforehand; it knows no text.

Two packaged lists make it: `officials.jsonl.gz`, US office-holders out of unitedstates/congress-legislators and
openstates/people (both CC0), built by scripts/build_registry.py; and `figures.csv`, candidates, nominees and
former office-holders who are not in those, written by hand. Beside them stand organisations (organisations.csv),
contests (contests.toml), and who sits with a party without belonging to it (caucuses.csv). Files of the same names in
the folder that ONRECORD_REGISTRY names are read on top.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files

from onrecord import datafiles, dates
from onrecord.errors import ConfigError
from onrecord.registry.actors import Actor, Caucus, Office, Registry, rank
from onrecord.registry.contests import Candidate, Contest, contest_called, read_contests
from onrecord.registry.names import (
    SUFFIXES,
    fold,
    gender_of,
    is_first_name,
    natives,
    same_first_name,
    state_code,
    states,
    surname_of,
)
from onrecord.registry.rosters import Roster, find_roster, roster_called

__all__ = [
    "SUFFIXES",
    "Actor",
    "Candidate",
    "Contest",
    "Office",
    "Registry",
    "Roster",
    "contest_called",
    "find_roster",
    "fold",
    "gender_of",
    "is_first_name",
    "load_contests",
    "load_organisations",
    "load_registry",
    "natives",
    "rank",
    "roster_called",
    "same_first_name",
    "state_code",
    "states",
    "surname_of",
]

#: The party's name before "nominee", where it is another word.
_ADJECTIVES = {"Democrat": "Democratic"}
ORGANISATION_FIELDS = ("name", "kind", "aliases")
FIELDS = ("name", "gender", "title", "body", "state", "party", "start", "end", "aliases")
CAUCUS_FIELDS = ("name", "title", "state", "caucus", "start", "end")


@functools.lru_cache(maxsize=1)
def load_registry() -> Registry:
    """Everybody who is known beforehand: the packaged persons, the user's figures.csv, who runs for president."""
    packed = files("onrecord.registry").joinpath("data", "officials.jsonl.gz").read_bytes()
    actors = {actor.id: actor for actor in _officials(packed)}
    for source, text in datafiles.texts(__name__, "data/figures.csv"):
        _add_figures(actors, text, source)
    _add_candidates(actors, load_contests())
    for source, text in datafiles.texts(__name__, "data/caucuses.csv"):
        _add_caucuses(actors, text, source)
    return Registry.of(actors.values())


@functools.lru_cache(maxsize=1)
def load_organisations() -> Registry:
    """Unions, parties, caucuses and campaign groups, with their acronyms; `kind` tells which."""
    return Registry.of(
        Actor(
            id="org:" + fold(row["name"]).replace(" ", "-"),
            name=row["name"],
            kind=row["kind"],
            aliases=datafiles.listed(row["aliases"]),
        )
        for source, text in datafiles.texts(__name__, "data/organisations.csv")
        for row in datafiles.rows(text, source, ORGANISATION_FIELDS)
    )


@functools.lru_cache(maxsize=1)
def load_contests() -> tuple[Contest, ...]:
    """The contests that are known, the user's after the packaged ones; one of a known id takes its place."""
    found = (
        one for source, text in datafiles.texts(__name__, "data/contests.toml") for one in read_contests(text, source)
    )
    return tuple({fold(one.id): one for one in found}.values())


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
    ids = {fold(name): actor.id for actor in actors.values() for name in actor.names}
    for row in datafiles.rows(text, source, FIELDS):
        _check(row, source)
        key = fold(row["name"])
        id = ids.setdefault(key, "figure:" + key.replace(" ", "-"))
        known = actors.get(id) or Actor(id=id, name=row["name"])
        office = Office(**{key: row[key] for key in ("title", "body", "state", "party", "start", "end")})
        actors[id] = replace(
            known,
            gender=known.gender or row["gender"],
            aliases=tuple(dict.fromkeys(known.aliases + datafiles.listed(row["aliases"]))),
            offices=known.offices + ((office,) if office.title else ()),
        )


def _check(row: dict[str, str], source: str) -> None:
    """`ConfigError` for an office without a holder, or from or to a day that is none."""
    if not row["name"]:
        raise ConfigError(
            f"{source}: a row has no name ({', '.join(filter(None, row.values()))}); write one, or drop it"
        )
    for field in ("start", "end"):
        try:
            dates.parse(row[field])
        except ConfigError as error:
            raise ConfigError(f"{source}: {row['name']}: {field}: {error}") from None


def _add_candidates(actors: dict[str, Actor], contests: Iterable[Contest]) -> None:
    """What a candidacy for president makes of somebody: a candidate, and a nominee once nobody else of the party runs."""
    ids = {fold(name): actor.id for actor in actors.values() for name in actor.names}
    for contest in contests:
        for one in contest.candidates if contest.office == "President" else ():
            id = ids.get(fold(one.name))
            if id is None:
                continue
            offices = [
                Office(title="Presidential candidate", party=one.party, start=one.entered, end=one.left or contest.day)
            ]
            if since := contest.nominated(one):
                offices.append(
                    Office(
                        title=f"{_ADJECTIVES.get(one.party, one.party)} nominee",
                        party=one.party,
                        start=since,
                        end=contest.day,
                    )
                )
            known = actors[id]
            actors[id] = replace(known, offices=known.offices + tuple(offices))


def _add_caucuses(actors: dict[str, Actor], text: str, source: str) -> None:
    """Tell of office-holders with whom they sit; `ConfigError` for one whom the registry does not know."""
    ids: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for actor in actors.values():
        for office in actor.offices:
            for name in actor.names:
                ids[fold(name), office.title, office.state].add(actor.id)
    for row in datafiles.rows(text, source, CAUCUS_FIELDS):
        _check(row, source)
        name, title, state = row["name"], row["title"], row["state"]
        if not (found := ids.get((fold(name), title, state))):
            raise ConfigError(
                f"{source}: {name} is no {title} of {state} that is known; add a row to figures.csv first"
            )
        for id in found:
            caucus = Caucus(title=title, party=row["caucus"], start=row["start"], end=row["end"])
            actors[id] = replace(actors[id], caucuses=(*actors[id].caucuses, caucus))
