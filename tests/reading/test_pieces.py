from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.reading.pieces import CONTEXT, LENGTH, cut


@cache
def tokenizer() -> Tokenizer:
    with as_file(files("onrecord.reading") / "models" / "tokenizer.json") as path:
        return Tokenizer.from_file(str(path))


@settings(deadline=None)
@given(st.text(max_size=300).map(lambda text: text * 7))
def test_no_text_is_cut_and_every_piece_stands_in_one_core(text: str) -> None:
    windows = list(cut(text, tokenizer()))
    encoding = tokenizer().encode(text, add_special_tokens=False)
    covered = [(w.starts[i], w.ends[i]) for w in windows for i in range(w.core, len(w) - 1)]
    assert covered == list(encoding.offsets)
    assert all(len(window) <= LENGTH for window in windows)


def test_later_windows_have_context_on_their_left() -> None:
    windows = list(cut("Ada Ames said on Tuesday that she would wait for now.\n" * 60, tokenizer()))
    assert len(windows) > 2
    assert windows[0].core == 1
    assert all(window.core == CONTEXT + 1 for window in windows[1:])


def test_pieces_of_a_stretch_of_text() -> None:
    text = "Ada Ames endorsed Bo Bell."
    (window,) = cut(text, tokenizer())
    where = window.pieces(text.index("endorsed"), text.index("Bo") - 1)
    assert where is not None
    assert text[window.starts[where[0]] : window.ends[where[1]]] == "endorsed"
    assert window.pieces(500, 510) is None


@pytest.mark.parametrize("text", ["“Yes,” she said.", '"Yes," she said.'])
def test_quoted_pieces_have_another_shape(text: str) -> None:
    (window,) = cut(text, tokenizer())
    inside = window.pieces(1, 4)
    outside = window.pieces(text.index("she"), text.index("she") + 3)
    assert inside is not None
    assert outside is not None
    assert window.shapes[inside[0]] >= 4
    assert window.shapes[outside[0]] < 4
