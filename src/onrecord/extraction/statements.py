"""Statements: who said what (codebook section 2)."""

from __future__ import annotations

from onrecord.entries import Statement
from onrecord.reading import Attribution, Reading


def find_statements(reading: Reading) -> list[Statement]:
    """Every statement with a speaker; words that are printed twice (a pull quotation) are one."""
    found: dict[tuple[str, str], Statement] = {}
    for attribution in reading.attributions:
        words = " ".join(span.text for span in attribution.content).strip(" ,.").lower()
        if attribution.speaker and (attribution.speaker, words) not in found:
            found[attribution.speaker, words] = _statement(attribution, reading)
    return list(found.values())


def _statement(attribution: Attribution, reading: Reading) -> Statement:
    told = attribution.cue or attribution.content[0]
    return Statement(
        speaker=attribution.speaker,
        content=attribution.content,
        kind=attribution.kind,
        cue=attribution.cue.text if attribution.cue else "",
        to=attribution.to,
        via=attribution.via,
        date=reading.times.day_of(told.start, told.end),
        evidence=attribution.evidence,
        confidence=round(attribution.confidence, 3),
    )
