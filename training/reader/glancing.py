"""Fit the glance anew on whole articles: `python -m training.reader.glancing --data DIR --run RUN [--articles N]`.

The labelled sentences were chosen because they sound like positions, so that a glance learnt from them alone takes much
of an ordinary article for one. Here the encoder stays as it is, and a logistic regression on its mean state over each
sentence of the pool's articles sets the glance: labelled sentences as they are labelled, and every sentence without a
word of the field as one that bears none. Prints how much of the articles left out the glance lets through.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from onrecord.reading.clauses import load_parser
from onrecord.reading.pieces import cut
from training.reader.corpora import LABELS
from training.reader.network import Sizes, Tagger

#: A sentence without any of these words is taken to bear no position.
FIELD = re.compile(
    r"\b(?:endors|back(?:s|ed|ing|ers?)\b|support|vot(?:e|ing)|oppos|campaign|stump|behind|undecided|neutral|yet to|declin"
    r"|refus|withh|rescind|withdr|unfit|drop out|favor|nominat|confirm|pick|urge|rall(?:y|ied)|pledg|reject)",
    re.IGNORECASE,
)
Known = dict[tuple[int, int], bool]


def labelled(data: Path, texts: dict[str, str]) -> dict[str, Known]:
    """For each article of the pool the sentences that were read, and whether they bear a position."""
    known: dict[str, Known] = {}
    for row in map(json.loads, (LABELS / "pool.jsonl").read_text(encoding="utf-8").splitlines()):
        known.setdefault(row["article"], {})[row["start"], row["end"]] = bool(row["positions"])
    for row in map(json.loads, (data / "train" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()):
        start = texts.get(row["article"], "").find(row["sentence"])
        if start >= 0:
            known.setdefault(row["article"], {})[start, start + len(row["sentence"])] = bool(row["positions"])
    return known


def sentences(text: str, known: Known) -> Iterator[tuple[int, int, bool]]:
    """Start, end and label of an article's sentences: those that were read, and those without a word of the field."""
    yield from ((start, end, bears) for (start, end), bears in known.items())
    for sentence in load_parser()(text).sents:
        if not FIELD.search(sentence.text) and sentence.text.strip():
            yield sentence.start_char, sentence.end_char, False


@torch.no_grad()
def states_of(tagger: Tagger, tokenizer: Tokenizer, text: str, places: list[tuple[int, int]]) -> list[np.ndarray]:
    """The mean state over each place, from the windows whose core it stands in."""
    parts: list[list[np.ndarray]] = [[] for _ in places]
    for window in cut(text, tokenizer):
        states = tagger.encoder(torch.from_numpy(window.ids)[None], torch.from_numpy(window.shapes)[None], None)[
            0
        ].numpy()
        for number, place in enumerate(places):
            if (where := window.pieces(*place)) and max(where[0], window.core) <= where[1]:
                parts[number].append(states[max(where[0], window.core) : where[1] + 1])
    return [np.concatenate(some).mean(0) if some else np.zeros(states.shape[1]) for some in parts]


def main() -> None:
    """Fit, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="a tagger's run; its checkpoint is changed")
    parser.add_argument("--articles", type=int, default=400)
    options = parser.parse_args()
    config = json.loads((options.run / "config.json").read_text())
    tagger = Tagger(Sizes(vocabulary=config["vocabulary"])).eval()
    tagger.load_state_dict(torch.load(options.run / "tagger.pt"))
    tokenizer = Tokenizer.from_file(str(options.run / "tokenizer.json"))
    with gzip.open(options.data / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {row["id"]: row["text"] for row in map(json.loads, file)}
    known = labelled(options.data, texts)
    chosen = random.Random(1).sample(sorted(known.keys() & texts.keys()), options.articles)
    x, y, left_out = [], [], []
    for number, name in enumerate(chosen):
        rows = list(sentences(texts[name], known[name]))
        x += states_of(tagger, tokenizer, texts[name], [(start, end) for start, end, _ in rows])
        y += [bears for _, _, bears in rows]
        left_out += [number % 4 == 0] * len(rows)
        if number % 25 == 0:
            print(f"{number} articles, {len(x)} sentences, {sum(y)} bear a position", flush=True)
    states, bears, held = np.array(x), np.array(y), np.array(left_out)
    before = np.concatenate([tagger.glance.weight.detach().numpy()[0], tagger.glance.bias.detach().numpy()])
    old = states @ before[:-1] + before[-1]
    model = LogisticRegression(C=0.03, max_iter=3000)

    def fit(rows: np.ndarray) -> np.ndarray:
        """Weights and bias; the glance as it was is one of the features, so that nothing it knew is lost."""
        model.fit(np.column_stack([states, old])[rows], bears[rows])
        return np.concatenate([model.coef_[0][:-1], model.intercept_]) + model.coef_[0][-1] * before

    for name, weights in (("before", before), ("anew", fit(~held))):
        odds = states[held] @ weights[:-1] + weights[-1]
        for share in (0.9, 0.95, 0.98):
            least = np.quantile(odds[bears[held]], 1 - share)
            print(
                f"{name}: {share} of what bears, {(odds >= least).mean():.3f} of all, at {1 / (1 + np.exp(-least)):.3f}"
            )
    weights = fit(np.ones_like(held))
    tagger.glance.weight.data = torch.tensor(weights[None, :-1], dtype=torch.float32)
    tagger.glance.bias.data = torch.tensor(weights[-1:], dtype=torch.float32)
    torch.save(tagger.state_dict(), options.run / "tagger.pt")


if __name__ == "__main__":
    main()
