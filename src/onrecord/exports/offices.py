"""Offices: the one by which a list of endorsers names somebody, on the day of the endorsement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import dates
from onrecord.registry import Actor, Office

_LEADERS = ("Leader", "Whip", "Speaker")
_CANDIDACIES = ("candidate", "Candidate", "nominee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An office that somebody holds on a day, or has held before (`former`)."""

    office: Office
    former: bool


def served(actor: Actor, day: str) -> Iterator[Served]:
    """The offices of an actor up to a day (ISO; "" for any day), those whose dates nobody knows as former ones.

    A chamber's leader whose end the registry does not tell leads no longer than the seat lasts.
    """
    for office in actor.offices:
        if office.start and day and dates.first_day(office.start) > day:
            continue
        held = office.held_on(day) if day else not office.end
        if office.title.endswith(_LEADERS) and not office.end:
            if _told_in_full(office, actor):
                continue
            held = held and any(seat.state and seat.body == office.body and seat.held_on(day) for seat in actor.offices)
        yield Served(office=office, former=not held)


def _told_in_full(office: Office, actor: Actor) -> bool:
    """Whether the same post stands there under its chamber's name too, with its dates."""
    return any(other.title != office.title and other.title.endswith(office.title) for other in actor.offices)


def party_of(actor: Actor) -> str:
    """The party of an actor's last office that has one; that of a candidacy only where no office has one.

    Bernie Sanders ran as a Democrat and sits as an independent.
    """
    told = [office for office in actor.offices if office.party]
    last = max(told, key=lambda office: (not office.title.endswith(_CANDIDACIES), office.start), default=None)
    return last.party if last else ""
