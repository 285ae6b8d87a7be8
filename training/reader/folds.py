"""Five folds of the judge: `python -m training.reader.folds --data DIR --out DIR [--epochs 1]`.

Every fold starts from the published encoder, which has learnt from nothing but sentences that we wrote, goes on with the
labelled sentences of the other folds, and is measured on those of its own. A shorter way than the shipped judge's, so that
all five fit into an afternoon; it tells how much the figures depend on which articles were left out. A fold that has been
measured before is not trained again.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from training.reader.corpora import HELD, StanceSentence, load_sentences
from training.reader.judging import PHASES, STANCES, Placed, Recipe, fit, load_placed, measure
from training.reader.network import Judge, Sizes
from training.reader.renaming import Places, Renamer
from training.reader.tagging import encoder_files
from training.reader.vocabulary import pruned
from training.reader.windows import StanceExample, stance_example

FOLDS = 5
#: Sentences of a fold that are measured, all hand-labelled ones of `train/`.
MEASURED = 900


def main() -> None:
    """Train and measure the folds that are still to do, and print each one's measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=1, help="over the labelled sentences")
    parser.add_argument("--written", type=int, default=2, help="epochs before, over the sentences that we wrote")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--share", type=float, default=0.2, help="share of the sentences without rare stances")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    weights_file, tokenizer_file = encoder_files()
    tokenizer, kept = pruned(tokenizer_file, options.data)
    sizes, placed = Sizes(vocabulary=len(kept)), load_placed(options.data)

    def example_of(sentence: StanceSentence, places: Places) -> StanceExample:
        return stance_example(sentence, places, tokenizer, STANCES, PHASES)

    def learn(model: Judge, some: list[Placed], epochs: int, weights: Path) -> Judge:
        chance = random.Random(1)
        recipe = Recipe(epochs=epochs, rate=options.rate, pairs=14, share=options.share, renamed=0.35)
        for fitting in fit(model, some, recipe, example_of, Renamer(options.data / "people.jsonl", chance), chance):
            fitting.save(weights, len(kept), options)
        return fitting.average

    torch.manual_seed(1)
    labelled = {sentence.sid for sentence in load_sentences(options.data / "train" / "sentences.jsonl")}
    start = options.out / "start.pt"
    if not start.exists():
        model = Judge(sizes)
        model.encoder.load(load_file(weights_file), kept)
        learn(model, [one for one in placed if one[0].fold < 0], options.written, start)
    for fold in range(FOLDS):
        told = options.out / f"fold{fold}.txt"
        if not told.exists():
            model = Judge(sizes)
            model.load_state_dict(torch.load(start))
            others = [one for one in placed if one[0].fold not in (-1, fold, HELD)]
            model = learn(model, others, options.epochs, options.out / f"fold{fold}.pt")
            own = [one for one in placed if one[0].fold == fold and one[0].sid in labelled]
            some = random.Random(1).sample(own, min(MEASURED, len(own)))
            told.write_text(measure(model, [example_of(*one) for one in some]) + "\n")
        print(f"fold {fold}\n{told.read_text()}", flush=True)


if __name__ == "__main__":
    main()
