"""Fit how sure an attribution is: `python -m training.reader.certainty PolNeAR_DIR [--write]`.

Takes a split that the tagger has not learnt from (on its own training texts it is surer than it should be). An
attribution whose content is right counts half, with the right source whole. Prints calibration, cross-validated by text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from onrecord.reading.decoding import Draft, Offsets, Traits, draft_attributions
from onrecord.reading.tagger import load_tagger
from training.reader.corpora import Linked, load_polnear

TARGET = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "reading" / "models" / "certainty.json"
#: The confidence from which an attribution pays: about half of the pair F1 that comes out (Lewis, 1995).
LEAST = 0.33


def _overlap(one: Offsets, other: Offsets) -> float:
    """The characters that two sets of offsets share, as a part of all that they cover."""
    x, y = ({at for start, end in places for at in range(start, end)} for places in (one, other))
    return len(x & y) / max(1, len(x | y))


def worth(draft: Draft, labelled: list[Linked]) -> float:
    """0 for a content that nobody labelled, a half for one that somebody did, 1 where the source is right too."""
    same = [one for one in labelled if _overlap(draft.content, one.content) >= 0.5]
    if not same:
        return 0.0
    return 1.0 if any(_overlap(draft.source, one.source) > 0 or draft.source == one.source for one in same) else 0.5


def main() -> None:
    """Fit, print; with --write keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    traits, worths, groups = [], [], []
    seen = set[str]()
    for text in load_polnear(options.split):
        if text.name in seen:  # one annotator a text, as the reference scorer does
            continue
        seen.add(text.name)
        for draft in draft_attributions(text.text, [scores for scores, _ in load_tagger().read(text.text)]):
            traits.append(draft.traits)
            worths.append(worth(draft, list(text.attributions)))
            groups.append(len(seen))
    x, y = np.array(traits), np.array(worths)
    # A half is one right and one wrong of half the weight.
    rows, right = np.concatenate([x, x]), np.arange(2 * len(x)) < len(x)
    weights = np.concatenate([y, 1 - y])
    model = LogisticRegression(C=1.0)
    sure: NDArray[np.float64] = cross_val_predict(
        model,
        rows,
        right,
        groups=groups + groups,
        cv=GroupKFold(5),
        params={"sample_weight": weights},
        method="predict_proba",
    )[: len(x), 1]
    for low in np.arange(0, 1, 0.1):
        within = (sure >= low) & (sure < low + 0.1)
        print(f"{low:.1f}: {within.sum():5} attributions, worth {y[within].mean() if within.any() else 0:.2f}")
    model.fit(rows, right, sample_weight=weights)
    kept = {name: round(float(value), 4) for name, value in zip(Traits._fields, model.coef_[0], strict=True)}
    kept |= {"bias": round(float(model.intercept_[0]), 4), "least": LEAST}
    print(kept)
    if options.write:
        TARGET.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
