"""Words between quotation marks that nobody is told to have said: titles, slogans, nicknames, terms."""

from __future__ import annotations

import re

from spacy.tokens import Doc

#: A word that names what stands between the marks, up to the mark: the slogan “...”, nicknamed her “...”.
_NAMING = re.compile(
    r"\b(?:slogan|motto|hashtag|hymn|song|book|memoir|novel|film|movie|documentary|play|album|nickname|nicknamed|dubbed"
    r"|(?:known|identified|billed) (?:\w+ )?as|titled|entitled|so-called|named)(?:,| \w+| the \w+)? *[“\"]?$",
    re.IGNORECASE,
)
_SMALL = frozenset("a an and as at by for from in is of on or the to vs with".split())
#: A term has few words.
_FEW = 4


def is_mentioned(text: str, doc: Doc, start: int, end: int) -> bool:
    """Whether the quoted words [start, end) are a name of something and no statement."""
    if _NAMING.search(text, max(0, start - 60), start):
        return True
    words = text[start:end].strip(" ,.").split()
    return len(words) <= _FEW and (_is_name(words, text, start) or _names_a_noun(doc, start, end))


def _is_name(words: list[str], text: str, start: int) -> bool:
    """Whether every word but the small ones is capital, in the middle of a sentence (Medicare for All)."""
    before = text[:start].rstrip(" “\"'‘`")
    inside = bool(before) and (before[-1].isalnum() or before[-1] in "’'")
    return inside and len(words) > 1 and all(word[0].isupper() or word in _SMALL for word in words)


def _names_a_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether the words stand before the noun that they name, behind its article: a secret “black site” programme."""
    words = doc.char_span(start, end, alignment_mode="contract")
    if words is None or words.root.head.i < words.end:
        return False
    noun = words.root.head
    first = words.start - 1
    while first > words.sent.start and doc[first].is_punct:
        first -= 1
    return (
        noun.pos_ in {"NOUN", "PROPN"}
        and noun.i - words.end <= 2
        and words.root.dep_ in {"compound", "amod", "nmod", "nummod"}
        and doc[first].pos_ in {"DET", "ADJ", "PRON"}
    )
