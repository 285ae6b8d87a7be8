"""Candidate mentions: every stretch of a parse that may name a holder or a target."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.registry import is_first_name

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART", "FAC", "LOC"})
_LEADING = frozenset({"DET", "PUNCT"})
_LEANING = frozenset({"pro", "anti"})
_HYPHENS = frozenset({"-", "‑", "–"})


def find_mentions(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges [start, end) of `doc`'s names, noun phrases and pronouns, in order, one for each head.

    A noun phrase loses its relative clauses and its article; a name inside of it whose head is the phrase's head
    ("the Vermont senator Bernie Sanders") stands for it.
    """
    by_head: dict[int, tuple[int, int]] = {}
    for chunk in doc.noun_chunks:
        start = chunk.start
        while start < chunk.end - 1 and doc[start].pos_ in _LEADING:
            start += 1
        by_head[chunk.root.i] = (start, chunk.end)
    for name in doc.ents:
        if name.label_ in _NAMED:
            start, end = _trimmed(name)
            by_head[doc[start:end].root.i] = (start, end)
    named = {token.i for name in doc.ents for token in name}
    for token in doc:
        is_name = token.pos_ == "PROPN" and token.i not in named
        if (side := side_named(token)) is not None:
            by_head.setdefault(side.i, (side.i, side.i + 1))
        if token.i not in by_head and (_is_pronoun(token) or _is_some(token) or is_name):
            by_head[token.i] = (token.i, token.i + 1)
    return sorted(by_head.values())


def side_named(syllable: Token) -> Token | None:
    """The surname that stands behind "pro-" or "anti-", or None ("pro-Barack Obama", "anti-war")."""
    doc, i = syllable.doc, syllable.i
    if (
        syllable.lower_ not in _LEANING
        or i + 2 >= len(doc)
        or doc[i + 1].text not in _HYPHENS
        or syllable.whitespace_
        or doc[i + 1].whitespace_
        or not doc[i + 2].is_title
    ):
        return None
    both = doc[i + 2 : i + 4]  # NER may let the name begin at the syllable
    is_full = len(both) == 2 and both[1].is_title and all(word.ent_type_ == "PERSON" for word in both)
    return both[1] if is_full and both[1].ent_iob_ == "I" and is_first_name(both[0].text) else both[0]


def mentions_by_sentence(doc: Doc) -> Iterator[tuple[Span, list[tuple[int, int]]]]:
    """Every sentence of `doc` with the mentions that begin in it, as token ranges."""
    mentions, first = find_mentions(doc), 0
    for sentence in doc.sents:
        last = first
        while last < len(mentions) and mentions[last][0] < sentence.end:
            last += 1
        yield sentence, mentions[first:last]
        first = last


def _trimmed(name: Span) -> tuple[int, int]:
    """A name without a leading article or a trailing possessive."""
    start, end = name.start, name.end
    if name[0].lower_ == "the" and len(name) > 1:
        start += 1
    if name[-1].tag_ == "POS" and end - start > 1:
        end -= 1
    return start, end


def _is_pronoun(token: Token) -> bool:
    return token.tag_ in {"PRP", "PRP$", "WP", "WP$"}


def _is_some(token: Token) -> bool:
    """Whether a word stands for those of whom it tells how many ("several have endorsed Bell", "two declined")."""
    return token.dep_ == "nsubj" and token.pos_ in {"ADJ", "NUM"}
