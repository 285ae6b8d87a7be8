"""Runs: capitalised words that stand together, with what links them, in which names are looked for."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.lexicon import (
    CALENDAR,
    CONNECTORS,
    CONTINUING,
    LINKED_HEADS,
    MEASURE_NUMBERED,
    NAME_LABELS,
    OPENINGS,
    ORG_WORDS,
    PERSON_PARTICLES,
    SAID,
    TITLES,
)
from onrecord.reading.mentions import side_named
from onrecord.reading.name import POSSESSIVE, QUOTES
from onrecord.registry import natives

#: What unions call their parts, by number.
_NUMBERED = frozenset({"local", "lodge", "chapter", "council"})


#: What people stand for, which no body is for.
_OFFICES = frozenset(
    "senate congress house assembly council parliament legislature district supreme city county state lieutenant auditor"
    " comptroller controller clerk".split()
)


def find_runs(doc: Doc, closed: bytearray) -> Iterator[tuple[int, int]]:
    """Token ranges [first, last] of the runs outside of `closed` tokens, in order."""
    i, size = 0, len(doc)
    while i < size:
        side = side_named(doc[i])
        if side is not None and not any(closed[i : side.i + 1]) and _is_named(side):
            yield i + 2, side.i  # "the pro-Bell PAC Ohio Rising": two names
            i = side.i + 1
            continue
        if closed[i] or not _starts_name(doc[i]):
            i += 1
            continue
        last = i
        while (after := _next_word(doc, last, closed)) is not None:
            last = after
        yield i, last
        i = last + 1


def _is_named(side: Token) -> bool:
    """Whether the article has a name elsewhere that stands behind "pro-" ("Pro-Life" has none)."""
    return any(token.text == side.text and token.i and not token.nbor(-1).text.endswith("-") for token in side.doc)


def _starts_name(token: Token) -> bool:
    text = token.text
    if not text[0].isupper():
        return False
    if token.lower_ in CALENDAR or token.tag_ == "MD" or _reports(token):
        return False
    if token.tag_ in ("NNP", "NNPS") or token.ent_type_ in NAME_LABELS:
        return True
    return token.pos_ in ("NOUN", "ADJ", "X", "VERB", "INTJ") and len(text) > 1 and not token.is_stop


def _reports(token: Token) -> bool:
    """Whether a reporting verb before its subject opens a sentence ("Said Ames: ...")."""
    return bool(token.is_sent_start) and token.lower_ in SAID


def _continues(token: Token) -> bool:
    return token.text[0].isupper() and token.tag_ in CONTINUING and token.lower_ not in CALENDAR


def _next_word(doc: Doc, i: int, closed: bytearray) -> int | None:
    """The token that carries a name on after token `i`, or None."""
    j = i + 1
    if j >= len(doc) or closed[j] or (doc[j].is_sent_start and not doc[i].text.endswith(".")):
        return None
    here, token = doc[i], doc[j]
    if _continues(token):
        return j
    text, glued = token.text, not here.whitespace_
    after = doc[j + 1] if j + 1 < len(doc) and not closed[j + 1] else None
    if after is None:
        return None
    if text in ("-", "–", "‑", "/") and glued and not token.whitespace_ and after.text[0].isupper():
        return j + 1
    if text == "." and glued and len(here) <= 3 and _continues(after) and not after.is_sent_start:
        return j + 1
    if text.lower() in PERSON_PARTICLES and after.text[0].isupper() and here.ent_type_ == "PERSON":
        return j + 1
    if text in PERSON_PARTICLES and after.text in PERSON_PARTICLES and here.ent_type_ == "PERSON":
        return j + 1
    if text in QUOTES and here.whitespace_ and not token.whitespace_ and after.text[0].isupper() and j + 3 < len(doc):
        if doc[j + 2].text in QUOTES and doc[j + 3].text[0].isupper() and here.ent_type_ == "PERSON":
            return j + 3
        return None
    if text.isdigit() and here.lower_.strip(".") in MEASURE_NUMBERED | _NUMBERED:
        return j
    if text in POSSESSIVE and token.ent_type_ == "ORG" and token.ent_iob_ == after.ent_iob_ == "I" and after.is_title:
        return j + 1
    if text == "&" and after.text[0].isupper():
        return j + 1
    return _linked(doc, i, j)


def _linked(doc: Doc, i: int, j: int) -> int | None:
    """The capitalised word behind "of", "for the" and the like, where they belong to the name of a body."""
    here, token = doc[i], doc[j]
    # "Mothers Against Drunk Driving", but "ran for Congress against Ada Ames".
    if token.lower_ not in CONNECTORS or token.lower_ in ("the", "a") or token.text == "against":
        return None
    k = j + 1
    if k < len(doc) and doc[k].lower_ in ("the", "a", "an", "our"):
        k += 1
    if k >= len(doc) or not doc[k].text[0].isupper():
        return None
    if (here.lower_, token.lower_) in OPENINGS:
        return k
    same = here.ent_type_ in ("ORG", "LAW", "FAC", "EVENT") and all(doc[m].ent_iob_ == "I" for m in range(j, k + 1))
    if token.lower_ == "and" and any(word.text == "Act" for word in doc[k : k + 3]):
        return k
    if token.lower_ in ("and", "at", "in", "on", "to"):
        return k if same and any(word.lower_ in ORG_WORDS for word in doc[i : k + 2]) else None
    leads = (here.lower_ in LINKED_HEADS and here.lower_ != "state") or here.lower_.removesuffix("s") in natives()
    return k if same or leads or _is_cause(doc, i, j, k) else None


def _is_cause(doc: Doc, i: int, j: int, k: int) -> bool:
    """Whether a body is for it ("Moms for Liberty", "Everytown for Gun Safety"), not somebody for an office or a place."""
    here, goal = doc[i], doc[k]
    if (
        doc[j].lower_ != "for"
        or k != j + 1
        or here.ent_type_ == "PERSON"
        or goal.ent_type_ in ("PERSON", "GPE", "DATE")
    ):
        return False
    if any(word.lower_.rstrip(".") in TITLES | _OFFICES for word in doc[k : k + 3]):
        return False
    if here.tag_ in ("NNS", "NNPS"):
        return not here.is_sent_start  # where every word has a capital ("Lawyers for Trump said")
    alone = i == 0 or not doc[i - 1].text[0].isupper()
    return alone and here.tag_ == "NNP" and k + 1 < len(doc) and _continues(doc[k + 1])
