from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import codec
from onrecord.entries import (
    Condition,
    Entry,
    Event,
    PollFigure,
    Position,
    Record,
    Stance,
    Statement,
    StatementKind,
    Tally,
)
from onrecord.errors import EvidenceError, IntakeError
from onrecord.model import Article, Block, BlockKind, Issue, IssueLevel

TEXT = "Ames said she would back Bell if he apologised; 12 mayors back him. Bell has 41 percent."
ARTICLE = Article(
    text=TEXT, blocks=(Block(start=0, end=len(TEXT), kind=BlockKind.PARAGRAPH),), label="a1", cites=("The Gazette",)
)
EVIDENCE = (ARTICLE.span(0, 47),)
ENTRIES: tuple[Entry, ...] = (
    Position(
        holder="Ames",
        target="Bell",
        stance=Stance.SUPPORTS,
        evidence=EVIDENCE,
        via=("The Gazette", "an aide (unnamed)"),
        conditions=(Condition(span=ARTICLE.span(30, 46), of="Bell"),),
    ),
    Statement(speaker="Ames", content=EVIDENCE, kind=StatementKind.INDIRECT, evidence=EVIDENCE),
    Tally(count="12", number=12, group="mayors", stance=Stance.ENDORSES, target="Bell", evidence=EVIDENCE),
    PollFigure(subject="Bell", value=41.0, evidence=EVIDENCE),
    PollFigure(subject="Bell", lead=3.0, evidence=EVIDENCE),
    Event(kind="rally", who=("Ames",), place="Iowa", evidence=EVIDENCE),
)
RECORD = Record(
    article=ARTICLE,
    entries=ENTRIES,
    issues=(Issue(source="a1.txt", stage="article", level=IssueLevel.WARNING, message="no date"),),
    reader="onrecord test",
)


def test_decode_of_encode_is_the_same() -> None:
    assert codec.decode(json.loads(codec.to_line(RECORD))) == RECORD


@given(st.text(min_size=1, max_size=40), st.text(max_size=10), st.floats(0, 1))
def test_any_text_survives(text: str, holder: str, confidence: float) -> None:
    article = Article(text=text, blocks=())
    position = Position(
        holder=holder, target="", stance=Stance.DECLINES, evidence=(article.span(0, len(text)),), confidence=confidence
    )
    record = Record(article=article, entries=(position,))
    assert codec.decode(json.loads(codec.to_line(record))) == record


def test_the_exchange_form_has_the_label_as_id_and_leads_apart() -> None:
    row = codec.encode(RECORD)
    assert row["id"] == "a1"
    assert [len(row[key]) for key in codec.KEYS] == [1] * 6
    assert row["positions"][0]["conditions"][0]["text"] == TEXT[30:46]


def test_an_unknown_key_is_refused() -> None:
    row = codec.encode(RECORD)
    with pytest.raises(IntakeError, match="unknown keys in a record: mood"):
        codec.decode({**row, "mood": "grim"})
    with pytest.raises(IntakeError, match="no valid Position: mood"):
        codec.decode({**row, "positions": [{**row["positions"][0], "mood": "grim"}]})


def test_a_text_that_was_changed_is_refused() -> None:
    row = codec.encode(RECORD)
    with pytest.raises(IntakeError, match="its text is not"):
        codec.decode({**row, "text": TEXT.upper()})
    del row["article"]
    with pytest.raises(EvidenceError):
        codec.decode({**row, "text": TEXT.upper()})


def test_an_entry_without_evidence_does_not_exist() -> None:
    with pytest.raises(EvidenceError, match="without evidence"):
        Event(kind="rally", evidence=())
