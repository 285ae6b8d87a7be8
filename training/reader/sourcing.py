"""Learn whose words bear a position: `python -m training.reader.sourcing --data DIR [--sample N] [--write]`.

Fits a logistic regression over what grammar and attributions say of each labelled position. Prints how it does on the
folds left out. Half an hour for all labels; `--sample` takes N sentences.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Span as Tokens

from onrecord.entries import Basis, Phase, Stance
from onrecord.extraction.parties import Party, Stand
from onrecord.extraction.voices import features, voices_over
from onrecord.reading import Reading
from onrecord.reading.clauses import load_parser
from onrecord.reading.tagger import Tagger, load_tagger
from training.reader.alone import party_at, read_alone
from training.reader.corpora import LABELS, StanceSentence, load_pool, load_sentences
from training.reader.regressions import FOLDS, Fitted, left_out

TARGET = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "reading" / "models" / "sourcing.json"
#: How often a feature must occur; a weight nearer to nothing is not kept.
OFTEN, LEAST = 3, 0.05
#: The rarer bases count for more, so that each is said about as often as it is labelled.
WEIGHTS = {Basis.OWN_WORDS.value: 1.3, Basis.NAMED_SOURCE.value: 2.0, Basis.REPORTED.value: 1.0}
#: Whether a source has a name is told by the source: to the regression both are a source.
_LEARNT = {Basis.UNNAMED_SOURCE: Basis.NAMED_SOURCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled position: its fold, what tells of its basis, and its basis."""

    source: str
    fold: int
    told: frozenset[str]
    basis: Basis


def rows(source: str, sentences: Iterable[StanceSentence], nlp: Language, tagger: Tagger) -> Iterator[Row]:
    """Every labelled position of the sentences."""
    for sentence in sentences:
        reading = read_alone(sentence, nlp, tagger)
        for label in sentence.labels:
            if not label.holders:
                continue
            name = sentence.text[slice(*label.holders[0])]
            at, on = _words(reading, label.holders[0]), _words(reading, (label.targets or label.holders)[0])
            stand = Stand(
                holder=party_at(reading, label.holders) or Party(name=name, member=None, may_hold=True),
                target=party_at(reading, label.targets),
                stance=Stance(label.stance),
                phase=Phase(label.phase),
            )
            basis = Basis(label.basis)
            yield Row(
                source=source,
                fold=sentence.fold % FOLDS,
                told=features(reading, stand, at, on, voices_over(reading, on)),
                basis=_LEARNT.get(basis, basis),
            )


def _words(reading: Reading, place: tuple[int, int]) -> Tokens:
    words = reading.doc.char_span(*place, alignment_mode="expand")
    assert words is not None, "a label stands on words"
    return words


def fit(learnt: list[Row]) -> Fitted:
    """The regression over the features that the rows have often enough."""
    often = Counter(name for row in learnt for name in row.told)
    kept = [[name for name in row.told if often[name] >= OFTEN] for row in learnt]
    return Fitted.to(kept, [row.basis.value for row in learnt], WEIGHTS)


def basis_of(fitted: Fitted, found: list[Row]) -> Iterator[Basis]:
    """The likeliest basis of each row."""
    return map(Basis, fitted.labels(row.told for row in found))


def report(found: list[Row], said: list[Basis]) -> str:
    """The share that is right, then what is said of each labelled basis."""
    table = Counter((row.basis, one) for row, one in zip(found, said, strict=True))
    bases = [basis for basis in Basis if basis not in _LEARNT]
    lines = [f"{len(found)} positions, right {sum(table[one, one] for one in bases) / max(1, len(found)):.3f}"]
    for basis in bases:
        right, labelled = table[basis, basis], sum(table[basis, one] for one in bases)
        told = sum(table[one, basis] for one in bases)
        counts = " ".join(f"{table[basis, one]:5}" for one in bases)
        lines.append(f"  {basis:13} {counts}   P {right / max(1, told):.3f} R {right / max(1, labelled):.3f}")
    return "\n".join(lines)


def weights(found: list[Row]) -> dict[str, dict[str, object]]:
    """What each feature adds to the log-odds of a basis against the article's own report."""
    fitted = fit(found)
    bias, factors = fitted.model.intercept_, fitted.model.coef_
    at = {name: index for index, name in enumerate(fitted.model.classes_)}
    base = at[Basis.REPORTED.value]
    return {
        name: {
            "bias": round(float(bias[row] - bias[base]), 3),
            "factors": fitted.factors(factors[row] - factors[base], LEAST),
        }
        for name, row in at.items()
        if row != base
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--sample", type=int, default=0, help="read so many sentences, drawn at random")
    options.add_argument("--write", action="store_true", help="write the weights into the package")
    asked = options.parse_args()
    nlp, tagger = load_parser(), load_tagger()
    both = [
        *(("train", one) for one in load_sentences(asked.data / "train" / "sentences.jsonl") if one.labels),
        *(
            ("pool", one)
            for one in load_pool(LABELS / "pool.jsonl", asked.data / "articles" / "pool.jsonl.gz")
            if one.labels
        ),
    ]
    random.Random(0).shuffle(both)
    chosen = both[: asked.sample or len(both)]
    found = [row for source, sentence in chosen for row in rows(source, [sentence], nlp, tagger)]
    said = left_out(found, fit, basis_of)
    for source in ("train", "pool"):
        of = [at for at, row in enumerate(found) if row.source == source]
        print(source, report([found[at] for at in of], [said[at] for at in of]))
    if asked.write:
        TARGET.write_text(json.dumps(weights(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
