"""Endorsers as Wikipedia's lists name them: by group, with the office, its place and its years."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.exports.offices import Served, party_of, served
from onrecord.ledger.identity import known_actor
from onrecord.registry import Actor, fold, is_first_name, load_contests, states, surname_of

#: The groups of a list, in order.
GROUPS = (
    "Executive branch officials",
    "U.S. senators",
    "U.S. representatives",
    "Statewide officials",
    "Local officials",
    "Party officials",
    "Individuals",
    "Political parties",
    "Labor unions",
    "Organizations",
    "Newspapers",
)
_OFFICES = {
    "President": ("Executive branch officials", "president of the United States"),
    "Vice President": ("Executive branch officials", "vice president of the United States"),
    "First Lady": ("Executive branch officials", "first lady of the United States"),
    "Secretary of State": ("Executive branch officials", "U.S. secretary of state"),
    "Senator": ("U.S. senators", "U.S. senator from"),
    "Representative": ("U.S. representatives", "U.S. representative from"),
    "Governor": ("Statewide officials", "governor of"),
    "Lieutenant Governor": ("Statewide officials", "lieutenant governor of"),
    "Attorney General": ("Statewide officials", "attorney general of"),
    "Treasurer": ("Statewide officials", "treasurer of"),
    "Auditor": ("Statewide officials", "auditor of"),
    "Chief Election Officer": ("Statewide officials", "chief election officer of"),
    "Mayor": ("Local officials", "mayor of"),
    "Chairman": ("Party officials", "chair of the"),
    "Chairwoman": ("Party officials", "chair of the"),
}
_OF_STATE = {"Secretary of State": ("Statewide officials", "secretary of state of")}
_OF_KIND = {"party": "Political parties", "union": "Labor unions", "newspaper": "Newspapers"}
_PARTIES = {"Democrat": "Democratic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorser:
    """One line of a list. `office` and `party` are "" where the registry tells none; `known` if it tells of them at all."""

    name: str
    group: str
    office: str = ""
    party: str = ""
    known: bool = False

    @property
    def order(self) -> str:
        """What a group is sorted by: a person's surname, else the name."""
        folded = fold(self.name)
        person = GROUPS.index(self.group) <= GROUPS.index("Individuals")
        return f"{surname_of(folded)} {folded}" if person else folded.removeprefix("the ")


def endorser(actor_id: str, name: str, kind: str, day: str) -> Endorser:
    """How a list names an actor of a kind on a day (ISO). A name that nobody knows is a person's if it begins so."""
    actor = known_actor(actor_id)
    if kind != "person" and not (kind == "unknown" and is_first_name(name.split()[0])):
        return Endorser(name=name, group=_OF_KIND.get(kind, "Organizations"), known=actor is not None)
    offices = list(served(actor, day)) if actor else []
    if actor is None or not offices:
        return Endorser(name=name, group="Individuals", known=actor is not None)
    order = list(_OFFICES)
    best = min(
        offices,
        key=lambda one: (
            (one.former, order.index(one.office.title)) if one.office.title in _OFFICES else (True, len(order))
        ),
    )
    return Endorser(
        name=name, group=_listed(best)[0], office=_office(best, offices), party=_adjective(party_of(actor)), known=True
    )


def runs_for(actor: Actor) -> str:
    """The party for which an actor ran last, as an adjective; for one who ran in no known contest the own party."""
    ran = [
        (contest.day, one.party)
        for contest in load_contests()
        for one in contest.candidates
        if fold(one.name) == fold(actor.name)
    ]
    return _adjective(max(ran)[1] if ran else party_of(actor))


def _adjective(party: str) -> str:
    return _PARTIES.get(party, party)


def _listed(one: Served) -> tuple[str, str]:
    office = one.office
    if office.state and office.title in _OF_STATE:
        return _OF_STATE[office.title]
    return _OFFICES.get(office.title, ("Individuals", office.title.lower()))


def _office(one: Served, offices: list[Served]) -> str:
    """An office in words: "U.S. senator from Vermont (2007–present)"."""
    office, words = one.office, _listed(one)[1]
    state = states()[office.state].name if office.state in states() else office.state
    if words.endswith((" from", " of", " the")):
        town = (office.body,) if office.title == "Mayor" else ()
        words = f"{words} {', '.join((*town, state)) if state else office.body}"
    same = [other for other in offices if (other.office.title, other.office.state) == (office.title, office.state)]
    years = _years(same)
    return f"{words} ({years})" if years else f"former {words}" if one.former else words


def _years(terms: list[Served]) -> str:
    """The years of an office: "2007–present", "2017–2021, 2025–present"; "" if the registry does not tell them all."""
    told: list[tuple[str, str]] = []
    for term in sorted(terms, key=lambda term: term.office.start):
        start, end = term.office.start[:4], term.office.end[:4] if term.former else "present"
        if not start or not end:
            return ""
        if told and told[-1][1] == start:
            start = told.pop()[0]
        told.append((start, end))
    return ", ".join(start if start == end else f"{start}–{end}" for start, end in told)
