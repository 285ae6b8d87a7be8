"""What a name names: a person, an organisation, a place or a measure, as far as its words and its place tell."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.article.outlets import is_outlet
from onrecord.reading.cast import MemberKind
from onrecord.reading.lexicon import (
    ACTS,
    BEFORE_NUMBERED,
    GOVERNING,
    MEASURE_NUMBERED,
    NUMBERED_BILL,
    OPENINGS,
    ORG_WORDS,
    PACTS,
    PLACE_ENDINGS,
    PLACE_WORDS,
    TITLES,
    WHERE,
    WORDS_TOO,
    is_person,
)
from onrecord.reading.name import Name
from onrecord.registry import Registry, fold, is_first_name, load_organisations, natives, rank, state_code

#: What only follows the name of a person: an age, a party of hers.
_SOMEBODY = re.compile(
    r", (?:\d\d, |an? (?:[\w-]+ )?(?:Democrat|Republican|independent|Libertarian)\b(?=[,.;]| (?:who|from|of)\b))"
)
#: What NER calls the letters of a body.
_LETTERED = frozenset({"ORG", "", "GPE", "NORP", "PRODUCT"})
_LABELLED = {
    "GPE": MemberKind.PLACE,
    "LOC": MemberKind.PLACE,
    "ORG": MemberKind.ORGANISATION,
    "PRODUCT": MemberKind.ORGANISATION,
    "WORK_OF_ART": MemberKind.ORGANISATION,
    "LAW": MemberKind.MEASURE,
}


def kind_of(doc: Doc, name: Name, registry: Registry, day: str) -> MemberKind | None:
    """What the name names, as far as its place tells; None where only the rest of the article can."""
    first, last, text, title = name.first, name.last, name.text, name.title
    words = [word.strip(".,'’\"") for word in text.lower().replace("-", " ").split()]
    label = doc[last].ent_type_ or doc[first].ent_type_
    if (kind := _by_spelling(text, words, registry)) is not None:
        return kind
    if "-" in text and len(words) == 2 and all(is_famous(word, registry, day) for word in words):
        return None  # "Sanders-Warren"
    like_person = is_first_name(words[0]) and (
        title or (label == "PERSON" and len(words) <= 3 and words[-1] not in ("pac", "party"))
    )
    if len(words) > 2 and words[-1] in PLACE_ENDINGS and not title and label in ("FAC", "GPE", "LOC", "PERSON"):
        return MemberKind.PLACE
    if len(words) > 1 and any(word in ORG_WORDS for word in words) and not like_person:
        return MemberKind.ORGANISATION
    if title:
        return MemberKind.PERSON
    if "for" in words:  # "Moms for Liberty"
        return MemberKind.ORGANISATION
    placed = label in ("GPE", "LOC", "FAC") and (words[-1] in PLACE_ENDINGS or _is_placed(doc, first))
    if len(words) > 1 and is_first_name(words[0]) and not placed:
        return MemberKind.PERSON
    if len(words) == 1 and words[0] in GOVERNING:
        return MemberKind.ORGANISATION
    if text in PACTS:
        return MemberKind.MEASURE
    if len(words) == 2 and words[0] in PLACE_WORDS and label in ("PERSON", "ORG", "FAC"):
        return MemberKind.PLACE
    if len(words) == 1 and words[0] in natives():
        return None
    if label == "PERSON" or _is_somebody(doc, last, label):
        return MemberKind.PERSON
    if len(words) == 1:
        known = registry.known_as(text, day)
        if known is not None and rank(known, day) >= 10 and not text.isupper():
            return MemberKind.PERSON
    return _by_label(text, label)


def _by_spelling(text: str, words: list[str], registry: Registry) -> MemberKind | None:
    """The kind that a name has wherever it stands."""
    if _is_numbered(words):
        return MemberKind.MEASURE
    if len(words) > 1 and (words[-1] in ACTS or (words[-1] in ("partnership", "agreement") and "pacific" in words)):
        return MemberKind.MEASURE
    if state_code(text) and len(text) > 2:
        return MemberKind.PLACE
    if registry.by_name(text):
        return MemberKind.PERSON
    if words[-2:] == ["white", "house"] or is_body(text) or any(pair in OPENINGS for pair in pairwise(words)):
        return MemberKind.ORGANISATION
    if NUMBERED_BILL.fullmatch(text):
        return MemberKind.MEASURE
    return None


def _is_numbered(words: list[str]) -> bool:
    """Whether a name is a measure's by its number ("Question 4", "State Question 852")."""
    if len(words) < 2 or words[-2] not in MEASURE_NUMBERED or not BEFORE_NUMBERED.issuperset(words[:-2]):
        return False
    return words[-1].isdigit() or len(words[-1]) <= 2


def _by_label(text: str, label: str) -> MemberKind | None:
    """The kind that NER gives a name of which nothing else is known; capitals are letters of a body."""
    if text.isupper() and 2 <= len(text) <= 6 and " " not in text and label in _LETTERED:
        return MemberKind.PLACE if label == "GPE" else MemberKind.ORGANISATION
    return _LABELLED.get(label)


def _is_placed(doc: Doc, first: int) -> bool:
    return first > 0 and (doc[first - 1].lower_ in WHERE or (first > 1 and doc[first - 2].lower_ in WHERE))


def _is_somebody(doc: Doc, last: int, label: str) -> bool:
    """Whether "who", an age or "a Democrat" follows, or a noun for a person, where NER does not speak against it."""
    behind = doc[last + 1 : last + 3]
    if label not in ("GPE", "LOC", "FAC") and _SOMEBODY.match(doc[last + 1 : last + 7].text):
        return True
    if any(token.tag_ == "WP" for token in behind[:1]) or (len(behind) == 2 and behind.text == ", who"):
        return True
    beside = [child for child in doc[last].rights if child.dep_ == "appos" and child.tag_ == "NN"]
    return label not in ("ORG", "GPE", "LOC", "FAC") and any(is_person(noun.lower_) for noun in beside)


def is_body(text: str) -> bool:
    """Whether a body or an outlet is known by this name; "Democrats" are a crowd."""
    return (bool(load_organisations().by_name(text)) and fold(text) not in TITLES) or is_outlet(text)


def is_famous(text: str, registry: Registry, day: str) -> bool:
    """Whether a surname or a first name alone tells everybody who is meant on that day."""
    actor = registry.known_as(text, day)
    if actor is not None and rank(actor, day) >= 10:
        return True
    return text not in WORDS_TOO and registry.known_by_first_name(text, day) is not None
