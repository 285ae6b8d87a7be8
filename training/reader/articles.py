"""Give whole articles their text again: `python -m training.reader.articles --data DIR OUT`.

`labels/articles.jsonl` holds the labels of real articles as offsets without text. This writes them with the text of the
pool, a file each, as `onrecord evaluate OUT` reads them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from training.reader.corpora import LABELS

ARTICLES = LABELS / "articles.jsonl"
#: What is kept as offsets: fields of entries, each a list of [start, end).
_SPANS = ("evidence", "content", "conditions")


def with_text(labels: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """The labels of an article with its text: title, an empty line, body. `source` is the pool's row."""
    title, body = source["title"], source["text"]
    text = body if body.startswith(title) else f"{title}\n\n{body}"
    entries = {
        kind: [_with_words(entry, text) for entry in some] for kind, some in labels.items() if isinstance(some, list)
    }
    told = {"title": title, "outlet": source["source"], "author": source["authors"], "url": source["url"]}
    published = source["date"] if len(source["date"]) == len("2020-01-31") else ""
    return {"id": labels["id"], **told, "published": published, "text": text, **entries}


def _with_words(entry: dict[str, Any], text: str) -> dict[str, Any]:
    """The entry with the words at its offsets."""
    words = {name: [text[start:end] for start, end in entry[f"{name}_at"]] for name in _SPANS if f"{name}_at" in entry}
    return {**{name: value for name, value in entry.items() if not name.endswith("_at")}, **words}


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with gzip.open(options.data / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as file:
        pool = {row["id"]: row for row in map(json.loads, file)}
    options.out.mkdir(parents=True, exist_ok=True)
    for labels in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()):
        whole = with_text(labels, pool[labels["article"]])
        path = options.out / f"{labels['id']}.json"
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
