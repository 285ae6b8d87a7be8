"""Other names for the people of a sentence, so that the judge learns what is said rather than of whom."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from training.reader.corpora import StanceSentence

Places = list[tuple[int, int]]


class Renamer:
    """Gives the people of a sentence other names, so that the judge learns what is said rather than of whom."""

    def __init__(self, people: Path, chance: random.Random) -> None:
        rows = [json.loads(line) for line in people.read_text(encoding="utf-8").splitlines()]
        names = [row["name"].split() for row in rows]
        self._surnames = sorted({name[-1] for name in names if name[-1].isalpha()})
        self._known = {word for name in names for word in (name[0], name[-1]) if word.isalpha() and len(word) > 2}
        with gzip.open(str(files("onrecord.registry") / "data" / "officials.jsonl.gz"), "rt", encoding="utf-8") as file:
            self._known |= {json.loads(line)[1].split()[-1] for line in file}
        self._firsts = {row["gender"]: [] for row in rows}
        for row, name in zip(rows, names, strict=True):
            self._firsts[row["gender"]].append(name[0])
        self._gender = {name[0]: row["gender"] for row, name in zip(rows, names, strict=True)}
        self._chance = chance

    def rename(self, sentence: StanceSentence, places: Places) -> tuple[StanceSentence, Places]:
        """The same sentence about others; places and labels move along."""
        named: set[str] = set()
        for start, end in places:
            words = re.findall(r"[A-Z][a-z]+(?:[A-Z][a-z]+)?", sentence.text[start:end])
            if words and words[-1] in self._known:
                named |= {word for word in words if word in self._known}
        other = {
            word: self._chance.choice(self._firsts[self._gender[word]])
            if word in self._gender
            else self._chance.choice(self._surnames)
            for word in sorted(named)
        }
        if not other:
            return sentence, places
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, other)) + r")\b")
        moves, grown = [(0, 0)], 0
        for match in pattern.finditer(sentence.text):
            grown += len(other[match.group()]) - len(match.group())
            moves.append((match.end(), grown))
        ends = [at for at, _ in moves]

        def moved(at: int) -> int:
            return at + moves[int(np.searchsorted(ends, at, side="right")) - 1][1]

        def place(where: tuple[int, int]) -> tuple[int, int]:
            return moved(where[0]), moved(where[1])

        labels = tuple(
            replace(label, holders=tuple(map(place, label.holders)), targets=tuple(map(place, label.targets)))
            for label in sentence.labels
        )
        text = pattern.sub(lambda match: other[match.group()], sentence.text)
        start, end = place((sentence.start, sentence.end))
        return replace(sentence, text=text, start=start, end=end, labels=labels), list(map(place, places))
