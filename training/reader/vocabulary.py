"""The encoder's vocabulary, pruned to what news prose uses: the weights shrink, and every word can still be spelt."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer

#: A piece stays if it occurs this often in the training texts and in a pool of news articles.
OFTEN = 12


def pruned(tokenizer_file: Path, folder: Path) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with fewer pieces, and the published ids of the pieces that stay, in their new order."""
    source = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    source["truncation"] = source["padding"] = None
    full = Tokenizer.from_str(json.dumps(source))
    counts = Counter[int]()
    for text in _texts(folder):
        counts.update(full.encode(text, add_special_tokens=False).ids)
    vocabulary: dict[str, int] = source["model"]["vocab"]
    kept = [
        number
        for piece, number in sorted(vocabulary.items(), key=lambda pair: pair[1])
        if counts[number] >= OFTEN or len(piece.removeprefix("##")) == 1 or piece in _SPECIAL
    ]
    pieces = {number: piece for piece, number in vocabulary.items()}
    source["model"]["vocab"] = {pieces[number]: new for new, number in enumerate(kept)}
    for token in source["added_tokens"]:
        token["id"] = source["model"]["vocab"][token["content"]]
    source["post_processor"] = None
    source["added_tokens"] = [token for token in source["added_tokens"] if token["content"] in _SPECIAL]
    return Tokenizer.from_str(json.dumps(source)), kept


_SPECIAL = frozenset({"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})


def _texts(folder: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "polnear" / "train" / "text").glob("*.txt"))]
    for line in (folder / "train" / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.append(" ".join([*row["before"], row["sentence"], *row["after"]]))
    with gzip.open(folder / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as file:
        texts += [json.loads(line)["text"] for line in file]
    return texts
