"""Occasions: words that name an event, and of which kind it is."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.extraction.bodies import is_body
from onrecord.extraction.venues import HALLS
from onrecord.registry.names import fold, natives, state_code

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
    "contest": "election",
    "vote": "vote",
    "speech": "speech",
    "address": "speech",
    "event": "campaign event",
    "appearance": "campaign event",
    "forum": "campaign event",
    "hustings": "debate",
    "husting": "debate",
    "parade": "campaign event",
    "barbecue": "campaign event",
    "picnic": "campaign event",
    "breakfast": "campaign event",
    "luncheon": "campaign event",
    "roundtable": "campaign event",
    "meet-and-greet": "campaign event",
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
    "tour": {"bus", "campaign", "listening", "speaking", "rally", "victory", "whistle-stop"},
}
#: "Every election since 1976", "five straight primaries": no one contest.
_RECURRING = frozenset("every each any no most straight consecutive past recent previous such".split())
#: "Caucus win", "debate performance": the event stands before a word for what came of it.
_HEADS = frozenset("win victory loss defeat performance night stage race contest election vote day season".split())
#: "Won Ohio", "her victory in Ohio": a contest told by how it ended there.
WINNING = frozenset({"win", "lose", "carry"})
_CHOOSING = frozenset({"vote", "pick", "choose", "elect", "caucus"})
_OUTCOMES = frozenset({"victory", "win", "defeat"})
_NATIONAL = frozenset({"presidential", "midterm", "national", "federal"})
_DOING = {
    "campaign": "campaign event",
    "stump": "campaign event",
    "rally": "rally",
    "barnstorm": "campaign event",
    "canvass": "campaign event",
    "travel": "trip",
    "visit": "trip",
    "vote": "vote",
    "beat": "election",
    "defeat": "election",
    "face": "election",
    "unseat": "election",
}
#: "The House passed the bill".
_DECIDING = frozenset("pass approve confirm advance adopt reject ratify".split())
#: "Told supporters in Raleigh": a speech before a crowd is a stop.
_CROWDS = frozenset(
    "supporter crowd voter audience rally student worker volunteer activist congregation attendee well-wisher".split()
)
_ADDRESSING = frozenset("tell address speak greet thank rally".split())
#: "Said at a union hall in Dayton": so is what is said where campaigns go.
_SPEAKING = frozenset("say tell speak announce declare appear make gather stop spend".split())
_AT = ("at", "in", "inside", "outside")
#: What kinds of debates are called by, beside what they are about.
_DEBATES = frozenset("primary candidate campaign election leadership runoff television tv prime evening night".split())
_PRIVATE = frozenset("private closed television tv cable radio phone".split())


def kind_of(token: Token) -> str:
    """The kind of event that a word names or tells of, or ""."""
    if token.pos_ == "VERB":
        return _told(token)
    lemma = token.lemma_.lower()
    within = [goal for prep in token.children if prep.lower_ == "in" for goal in prep.children]
    if lemma in _OUTCOMES and any(_is_a_state(goal) for goal in within):
        return "election"
    if token.pos_ == "PROPN" and lemma not in _KINDS:
        lemma = lemma.removesuffix("s") if lemma.removesuffix("s") in _KINDS else lemma.removesuffix("es")
    if lemma == "off" and token.i > 1 and token.doc[token.i - 2 : token.i].text.lower() == "run-":
        lemma = "runoff"
    if token.pos_ not in {"NOUN", "PROPN"} or lemma not in _KINDS or _is_other(token, lemma):
        return ""
    return _KINDS[lemma]


def is_national(contest: Token) -> bool:
    """Whether a contest is one of the whole nation: "the presidential election", "the midterms"."""
    return any(child.lower_ in _NATIONAL for child in contest.lefts)


def _told(verb: Token) -> str:
    """ "Campaigned in Iowa", "told supporters in Raleigh", "said at a church in Raleigh", "the Senate voted"."""
    lemma = verb.lemma_.lower()
    if lemma in _ADDRESSING and any(_CROWDS.intersection(lemmas) for lemmas in _goals(verb).values()):
        return "stop"
    if lemma in _SPEAKING and any(HALLS.intersection(_goals(verb).get(where, ())) for where in _AT):
        return "stop"
    if lemma in _DECIDING and any(c.dep_ == "nsubj" and is_body(c) for c in verb.children):
        return "vote"
    if lemma == "knock" and any("door" in lemmas for lemmas in _goals(verb).values()):
        return "campaign event"
    if lemma == "appear" and _goals(verb).keys() & {"with", "beside", "alongside"}:
        return "campaign event"
    if is_polling(verb):
        return "caucus" if lemma == "caucus" else "election"
    if verb.tag_ == "VBD" and lemma in WINNING and any(_is_a_state(c) for c in verb.children if c.dep_ == "dobj"):
        return "election"
    return _DOING.get(lemma, "")


def is_polling(verb: Token) -> bool:
    """ "Ohio votes", "Iowans caucus", "voters go to the polls": a contest told by those who vote in it."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    native = fold(subject.text).removesuffix("s") in natives()
    voting = verb.lemma_ in _CHOOSING or any("poll" in lemmas for lemmas in _goals(verb).values())
    return voting and (native or subject.lemma_.lower() == "voter" or _is_a_state(subject))


def _is_a_state(word: Token) -> bool:
    """ "Won Ohio", "lost New Hampshire"."""
    name = next((name for name in word.sent.ents if name.end == word.i + 1), None)
    return name is not None and bool(state_code(name.text))


def _goals(verb: Token) -> dict[str, set[str]]:
    """The lemmas of a verb's objects, by their preposition; "" for the direct one."""
    goals: dict[str, set[str]] = {}
    for child in verb.children:
        for one in (child, *(child.children if child.dep_ == "prep" else ())):
            if one.dep_ in {"dobj", "pobj"}:
                goals.setdefault("" if one is child else child.lower_, set()).add(one.lemma_.lower())
    return goals


def _is_other(noun: Token, lemma: str) -> bool:
    """Whether a word for an event means something else here."""
    before = noun.nbor(-1).lower_ if noun.i else ""
    words = {child.lower_ for child in noun.children}
    match lemma:
        case "election":
            # "Election Day" tells a day, but for one with its date.
            day = noun.head if noun.head.lower_ == "day" else None
            told = day is not None and (day.dep_ == "nsubj" or any(child.lower_ == "on" for child in day.rights))
            other = before == "-" or (day is not None and not told)
        case "contest":
            # "The May 23 contest", not "last week's contest".
            other = all(child.ent_type_ != "DATE" or child.dep_ == "poss" for child in noun.lefts)
        case "vote":
            share = noun.dep_ == "pobj" and noun.head.lower_ == "of"
            other = share or noun.tag_ in {"NNS", "NNPS"} or any(_is_a_ballot(child) for child in noun.children)
        case "debate":
            other = any(_is_a_matter(child) or is_body(child) for child in noun.children)
        case "appearance":
            other = "on" in words
        case "address":
            other = "to" not in words
        case "march":
            other = noun.ent_type_ in {"DATE", "EVENT"}
        case "caucus":
            # "Her caucus", "the Freedom Caucus": a body, not what a state holds.
            other = noun.tag_ in {"NN", "NNP"} and not any(child.ent_type_ == "GPE" for child in noun.lefts)
        case "stop":
            other = before == "traffic"
        case _:
            other = lemma in _BEHIND and before not in _BEHIND[lemma]
    of_something = noun.dep_ in {"compound", "amod", "nmod"} and noun.head.lemma_.lower() not in _HEADS
    return other or of_something or bool(words & (_PRIVATE | _RECURRING))


def _is_a_matter(word: Token) -> bool:
    """What a debate is about or whose it is, not its day: "on immigration", "of its board", "immigration" itself."""
    days = [one for one in word.children if one.dep_ == "pobj" and one.ent_type_ in {"DATE", "TIME"}]
    compound = word.dep_ == "compound" and word.pos_ == "NOUN" and word.lower_ not in _DEBATES
    return compound or (word.lower_ in {"over", "about", "of", "on"} and not days)


def _is_a_ballot(word: Token) -> bool:
    """ "His vote", "the 34th vote": one person's, not the body's."""
    return word.dep_ in {"poss", "nummod"} or word.ent_type_ == "ORDINAL"
