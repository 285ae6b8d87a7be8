"""Venues: where an event takes place, and where the contest is that an article is about."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.model import BlockKind
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind
from onrecord.registry.names import fold, natives, state_code, states

_NATIONS = frozenset({"u.s.", "us", "usa", "america", "united states", "the united states"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LOCAL = re.compile(r"\b(?:mayor|mayoral|city council|school board)\b", re.IGNORECASE)
#: Where campaigns go.
HALLS = frozenset(
    "hall church basement diner restaurant cafe brewery bar barn farm ranch fair fairground gym gymnasium school college"
    " university factory plant dealership theater auditorium arena stadium ballroom park library museum winery".split()
)
_BETWEEN = frozenset({",", "and", ", and", "&"})
_CHAMBERS = frozenset({"Congress", "Parliament", "Senate", "House"})


def home_of(reading: Reading) -> str:
    """Where the contest is that an article is about, or "".

    The city whose mayor or council the title speaks of; else the state that the title or the dateline names; else the
    one that the article names most, if no other comes near.
    """
    article = reading.article
    title = next((block for block in article.blocks if block.kind is BlockKind.TITLE), None)
    heading = [name for name in reading.doc.ents if title and name.end_char <= title.end]
    city, _, beside = article.dateline.partition(", ")
    if title and _LOCAL.search(article.text, title.start, title.end):
        cities = (name.text for name in heading if name.label_ == "GPE" and not _is_somebody(reading, name))
        return city.title() or next(cities, "")
    # "Ohio Senate" is an organisation to the parser.
    headed = [name[:1].text if name.label_ == "ORG" else name.text for name in heading]
    for named in (headed, [beside]):
        told = {states()[code].name for name in named if (code := _state(name))}
        if len(told) == 1:
            return told.pop()
    counted = Counter(states()[code].name for name in reading.doc.ents if (code := _state(name.text)))
    first, second = (*counted.most_common(2), ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= 3 and first[1] >= 2 * second[1] else ""


def electorate_of(verb: Token) -> str:
    """The state whose people vote: "Ohio votes", "Ohio voters go to the polls", "Ohioans choose a governor", or ""."""
    subjects = {t for child in verb.children if child.dep_ == "nsubj" for t in child.subtree}
    named = (_state(name.text) for name in verb.sent.ents if name.root in subjects)
    born = (natives().get(fold(t.text).removesuffix("s"), "") for t in subjects)
    return next((states()[code].name for code in (*named, *born) if code), "")


def _state(name: str) -> str:
    """The code of a state named; "Washington" is the capital."""
    return "" if name == "Washington" else state_code(name)


def place_of(reading: Reading, reach: Tokens, sentence: Tokens, token: Token) -> str:
    """The place nearest to the event's word; a town and its state are one place."""
    places = [
        name
        for name in sentence.ents
        if _is_a_place(name)
        and reach.start <= name.start < reach.end
        and not name.start <= token.i < name.end
        and name.text.lower() not in _NATIONS
        and not _is_dateline(reading, name)
        and not _is_range(name.root)
        and is_told_of(name.root, token)
        and not _is_somebodys(name)
        and not _is_somebody(reading, name)
    ]
    if not places:
        return _within_name(token) or _same_state(token)
    nearest = min(
        places,
        key=lambda e: (e.start < token.i and e.root.dep_ not in {"poss", "compound", "nmod"}, abs(e.start - token.i)),
    )
    run = _run(places, nearest)
    return token.doc[run[0].start : _end(run[-1])].text.strip()


def _end(place: Tokens) -> int:
    """Where a place ends, with what is there: "at Ames's Barn", "in Seattle's Safeco Field"."""
    hall = place.root.head
    there = place.root.dep_ == "poss" and hall.pos_ == "PROPN" and hall.head.lower_ in {"at", "in", "inside", "outside"}
    return hall.i + 1 if there else place.end


def _within_name(token: Token) -> str:
    """The state in an event's own name: "the Arizona Primary"."""
    first = next((name.start for name in token.sent.ents if name.start <= token.i < name.end), token.i)
    before = token.doc[first : token.i]
    return next((t.text for t in before if _state(t.text)), "")


def _same_state(token: Token) -> str:
    """Of "the state's primary": the state that was named last, or ""."""
    if all(child.lower_ != "state" for child in token.lefts if child.dep_ == "poss"):
        return ""
    return next((name.text for name in reversed(token.doc[: token.i].ents) if _state(name.text)), "")


def _run(places: list[Tokens], nearest: Tokens) -> list[Tokens]:
    """The places that are told in one breath: "Reno, Nev.", "Dallas and Houston"."""
    run = [nearest]
    for place in places[places.index(nearest) + 1 :]:
        if place.doc[run[-1].end : place.start].text in _BETWEEN:
            run.append(place)
    for place in reversed(places[: places.index(nearest)]):
        if place.doc[place.end : run[0].start].text in _BETWEEN:
            run.insert(0, place)
    return run


def _is_a_place(name: Tokens) -> bool:
    """ "In Raleigh", which the parser may take for an organisation, or "at the Gem Theater"."""
    if name.root.dep_ == "pobj" and name.root.head.lower_ == "at" and name.root.lower_ in HALLS:
        return True
    within = name.root.dep_ == "pobj" and name.root.head.lower_ in {"in", "near"} and name.root.head.i == name.start - 1
    return name.label_ in _PLACES or (name.label_ == "ORG" and within and name.text not in _CHAMBERS)


def is_told_of(name: Token, token: Token) -> bool:
    """Whether a place or a day is told of the event, not of something else.

    Of "Dee, whose son died in Iraq, spoke" the place tells nothing, nor of "spoke before leaving for Iraq"; of "a stop
    that she made in Ohio" it does, and of "a rally a week after Election Day in Ohio".
    """
    between = takewhile(lambda one: one not in {token, *token.ancestors}, (name, *name.ancestors))
    return not any(
        one.dep_ == "ccomp"
        or (one.lower_ in {"before", "after"} and all(child.ent_type_ != "DATE" for child in one.children))
        or (one.dep_ == "relcl" and one.head != token)
        or (one.dep_ == "conj" and one.pos_ == "VERB")
        for one in between
    )


def _is_dateline(reading: Reading, name: Tokens) -> bool:
    """ "RALEIGH, N.C. —" tells where it was written."""
    opening, sentence = reading.article.dateline, name.sent
    within = name.end_char - sentence.start_char <= len(opening)
    return bool(opening) and within and sentence.text.startswith(opening)


def _is_range(name: Token) -> bool:
    """ "From New Hampshire to Arizona" is no place."""
    preposition = name.head
    before = preposition.doc[max(preposition.i - 6, 0) : preposition.i]
    return preposition.lower_ == "from" or (preposition.lower_ == "to" and any(t.lower_ == "from" for t in before))


def _is_somebodys(name: Tokens) -> bool:
    """Whether a place tells where somebody is from: "Ada Ames of Ohio", "Ada Ames, 23, of Ohio", "Ohio Sen. Ada Ames"."""
    head = name.root.head
    near = head.lower_ == "of" or name.root.dep_ in {"compound", "nmod", "amod", "poss"}
    while (head.lower_ == "of" and head.dep_ == "prep") or head.dep_ == "compound":
        head = head.head
    member = name.start > 0 and name.doc[name.start - 1].text in {"(", "-"}  # "Ada Ames (Ohio)"
    return member or (near and (head.ent_type_ == "PERSON" or head.pos_ == "NUM"))


def _is_somebody(reading: Reading, name: Tokens) -> bool:
    """Whether what the parser takes for a place is a person of the cast; nobody is in a person."""
    mention = reading.cast.at(name.start_char, name.end_char)
    person = mention is not None and reading.cast.members[mention.member].kind is MemberKind.PERSON
    return person and not (name.label_ == "GPE" and name.root.dep_ == "pobj" and name.root.head.lower_ == "in")
