"""The cues of cues.toml, as look-up tables."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from onrecord.entries import Phase, Stance
from onrecord.errors import CueError

FRAMES = ("verb", "verb-prep", "noun", "person", "apart", "switch", "wish", "beside", "urged", "ballot", "leaning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that bears a stance in a frame; `prepositions` lead to the target."""

    frame: str
    stance: Stance
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """A word over a cue: it turns the stance, moves the phase, or voids both."""

    turns: Stance | None = None
    phase: Phase | None = None
    voids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All cues by lemma, and the words around them."""

    cues: dict[str, tuple[Cue, ...]]
    governors: dict[str, Governor]
    giving: frozenset[str]
    winning: frozenset[str]
    taking: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    """The packaged cues. Raises `CueError` for a frame or a stance that is none."""
    table = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    cues: dict[str, tuple[Cue, ...]] = {}
    for row in table["cue"]:
        if row["frame"] not in FRAMES:
            raise CueError(f"cues.toml: frame {row['frame']!r} is none of {', '.join(FRAMES)}")
        try:
            stance = Stance(row["stance"])
        except ValueError:
            raise CueError(f"cues.toml: stance {row['stance']!r} is none of {', '.join(Stance)}") from None
        cue = Cue(frame=row["frame"], stance=stance, prepositions=frozenset(row.get("prepositions", ())))
        for word in row["words"]:
            cues[word] = (*cues.get(word, ()), cue)
    governors = {
        word: Governor(
            turns=Stance(row["turns"]) if "turns" in row else None,
            phase=Phase(row["phase"]) if "phase" in row else None,
            voids=row.get("voids", False),
        )
        for row in table["governor"]
        for word in row["words"]
    }

    def words(name: str) -> frozenset[str]:
        return frozenset(word for row in table[name] for word in row["words"])

    return Cues(
        cues=cues, governors=governors, giving=words("giving"), winning=words("winning"), taking=words("taking")
    )
