"""Votes: the body that decides (codebook section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading import Reading
from onrecord.reading.clauses import SUBJECTS, owner_of
from onrecord.reading.people import MemberKind

#: Words for those who vote together.
_BODIES = frozenset(
    "senate house committee subcommittee council board assembly legislature parliament panel commission congress"
    " chamber caucus convention delegation commons lawmakers senators members delegates".split()
)
#: "The House" may be taken for the White House elsewhere.
_CHAMBERS = frozenset({"House", "Senate", "Congress", "Parliament"})


def is_body(noun: Token) -> bool:
    """Whether a noun is a word for those who vote together."""
    return noun.lower_ in _BODIES and not (noun.i and noun.nbor(-1).text == "White")


def body_of(reading: Reading, verb: Token, token: Token) -> str:
    """Who votes: "the Senate" in "a Senate vote", "the caucus will hold its own vote", "the Senate voted", or ""."""
    named = (_name(reading, word) for word in _words(verb, token))
    return next((name for name in named if name), "")


def body_before(reading: Reading, token: Token) -> str:
    """Of "the vote is on Tuesday": the body that was named last, or ""."""
    if token.dep_ in {"appos", "npadvmod"}:
        return ""
    return _last(reading, [word for word in token.doc[: token.i] if is_body(word)])


def _last(reading: Reading, words: list[Token]) -> str:
    """What the last of some bodies that is named by name is called, or ""."""
    named = (_called(reading, word) for word in reversed(words))
    return next((name for name in named if name), "")


def _words(verb: Token, token: Token) -> Iterator[Token]:
    """The words that can say whose vote it is, the nearest first."""
    for child in token.lefts:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            yield from child.subtree
    while True:
        yield from (child for child in verb.children if child.dep_ in SUBJECTS)
        if verb.dep_ not in {"xcomp", "conj", "advcl"}:
            return
        verb = verb.head


def _name(reading: Reading, word: Token) -> str:
    """Who a body is: of "its board" whose it is, of "the committee" the one that was named before."""
    owner = owner_of(word)
    if owner is not None and is_body(word) and (whose := _organisation(reading, owner)):
        return whose
    alike = [one for one in word.doc[: word.i] if one.lower_ == word.lower_] if is_body(word) else []
    return _called(reading, word) or _last(reading, alike)


def _called(reading: Reading, word: Token) -> str:
    """What a body is called: a chamber by its own name, another by the cast, else as printed."""
    printed = _printed(word) if is_body(word) and word.text[0].isupper() and not word.is_sent_start else ""
    return printed if printed in _CHAMBERS else _organisation(reading, word) or printed


def _organisation(reading: Reading, word: Token) -> str:
    mention = reading.cast.at(word.idx, word.idx + len(word))
    member = reading.cast.members[mention.member] if mention is not None else None
    return member.name if member is not None and member.kind is MemberKind.ORGANISATION else ""


def _printed(word: Token) -> str:
    """The name that a word ends, without its article: "Senate Armed Services Committee"."""
    name = next((one for one in word.sent.ents if one.start <= word.i < one.end), word.doc[word.i : word.i + 1])
    return name.text.removeprefix("the ").removeprefix("The ")
