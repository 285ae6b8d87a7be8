"""Learn which terms a holder puts: `python -m training.reader.terms --data DIR [--write]`.

Fits a logistic regression over what grammar says of each term in a labelled sentence, and chooses the threshold for the
best F on the folds left out. Prints how it does on them: on every labelled position, and on the positions that have
conditions beside as many, of the same stances, that have none.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from onrecord.entries import Phase, Stance
from onrecord.extraction.conditions import features, trimmed
from onrecord.extraction.parties import Party, Stand
from onrecord.extraction.terms import find_terms
from onrecord.reading.clauses import load_parser
from training.reader.alone import party_at, read_alone
from training.reader.corpora import LABELS, StanceSentence, load_pool, load_sentences, load_written
from training.reader.regressions import FOLDS, Fitted, left_out

TARGET = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "reading" / "models" / "terms.json"
#: A weight nearer to nothing is not kept.
LEAST = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled position: the terms in its sentence, each with its features and its words, and what was labelled."""

    source: str
    fold: int
    stance: str
    terms: tuple[tuple[frozenset[str], str], ...]
    asked: tuple[str, ...]

    def right(self) -> list[bool]:
        """Which of the terms were labelled."""
        return [any(_shared(words, wanted) for wanted in self.asked) for _, words in self.terms]


def rows(source: str, sentences: list[StanceSentence], nlp: Language) -> Iterator[Row]:
    """Every labelled position of the sentences."""
    for sentence in sentences:
        if not sentence.labels:
            continue
        reading = read_alone(sentence, nlp)
        inside = [s for s in reading.doc.sents if min(s.end_char, sentence.end) - max(s.start_char, sentence.start) > 3]
        # A sentence that was written has no fold: all its positions fall into one.
        fold = sentence.fold if sentence.fold >= 0 else zlib.crc32(sentence.sid.encode()) % FOLDS
        for label in sentence.labels:
            stand = Stand(
                holder=party_at(reading, label.holders) or Party(name="", member=None, may_hold=True),
                target=party_at(reading, label.targets),
                stance=Stance(label.stance),
                phase=Phase(label.phase),
            )
            terms = [
                (features(reading, term, stand), trimmed(term.words).text) for s in inside for term in find_terms(s)
            ]
            yield Row(
                source=source,
                fold=fold % FOLDS,
                stance=label.stance,
                terms=tuple(terms),
                asked=tuple(sentence.text[low:high] for low, high in label.conditions),
            )


def _shared(found: str, wanted: str) -> bool:
    """Whether what was found holds half of the words wanted."""
    one, two = (Counter(re.findall(r"\w+", words.lower())) for words in (found, wanted))
    return (one & two).total() >= 0.5 * two.total() > 0


def fit(learnt: list[Row]) -> Fitted:
    """The regression over all terms of the rows."""
    told = [names for row in learnt for names, _ in row.terms]
    return Fitted.to(told, [right for row in learnt for right in row.right()])


def sure_of(fitted: Fitted, found: list[Row]) -> Iterator[NDArray[np.float64]]:
    """For each row how sure its terms are."""
    for row in found:
        yield fitted.chances(names for names, _ in row.terms)[:, 1] if row.terms else np.zeros(0)


def score(found: list[Row], sure: list[NDArray[np.float64]], threshold: float, kept: Collection[int]) -> str:
    """Precision, recall and F of the terms at a threshold over the rows that are kept."""
    precision, recall, f = _figures(found, sure, threshold, kept)
    return f"P {precision:.3f} R {recall:.3f} F {f:.3f}"


def _figures(
    found: list[Row], sure: list[NDArray[np.float64]], threshold: float, kept: Collection[int]
) -> tuple[float, float, float]:
    hit = said = labelled = 0
    for at, row in enumerate(found):
        if at in kept:
            chosen = [words for (_, words), odds in zip(row.terms, sure[at], strict=True) if odds >= threshold]
            hits = sum(any(_shared(words, wanted) for words in chosen) for wanted in row.asked)
            good = sum(any(_shared(words, wanted) for wanted in row.asked) for words in chosen)
            hit, said, labelled = hit + min(hits, good), said + len(chosen), labelled + len(row.asked)
    precision, recall = hit / max(said, 1), hit / max(labelled, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def balanced(found: list[Row], source: str) -> set[int]:
    """The source's rows that have conditions, and as many of the same stances that have none."""
    shuffled = [at for at, row in enumerate(found) if row.source == source]
    random.Random(0).shuffle(shuffled)
    rich = [at for at in shuffled if found[at].asked]
    left, chosen = Counter(found[at].stance for at in rich), set(rich)
    for at in shuffled:
        if not found[at].asked and left[found[at].stance] > 0:
            left[found[at].stance] -= 1
            chosen.add(at)
    return chosen


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--write", action="store_true", help="write the weights into the package")
    asked = options.parse_args()
    nlp = load_parser()
    found = [
        *rows("train", load_sentences(asked.data / "train" / "sentences.jsonl"), nlp),
        *rows("pool", load_pool(LABELS / "pool.jsonl", asked.data / "articles" / "pool.jsonl.gz"), nlp),
        *rows("written", load_written(LABELS / "written"), nlp),
    ]
    sure = left_out(found, fit, sure_of)
    everything = range(len(found))
    threshold = max(np.arange(0.1, 0.7, 0.05), key=lambda one: _figures(found, sure, one, everything)[2])
    print(f"{len(found)} positions, {sum(len(row.terms) for row in found)} terms; threshold {threshold:.2f}")
    rich = balanced(found, "train")
    print("balanced", score(found, sure, threshold, rich))
    for source in ("train", "pool", "written"):
        print(source, score(found, sure, threshold, {at for at, row in enumerate(found) if row.source == source}))
    if asked.write:
        fitted = fit(found)
        weights = {
            "bias": round(float(fitted.model.intercept_[0]), 3),
            "threshold": round(float(threshold), 2),
            "factors": fitted.factors(fitted.model.coef_[0], LEAST),
        }
        TARGET.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
