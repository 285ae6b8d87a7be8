"""Measure the shipped tagger on a PolNeAR split: `python -m training.reader.measure SPLIT_DIR SCORER`.

Writes the predictions, runs the reference scorer on them, and times the tagger beside spaCy's small pipeline on the
same text in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.reading.clauses import load_parser
from onrecord.reading.tagger import load_tagger


def main() -> None:
    """Print the scorer's table and words a second."""
    split, scorer = Path(sys.argv[1]), Path(sys.argv[2])
    texts = {}
    for path in sorted((split / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts[path.stem] = file.read()
    tagger = load_tagger()
    tagger.tag("Warm up.")
    words, began = sum(len(text.split()) for text in texts.values()), time.process_time()
    found = {name: tagger.tag(text).attributions for name, text in texts.items()}
    spent = time.process_time() - began
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for name, attributions in found.items():
            rows = [{"source": a.source, "cue": a.cue, "content": a.content} for a in attributions]
            file.write(json.dumps({"id": name, "attributions": rows}) + "\n")
    subprocess.run([sys.executable, str(scorer), str(split), file.name], check=True)
    nlp, began = load_parser(), time.process_time()
    for text in texts.values():
        nlp(text)
    parsed = time.process_time() - began
    print(f"{words / spent:.0f} words/s, spaCy's small pipeline {words / parsed:.0f} words/s")


if __name__ == "__main__":
    main()
