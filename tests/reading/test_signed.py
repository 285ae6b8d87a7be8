from __future__ import annotations

import pytest

from onrecord.reading.decoding import TaggedAttribution
from onrecord.reading.signed import with_signed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We shall win this state.” ― Ada Ames", [("We shall win this state.", "Ada Ames")]),
        ('"We shall win this state." -- Ada Ames (mayor)', [("We shall win this state.", "Ada Ames")]),
        # two on one line
        (
            "“We shall win here.” ― Ada Ames “And so shall we.” ― Bo Bell",
            [("We shall win here.", "Ada Ames"), ("And so shall we.", "Bo Bell")],
        ),
        # a mark set the wrong way round, marks within
        ("”We shall win this state.” ― Ada Ames", [("We shall win this state.", "Ada Ames")]),
        (
            "“He calls this “hell” and we call it home.” ― Bo Bell",
            [("He calls this “hell” and we call it home.", "Bo Bell")],
        ),
        # a dash within a sentence signs nothing
        ("“We shall win this state,” she said — Ada Ames was sure.", []),
        ("“We shall win this state” — and she meant it.", []),
        ("“We won it,” Bo Bell said in Ohio. He was “glad of it” — Ames", []),
    ],
)
def test_signed_quotations(text: str, found: list[tuple[str, str]]) -> None:
    signed = with_signed(text, [])
    assert [(text[slice(*one.content[0])], text[slice(*one.source[0])]) for one in signed] == found


def test_a_signature_outdoes_what_was_tagged_within() -> None:
    text = "He spoke.\n“They have said that we shall lose.” ― Ada Ames"
    inner = TaggedAttribution(source=((11, 15),), cue=((16, 25),), content=((26, 45),), confidence=0.9)
    other = TaggedAttribution(source=((0, 2),), cue=(), content=((3, 8),), confidence=0.9)
    assert [text[slice(*one.source[0])] for one in with_signed(text, [inner, other])] == ["He", "Ada Ames"]
