"""Evaluation: a reading held against hand labels. `evaluate` is the door.

Labels are JSON files, one an article, in the exchange form with evidence as bare text: `NAME.gold.json` with
the article's text in `NAME.txt` beside it, or a file that holds `text` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import codec
from onrecord.evaluation.groups import Grouping, score_groups
from onrecord.evaluation.labels import Labelled, load_labels
from onrecord.evaluation.misses import Miss, find_misses
from onrecord.evaluation.scores import Counts, Scores, score
from onrecord.model import Issue

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Evaluation", "Grouping", "Labelled", "Miss", "Scores", "evaluate", "load_labels"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Scores over all articles, and each miss and each false entry among the positions and statements.

    `groups` has the positions' core scores by party of the holder and by outlet.
    """

    scores: Scores
    groups: dict[Grouping, dict[str, Counts]]
    misses: tuple[Miss, ...]
    unread: tuple[Issue, ...]


def evaluate(
    paths: Iterable[Path], nlp: Language, progress: Callable[[list[Labelled]], Iterable[Labelled]] | None = None
) -> Evaluation:
    """Read every labelled article under `paths` and score what was found. Raises `IntakeError` for bad labels."""
    from onrecord.pipeline import read_document  # which loads the parser and the models

    labelled = [one for path in paths for one in load_labels(path)]
    found, unread = [], []
    for one in progress(labelled) if progress else labelled:
        record = read_document(one.document, nlp)
        if isinstance(record, Issue):
            unread.append(record)
            found.append(dict[str, Any]())
        else:
            found.append(codec.encode(record))
    pairs = list(zip([one.labels for one in labelled], found, strict=True))
    return Evaluation(
        scores=score(pairs),
        groups={by: score_groups(pairs, by) for by in Grouping},
        misses=tuple(_all_misses(pairs)),
        unread=tuple(unread),
    )


def _all_misses(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[Miss]:
    for labels, found in pairs:
        yield from find_misses(labels, found)
