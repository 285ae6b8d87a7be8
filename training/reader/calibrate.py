"""Calibrate on the fold left out: `python -m training.reader.calibrate --data DIR --fold N [--write]`.

Reads the fold's sentences with the shipped graphs, fits how much judge and grammar count (logistic regression over
all pairs that the judge finds at all), and chooses the threshold for the best F (precision first). Prints what comes out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from spacy.tokens import Doc

from onrecord.entries import Stance
from onrecord.extraction.judge import Sight, Verdict, load_judge
from onrecord.extraction.weighing import FLOOR, Features, features, frame_pairs
from onrecord.reading.clauses import load_parser
from onrecord.reading.mentions import find_mentions
from training.reader.corpora import HELD, LABELS, Offsets, StanceSentence, load_pool, load_sentences
from training.reader.windows import best_mention

#: Under 1 precision counts more than recall.
BETA = 0.85
_PRONOUNS = frozenset("i he she it they we him her them us me who whom which".split())
TARGET = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "reading" / "models" / "calibration.json"


def rows(
    sentences: list[StanceSentence],
) -> tuple[list[tuple[str, Verdict, tuple[float, ...], bool, bool]], Counter[str]]:
    """For each pair that is found: sentence, verdict, features, whether pair and stance are right, and the phase.

    A pair that may mean the same people as a labelled one ("he" and "Ames") is left out: the cast decides that later.
    """
    nlp, judge = load_parser(), load_judge()
    found, labelled = [], Counter[str]()
    texts = [sentence.text[sentence.start : sentence.end] for sentence in sentences]
    for sentence, doc in zip(sentences, nlp.pipe(texts, batch_size=64), strict=True):
        inside = find_mentions(doc)
        places = [
            (sentence.start + doc[low].idx, sentence.start + doc[high - 1].idx + len(doc[high - 1]))
            for low, high in inside
        ]
        gold: dict[tuple[int, int | None], tuple[str, str]] = {}
        for label in sentence.labels:
            labelled[label.stance] += 1
            holders = _where(places, label.holders)
            targets: list[int | None] = list(_where(places, label.targets)) if label.targets else [None]
            gold.update({(h, t): (label.stance, label.phase) for h in holders for t in targets})
        framed = {}
        for one in doc.sents:
            framed.update(frame_pairs(one, inside))
        sight = Sight(text=sentence.text, start=sentence.start, end=sentence.end)
        pairs = [(h, t) for h in range(len(places)) for t in (None, *range(len(places))) if h != t]
        verdicts = judge.judge(sight, places, pairs, FLOOR)
        for verdict in verdicts:
            want = gold.get((verdict.holder, verdict.target))
            right = want is not None and want[0] == verdict.stance
            if not right and _may_be_labelled(verdict, doc, inside, sentence):
                continue
            found.append(
                (
                    sentence.sid,
                    verdict,
                    features(verdict, framed),
                    right,
                    right and want is not None and want[1] == verdict.phase,
                )
            )
    return found, labelled


def _may_be_labelled(verdict: Verdict, doc: Doc, inside: list[tuple[int, int]], sentence: StanceSentence) -> bool:
    def may_mean(index: int | None, places: Offsets) -> bool:
        if index is None or not places:
            return index is None and not places
        mention, words = doc[slice(*inside[index])], sentence.text[slice(*places[0])]
        stands_in = mention.root.pos_ in {"PRON", "NOUN"} or words.lower() in _PRONOUNS or words.islower()
        return stands_in or mention.root.text in words

    return any(
        label.stance == verdict.stance
        and may_mean(verdict.holder, label.holders)
        and may_mean(verdict.target, label.targets)
        for label in sentence.labels
    )


def _where(places: list[tuple[int, int]], spots: Offsets) -> list[int]:
    return sorted({index for spot in spots if (index := best_mention(places, spot)) is not None})


def _measure(right: int, said: int, labelled: int) -> float:
    """F with precision counting more than recall: a false entry costs an editor more than a missed one."""
    precision, recall, square = right / max(1, said), right / max(1, labelled), BETA**2
    return (1 + square) * precision * recall / max(1e-9, square * precision + recall)


def main() -> None:
    """Fit, choose, print; with --write keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sentences = [
        sentence
        for sentence in (
            *load_sentences(options.data / "train" / "sentences.jsonl"),
            *load_pool(LABELS / "pool.jsonl", options.data / "articles" / "pool.jsonl.gz"),
        )
        if sentence.fold in (options.fold, HELD)
    ]
    found, labelled = rows(sentences)
    x, y = np.array([row[2] for row in found]), np.array([row[3] for row in found])
    model = LogisticRegression(C=10.0)
    # Each pair's confidence comes from a fit that did not see it.
    sure = cross_val_predict(model, x, y, cv=5, method="predict_proba")[:, 1]
    model.fit(x, y)
    least = max(
        np.arange(0.2, 0.7, 0.05),
        key=lambda one: _measure(int(y[sure >= one].sum()), int((sure >= one).sum()), labelled.total()),
    )
    total = Counter[str](labelled=labelled.total())
    for stance in Stance:
        kept = [i for i, row in enumerate(found) if row[1].stance is stance and sure[i] >= least]
        right = sum(found[i][3] for i in kept)
        total.update(right=right, found=len(kept), phase=sum(found[i][4] for i in kept))
        print(f"{stance:10} precision {right / max(1, len(kept)):.3f} recall {right / max(1, labelled[stance]):.3f}")
    f1 = 2 * total["right"] / (total["found"] + total["labelled"])
    print(
        f"all: F1 {f1:.3f} precision {total['right'] / total['found']:.3f} recall {total['right'] / total['labelled']:.3f}, phase right {total['phase'] / max(1, total['right']):.3f}"
    )
    weights = {name: round(float(value), 4) for name, value in zip(Features._fields, model.coef_[0], strict=True)}
    kept = {**weights, "bias": round(float(model.intercept_[0]), 4), "threshold": round(float(least), 3)}
    print(json.dumps(kept))
    if options.write:
        TARGET.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
