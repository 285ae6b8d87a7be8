"""Likewise: those who are told to do as others do ("so did Ames", "Ames followed suit")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.extraction.factuality import is_deed

#: What somebody does who does as the one before.
_SAME = frozenset({"same", "suit", "likewise"})
#: Behind these stands on whom he does it, who may be another.
_ELSEWHERE = frozenset({"for", "with", "to", "against"})


def subjects_alike(sentence: Tokens) -> Iterator[Token]:
    """The subjects that are told to do as those before them."""
    for verb in (token for token in sentence if token.lemma_ in {"do", "have", "be", "follow"}):
        if verb.lemma_ != "follow" and _is_led(sentence, verb):
            yield from (child for child in verb.children if child.left_edge.i == verb.i + 1 and child.pos_ != "VERB")
        elif verb.lemma_ in {"do", "follow"} and any(child.lower_ in _SAME for child in verb.children):
            elsewhere = any(child.dep_ in {"prep", "dative"} and child.lower_ in _ELSEWHERE for child in verb.children)
            if verb.dep_ != "advcl" and not elsewhere and is_deed(verb, but=verb):
                yield from (child for child in verb.children if child.dep_ == "nsubj")


def _is_led(sentence: Tokens, verb: Token) -> bool:
    """Whether "so" or "so too" leads to a verb, at the beginning of a sentence or behind "and"."""
    led = [token.lower_ for token in sentence[: verb.i - sentence.start]]
    if led[-1:] == ["too"]:
        led.pop()
    return led[-1:] == ["so"] and (len(led) == 1 or led[-2] in {"and", ",", ";"})
