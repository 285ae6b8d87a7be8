"""Train the judge: `python -m training.reader.judging --data DIR --out DIR [--without-fold N]`.

Writes a checkpoint every 25 steps (weights averaged along the run), and prints the measures on the fold left out at the end.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from onrecord.entries import Phase, Stance
from onrecord.reading.clauses import load_parser
from onrecord.reading.mentions import find_mentions
from training.reader.corpora import HELD, LABELS, StanceSentence, load_pool, load_sentences, load_written
from training.reader.fitting import Fitting, arithmetic
from training.reader.network import Judge, Sizes
from training.reader.renaming import Places, Renamer
from training.reader.windows import IGNORED, StanceExample, stance_example

STANCES, PHASES = [str(stance) for stance in Stance], [str(phase) for phase in Phase]
#: What a missed pair costs: none, then each stance; the rare ones more.
RARITY = (1.0, *(1.0 if stance in ("endorses", "supports", "opposes") else 1.6 for stance in STANCES))
COMMON = (Stance.ENDORSES, Stance.SUPPORTS)
#: Sentences of a training step.
BATCH = 32
Placed = tuple[StanceSentence, Places]
Batch = dict[str, Tensor]


def load_placed(data: Path) -> list[Placed]:
    """Every labelled sentence that there is to learn from, with its candidate mentions."""
    pool = data / "articles" / "pool.jsonl.gz"
    sentences = [
        *load_sentences(data / "train" / "sentences.jsonl"),
        *load_pool(LABELS / "pool.jsonl", pool),
        *load_pool(LABELS / "plain.jsonl", pool),
        *load_written(LABELS / "written"),
    ]
    return list(zip(sentences, places_of(sentences), strict=True))


def places_of(sentences: Sequence[StanceSentence]) -> list[Places]:
    """The candidate mentions of each sentence, as character offsets into its text."""
    nlp = load_parser()
    texts = (sentence.text[sentence.start : sentence.end] for sentence in sentences)
    return [
        [
            (sentence.start + doc[low].idx, sentence.start + doc[high - 1].idx + len(doc[high - 1]))
            for low, high in find_mentions(doc)
        ]
        for sentence, doc in zip(sentences, nlp.pipe(texts, batch_size=64), strict=True)
    ]


def is_rare(sentence: StanceSentence) -> bool:
    """Whether a sentence bears what there is little of, or was written to learn from."""
    return sentence.fold < 0 or any(
        label.stance not in COMMON or label.phase == Phase.EXPECTED for label in sentence.labels
    )


def choose(example: StanceExample, most: int, chance: random.Random) -> list[tuple[int, int]]:
    """Pairs to read: all labelled ones, and others up to `most`, those first that share a party with a labelled one."""
    count = len(example.mentions)
    parties = {index for pair in example.pairs for index in pair}
    others = [
        (h, t)
        for h in range(count)
        for t in range(count + 1)
        if h != t and (h, t) not in example.pairs and (h, t) not in example.masked
    ]
    others.sort(key=lambda pair: chance.random() - 0.5 * bool(parties & set(pair)))
    return [*example.pairs, *others[: max(0, most - len(example.pairs))]]


def batch_of(examples: Sequence[StanceExample], pairs: Sequence[list[tuple[int, int]]]) -> Batch:
    """Padded windows with the pairs' places and labels (stance 0 none; `IGNORED` where a row has no more pairs)."""
    size, length = len(examples), max(len(example.window) for example in examples)
    many = max(1, *(len(one) for one in pairs))
    batch = {
        "ids": torch.zeros(size, length, dtype=torch.long),
        "shapes": torch.full((size, length), 3),
        "within": torch.zeros(size, length, dtype=torch.bool),
        "known": torch.zeros(size, length, dtype=torch.bool),
        "holders": torch.zeros(size, many, 2, dtype=torch.long),
        "targets": torch.zeros(size, many, 2, dtype=torch.long),
        "stance": torch.full((size, many), IGNORED),
        "phase": torch.full((size, many), IGNORED),
    }
    for row, (example, chosen) in enumerate(zip(examples, pairs, strict=True)):
        window = example.window
        batch["ids"][row, : len(window)] = torch.from_numpy(window.ids)
        batch["shapes"][row, : len(window)] = torch.from_numpy(window.shapes)
        batch["known"][row, : len(window)] = True
        batch["within"][row, example.sentence[0] : example.sentence[1] + 1] = True
        for column, (holder, target) in enumerate(chosen):
            batch["holders"][row, column] = torch.tensor(example.mentions[holder])
            if target < len(example.mentions):
                batch["targets"][row, column] = torch.tensor(example.mentions[target])
            stance, phase = example.pairs.get((holder, target), (-1, IGNORED))
            batch["stance"][row, column], batch["phase"][row, column] = stance + 1, phase
    return batch


def run(model: Judge, batch: Batch) -> tuple[Tensor, Tensor]:
    """Logits of a batch."""
    names = ("ids", "shapes", "within", "known", "holders", "targets")
    with arithmetic():
        stance, phase = model(*(batch[name] for name in names))
    return stance.float(), phase.float()


def loss_of(model: Judge, batch: Batch) -> Tensor:
    """Cross-entropy over every pair, summed for a sentence (most pairs are none), and of the phases."""
    stance, phase = run(model, batch)
    pairs = F.cross_entropy(
        stance.flatten(0, 1), batch["stance"].flatten(), torch.tensor(RARITY), ignore_index=IGNORED, reduction="sum"
    )
    phases = F.cross_entropy(phase.flatten(0, 1), batch["phase"].flatten(), ignore_index=IGNORED, reduction="sum")
    return (pairs + 0.3 * phases) / len(stance)


def batches(
    examples: Sequence[StanceExample], size: int, most: int, chance: random.Random
) -> Iterator[tuple[list[StanceExample], list[list[tuple[int, int]]]]]:
    """Batches of windows of like length, in random order, with the pairs to read."""
    chosen = [(example, choose(example, most, chance)) for example in examples if example.mentions]
    chosen.sort(key=lambda one: len(one[0].window) + 2 * len(one[1]) + chance.random() * 24)
    groups = [chosen[at : at + size] for at in range(0, len(chosen), size)]
    chance.shuffle(groups)
    for group in groups:
        yield [example for example, _ in group], [pairs for _, pairs in group]


@torch.no_grad()
def judge(
    model: Judge, examples: Sequence[StanceExample]
) -> Iterator[tuple[StanceExample, dict[tuple[int, int], tuple[np.ndarray, np.ndarray]]]]:
    """Each example's pairs with their stance and phase probabilities."""
    model.eval()
    for group, pairs in batches(examples, 16, 400, random.Random(0)):
        stance, phase = run(model, batch_of(group, pairs))
        sure, when = stance.softmax(-1).numpy(), phase.softmax(-1).numpy()
        for row, (example, chosen) in enumerate(zip(group, pairs, strict=True)):
            yield example, {pair: (sure[row, at], when[row, at]) for at, pair in enumerate(chosen)}


def measure(model: Judge, examples: Sequence[StanceExample]) -> str:
    """Pair and stance F1 on left-out sentences at a few thresholds (labels lost count as missed)."""
    judged = list(judge(model, examples))
    silent = sum(len(example.pairs) + example.lost for example in examples if not example.mentions)
    lines = []
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        counts, by = Counter[str](gold=silent), Counter[tuple[str, str]]()
        for example, found in judged:
            counts["gold"] += len(example.pairs) + example.lost
            for gold_stance, _ in example.pairs.values():
                by[STANCES[gold_stance], "gold"] += 1
            for pair, (stance, phase) in found.items():
                said = int(stance[1:].argmax())
                if stance[1 + said] < threshold:
                    continue
                counts["said"] += 1
                by[STANCES[said], "said"] += 1
                if label := example.pairs.get(pair):
                    counts["pair"] += 1
                    if label[0] == said:
                        counts["stance"] += 1
                        by[STANCES[said], "right"] += 1
                        counts["phase"] += label[1] == int(phase.argmax())
        f1 = {name: 2 * counts[name] / max(1, counts["said"] + counts["gold"]) for name in ("pair", "stance", "phase")}
        each = ", ".join(
            f"{name} {2 * by[name, 'right'] / max(1, by[name, 'said'] + by[name, 'gold']):.2f}" for name in STANCES
        )
        lines.append(
            f"  at {threshold}: pair {f1['pair']:.3f} stance {f1['stance']:.3f} with phase {f1['phase']:.3f}"
            f" (precision {counts['stance'] / max(1, counts['said']):.3f}"
            f" recall {counts['stance'] / max(1, counts['gold']):.3f}) {each}"
        )
    return "\n".join(lines)


def fit(
    model: Judge,
    placed: Sequence[Placed],
    options: argparse.Namespace,
    example_of: Callable[[StanceSentence, Places], StanceExample],
    renamer: Renamer,
    chance: random.Random,
) -> Iterator[Fitting]:
    """Learn from sentences as the command's `options` say; the fitting after every 25 steps and at each epoch's end, for whoever saves or measures it."""

    def learnt() -> Iterator[StanceExample]:
        for sentence, places in placed:
            if chance.random() < (1 if is_rare(sentence) else options.share):
                renamed = chance.random() < options.renamed
                yield example_of(*(renamer.rename(sentence, places) if renamed else (sentence, places)))

    steps = sum(1 if is_rare(sentence) else options.share for sentence, _ in placed) / BATCH
    fitting = Fitting(
        model, int(options.epochs * steps), options.rate, lambda name: not name.startswith("encoder"), 0.99
    )
    for epoch in range(options.epochs):
        model.train()
        losses = []
        for group, pairs in batches(list(learnt()), BATCH, options.pairs, chance):
            losses.append(fitting.step(loss_of(model, batch_of(group, pairs))))
            if fitting.done % 25 == 0:
                print(f"step {fitting.done}/{fitting.total} {np.mean(losses):.3f} {fitting.seconds:.0f} s", flush=True)
                yield fitting
        print(f"epoch {epoch + 1} {fitting.seconds:.0f} s", flush=True)
        yield fitting


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="a tagger's run, whose encoder to start from")
    parser.add_argument("--start-from", type=Path, default=None, help="a judge's checkpoint to go on from")
    parser.add_argument("--without-fold", type=int, default=HELD)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument(
        "--pairs", type=int, default=40, help="pairs of a sentence that a step reads, labelled ones always"
    )
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the sentences without rare stances in an epoch"
    )
    parser.add_argument("--renamed", type=float, default=0.35, help="share of sentences whose people get other names")
    parser.add_argument(
        "--measured", type=int, default=400, help="sentences of the fold left out that are measured at the end"
    )
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.save(str(options.out / "tokenizer.json"))
    vocabulary = json.loads((options.encoder / "config.json").read_text())["vocabulary"]
    model = Judge(Sizes(vocabulary=vocabulary))
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from))
    else:
        weights = torch.load(options.encoder / "tagger.pt")
        model.encoder.load_state_dict(
            {name.removeprefix("encoder."): w for name, w in weights.items() if name.startswith("encoder.")}
        )

    def example_of(sentence: StanceSentence, places: Places) -> StanceExample:
        return stance_example(sentence, places, tokenizer, STANCES, PHASES)

    placed = load_placed(options.data)
    kept = [one for one in placed if one[0].fold not in (options.without_fold, HELD)]
    for fitting in fit(model, kept, options, example_of, Renamer(options.data / "people.jsonl", chance), chance):
        fitting.save(options.out / "judge.pt", vocabulary, options)
    held = [one for one in placed if one[0].fold == options.without_fold]
    if held and options.measured:
        some = chance.sample(held, min(options.measured, len(held)))
        print(measure(fitting.average, [example_of(*one) for one in some]), flush=True)


if __name__ == "__main__":
    main()
