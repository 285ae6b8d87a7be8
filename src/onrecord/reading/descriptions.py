"""Descriptions: what a noun phrase says of somebody ("the former mayor of Shelbyville"), and of whom the article says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.reading.clauses import is_negated
from onrecord.reading.name import Name
from onrecord.registry import natives, state_code

_PARTIES = {
    "democrat": "Democrat", "democratic": "Democrat", "republican": "Republican", "gop": "Republican",
    "libertarian": "Libertarian", "independent": "Independent",
}  # fmt: skip
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "lt": "lieutenant", "congressman": "representative",
    "congresswoman": "representative", "lawmaker": "legislator", "chairwoman": "chairman", "chair": "chairman",
    "organisation": "organization", "front-runner": "frontrunner", "standard-bearer": "nominee", "paper": "newspaper",
}  # fmt: skip
#: Party and state in brackets behind a name: "(D-Mass.)", ", R-Ky.,".
_TAG = re.compile(r"[(,]\s*(?P<party>[DRI])(?:-(?P<state>[A-Z][\w. ]*))?")
_TAGGED = {"D": "Democrat", "R": "Republican", "I": "Independent"}
#: Nouns that the parser cuts from what stands before their hyphen.
_HYPHENED = frozenset({"runner", "bearer", "elect"})
#: Before a name at most so many words describe it.
_BEFORE = 8
_POSTS = frozenset({"nomination", "confirmation", "appointment"})
_LINKS = frozenset({"of", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase: its head, the words beside it, those of them that are names; state, party, whether "former"."""

    noun: str
    words: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    state: str = ""
    party: str = ""
    former: bool = False


def noun_of(token: Token) -> str:
    """The noun in one form: "Sen." and "senator" are the same, "Vermonter" and "Texan" are both "native"."""
    word = token.lower_.rstrip(".")
    if word in natives():
        return "native"
    if word in _HYPHENED and token.i > 1 and token.nbor(-1).text == "-":
        word = f"{token.nbor(-2).lower_}-{word}"
    return _SHORT.get(word, word)


def describe(head: Token) -> Description:
    """What the noun phrase with this head says: what stands before the head, and the names that "of X" adds."""
    said = _description(noun_of(head), [*head.doc[head.left_edge.i : head.i], *_behind(head)])
    # "The Texan", but "the Vermont native".
    return replace(said, state=natives().get(head.lower_.rstrip("."), said.state)) if said.noun == "native" else said


def told_of(name: Name, doc: Doc) -> Iterator[Description]:
    """What the article says where it names somebody: before the name, in apposition, with "is", in brackets."""
    head = doc[name.first : name.last + 1].root
    if before := _before(name, doc):
        yield _description(noun_of(before[-1]), [*before[:-1], *_behind(head)])
    beside = [child for child in head.children if child.dep_ == "appos" and child.i > name.last]
    if head.dep_ == "appos" and not name.first <= head.head.i <= name.last:
        beside.append(head.head)
    if _is_appointed(head):
        yield Description(noun="nomination")
    verb = head.head
    if head.dep_ == "nsubj" and verb.lemma_ == "be" and not is_negated(verb):
        beside += [child for child in verb.children if child.dep_ == "attr"]
    for noun in beside:
        if noun.tag_ in ("NN", "NNP") and noun.ent_type_ != "PERSON":
            yield describe(noun)
    if tag := _TAG.match(doc[name.last + 1 : name.last + 7].text):
        yield Description(noun="", party=_TAGGED[tag["party"]], state=_state((tag["state"] or "").split()))


def _is_appointed(head: Token) -> bool:
    """Whether somebody is put up for a post: "nominated Ames", "Ames's confirmation", "the nomination of Ames"."""
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head
    if head.dep_ == "dobj":
        return above.lemma_ in ("nominate", "confirm")
    if head.dep_ in ("poss", "pobj") and above.lower_ in _POSTS:
        return head.dep_ == "pobj" or not any(child.lower_ == "of" for child in above.children)
    return head.dep_ == "nsubjpass" and above.lemma_ in ("nominate", "confirm")


def _before(name: Name, doc: Doc) -> list[Token]:
    """The words that lead up to a name: "New York Republican", "her challenger, state Sen."."""
    words: list[Token] = []
    for token in reversed(doc[max(0, name.first - _BEFORE, doc[name.first].sent.start) : name.first]):
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and not (token.text in (".", "-") and words):
            break
        words.insert(0, token)
    while words and (words[-1].is_punct or words[-1].pos_ == "ADJ"):
        words.pop()
    return words


def _behind(head: Token) -> list[Token]:
    """The names in "the senator from New York", "the mayor of Fort Lee"."""
    return [
        word
        for link in head.rights
        if link.lower_ in _LINKS
        for noun in link.children
        if noun.dep_ == "pobj"
        for word in (*noun.lefts, noun)
        if word.pos_ == "PROPN"
    ]


def _description(noun: str, beside: Iterable[Token]) -> Description:
    words = [token for token in beside if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")]
    lower = [token.lower_.rstrip(".") for token in words]
    party = next((_PARTIES[word] for word in (noun, *lower) if word in _PARTIES), "")
    return Description(
        noun=noun,
        words=frozenset(lower),
        proper=frozenset(
            word for word, token in zip(lower, words, strict=True) if token.pos_ == "PROPN" and word not in _PARTIES
        ),
        state=_state([token.text for token in words]),
        party=party,
        former="former" in lower or "ex" in lower,
    )


def _state(words: list[str]) -> str:
    """The state that the words name, two of them together ("New York") or one."""
    pairs = (" ".join(words[at : at + size]) for size in (2, 1) for at in range(len(words)))
    return next((code for text in pairs if len(text) > 3 and (code := state_code(text))), "")
