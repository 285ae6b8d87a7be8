"""Occasions: words that name an event, and of which kind it is."""

from __future__ import annotations

from spacy.tokens import Token

_KINDS = {
    "rally": "rally",
    "march": "rally",
    "protest": "rally",
    "stop": "stop",
    "trip": "trip",
    "tour": "trip",
    "visit": "trip",
    "swing": "trip",
    "fundraiser": "fundraiser",
    "dinner": "fundraiser",
    "debate": "debate",
    "convention": "convention",
    "caucus": "caucus",
    "caucuse": "caucus",
    "primary": "primary",
    "runoff": "election",
    "election": "election",
    "referendum": "election",
    "vote": "vote",
    "speech": "speech",
    "address": "speech",
    "event": "campaign event",
    "appearance": "campaign event",
    "forum": "campaign event",
    "summit": "campaign event",
    "hall": "town hall",
    "conference": "press conference",
    "party": "campaign event",
}
#: Words that are kinds of event only behind one of these.
_BEHIND = {
    "hall": {"town"},
    "conference": {"news", "press"},
    "party": {"victory", "watch", "night"},
    "swing": {"campaign"},
}
#: "Caucus win", "debate performance": the event stands before a word for what came of it.
_HEADS = frozenset("win victory loss defeat performance night stage race contest election vote day season".split())
_DOING = {
    "campaign": "campaign event",
    "stump": "campaign event",
    "rally": "rally",
    "barnstorm": "campaign event",
    "travel": "trip",
    "visit": "trip",
}
#: "Told supporters in Raleigh": a speech before a crowd is a stop.
_CROWDS = frozenset("supporter crowd voter audience rally student worker".split())
_ADDRESSING = frozenset("tell address speak".split())
_BODIES = frozenset("senate house committee council board assembly legislature parliament panel commission".split())
_PRIVATE = frozenset("private closed television tv cable radio phone".split())


def kind_of(token: Token) -> str:
    """The kind of event that a word names or tells of, or ""."""
    if token.pos_ == "VERB":
        return _told(token)
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma not in _KINDS:
        lemma = lemma.removesuffix("s") if lemma.removesuffix("s") in _KINDS else lemma.removesuffix("es")
    if token.pos_ not in {"NOUN", "PROPN"} or lemma not in _KINDS or _is_other(token, lemma):
        return ""
    return _KINDS[lemma]


def _told(verb: Token) -> str:
    """ "Campaigned in Iowa", "told supporters in Raleigh", "the Senate voted"."""
    lemma = verb.lemma_.lower()
    goals = [
        one.lemma_.lower()
        for child in verb.children
        for one in (child, *(child.children if child.dep_ == "prep" else ()))
        if one.dep_ in {"dobj", "pobj"}
    ]
    if lemma in _ADDRESSING and _CROWDS.intersection(goals):
        return "stop"
    if lemma == "vote" and any(c.dep_ == "nsubj" and c.lower_ in _BODIES for c in verb.children):
        return "vote"
    return _DOING.get(lemma, "")


def _is_other(noun: Token, lemma: str) -> bool:
    """Whether a word for an event means something else here."""
    before = noun.nbor(-1).lower_ if noun.i else ""
    words = {child.lower_ for child in noun.children}
    match lemma:
        case "election":
            # "Election Day" tells a day, but for one with its date.
            day = noun.head if noun.head.lower_ == "day" else None
            other = before == "-" or (day is not None and all(child.lower_ != "on" for child in day.rights))
        case "vote":
            other = noun.tag_ in {"NNS", "NNPS"} or any(_is_a_ballot(child) for child in noun.children)
        case "debate":
            other = bool(words & {"over", "about"})
        case "appearance":
            other = "on" in words
        case _:
            other = lemma in _BEHIND and before not in _BEHIND[lemma]
    of_something = noun.dep_ in {"compound", "amod", "nmod"} and noun.head.lemma_.lower() not in _HEADS
    return other or of_something or bool(words & _PRIVATE)


def _is_a_ballot(word: Token) -> bool:
    """ "His vote", "the 34th vote": one person's, not the body's."""
    return word.dep_ in {"poss", "nummod"} or word.ent_type_ == "ORDINAL"
