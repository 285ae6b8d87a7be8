"""Each labelled row that was missed and each found row that is false, with the sentence and the likely cause."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.evaluation import matching
from onrecord.evaluation.matching import Row, same_name, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """`side` is "missed" (labelled, not found) or "false" (found, not labelled)."""

    article: str
    kind: str
    side: str
    what: str
    words: str
    cause: str


def find_misses(labels: Row, found: Row) -> list[Miss]:
    """The misses and false rows of one article's positions and statements."""
    said = [row for row in found.get("statements") or [] if row.get("kind") != "indirect"]
    positions = _split(labels["positions"], found.get("positions") or [], matching.core)
    statements = _split(labels.get("statements", []), said, matching.statement)
    misses = []
    for kind, (missed, false) in {"position": positions, "statement": statements}.items():
        describe, explain = _DESCRIBE[kind], _EXPLAIN[kind]
        for side, rows, others in (("missed", missed, false), ("false", false, missed)):
            for row in rows:
                misses.append(
                    Miss(
                        article=labels["id"],
                        kind=kind,
                        side=side,
                        what=describe(row),
                        words=" / ".join(texts(row.get("evidence") or row.get("content"))),
                        cause=explain(row, others, side),
                    )
                )
    return misses


def _split(want: list[Row], got: list[Row], same: matching.Same) -> tuple[list[Row], list[Row]]:
    pairs = matching.pair(want, got, same)
    met, used = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    return [row for row in want if id(row) not in met], [row for row in got if id(row) not in used]


def _position(row: Row) -> str:
    return f"{row['holder']} {row['stance']} {row['target'] or '(whole race)'} [{row.get('phase') or 'current'}]"


def _statement(row: Row) -> str:
    return f"{row['speaker']}: “{' … '.join(texts(row['content']))}”"


def _why_position(row: Row, others: list[Row], side: str) -> str:
    """The part in which the nearest row of the other side differs."""
    holder = [other for other in others if same_name(row["holder"], other["holder"])]
    target = [other for other in others if same_name(row["target"], other["target"])]
    if both := [other for other in holder if other in target]:
        return f"stance: {both[0]['stance']} on the other side"
    sentence = texts(row["evidence"])
    beside = [other for other in others if set(sentence) & set(texts(other["evidence"]))]
    if near := [other for other in beside if other in target]:
        return f"holder: {near[0]['holder']} on the other side, from the same sentence"
    if near := [other for other in beside if other in holder]:
        return f"target: {near[0]['target'] or '(whole race)'} on the other side, from the same sentence"
    return "nothing was found in its sentences" if side == "missed" else "its sentences bear no labelled position"


def _why_statement(row: Row, others: list[Row], side: str) -> str:
    if near := [other for other in others if matching.quote(row, other)]:
        return f"speaker: {near[0]['speaker']} on the other side"
    words = " ".join(texts(row["content"]))
    if any(matching.jaccard(words, " ".join(texts(other["content"]))) >= 0.3 for other in others):
        return "extent: the words are cut or joined in another way on the other side"
    return "no statement was found there" if side == "missed" else "no statement is labelled there"


_DESCRIBE = {"position": _position, "statement": _statement}
_EXPLAIN = {"position": _why_position, "statement": _why_statement}
