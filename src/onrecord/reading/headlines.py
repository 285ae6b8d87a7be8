"""Headlines: capitals tell nothing there, so what the text and the registry know tells who is named."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from onrecord.reading.cast import MemberKind
from onrecord.reading.kinds import is_famous
from onrecord.reading.lexicon import BULLETS
from onrecord.reading.name import POSSESSIVE, Name, name_over
from onrecord.registry import Registry, fold, is_first_name

#: Parts of speech that name nobody.
_NAMELESS = frozenset({"VERB", "AUX", "ADV", "ADP", "SCONJ", "PRON", "PART"})


def is_headline(sent: Span) -> bool:
    """Whether a sentence capitalises nearly every word.

    So does a list of names, but its verb is in lower case and no other word in capitals; and so may a line behind a
    bullet.
    """
    if sent.text.lstrip().startswith(tuple(BULLETS)):
        return False
    words = [t for t in sent if t.is_alpha and len(t) > 3]
    listed = sent.root.is_lower and not any(t.pos_ in _NAMELESS for t in words[1:] if t.text[0].isupper())
    return len(words) >= 3 and not listed and sum(t.text[0].isupper() for t in words) > 0.75 * len(words)


def in_headlines(doc: Doc) -> bytearray:
    """One byte a token: 1 in headlines."""
    flags = bytearray(len(doc))
    for sent in doc.sents:
        if is_headline(sent):
            flags[sent.start : sent.end] = b"\1" * (sent.end - sent.start)
    return flags


def recognise(
    doc: Doc, first: int, last: int, known: dict[str, MemberKind | None], registry: Registry, day: str
) -> Iterator[Name]:
    """Names in a run of a headline, where capitals tell nothing: those of the text, of the registry, of NER."""
    i = first
    while i <= last:
        ends = range(min(last, i + 7), i - 1, -1)
        # What the text or the registry knows goes before what the parser makes of a line in capitals.
        found = [(end, kind) for end in ends if (kind := _known(doc, i, end, known, registry, day)) is not None]
        found += [(end, kind) for end in ends if (kind := _labelled(doc, i, end, registry)) is not None]
        for end, kind in found:
            if (name := name_over(doc, i, end, kind)) is not None:
                name.sure = False
                yield name
                i = end
                break
        i += 1


def _known(
    doc: Doc, first: int, last: int, known: dict[str, MemberKind | None], registry: Registry, day: str
) -> MemberKind | None:
    key = fold(doc[first : last + 1].text)
    if key in known:
        return known[key]
    if (first < last and registry.by_name(key)) or (first == last and is_famous(key, registry, day)):
        return MemberKind.PERSON
    return None


def _labelled(doc: Doc, first: int, last: int, registry: Registry) -> MemberKind | None:
    words = doc[first : last + 1]
    key = fold(words.text)
    if doc[first].ent_iob_ != "B" or any(word.ent_iob_ != "I" for word in words[1:]):
        return None
    if last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].text not in POSSESSIVE:
        return None
    label = doc[first].ent_type_
    if label == "PERSON":
        told = is_first_name(doc[first].text) if first < last else registry.has_surname(key)
        return MemberKind.PERSON if told else None
    if label == "GPE":
        return MemberKind.PLACE
    return MemberKind.ORGANISATION if label == "ORG" and first < last else None
