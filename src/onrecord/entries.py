"""The codebook as types. Field names and their meaning are those of docs/codebook.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.errors import EvidenceError
from onrecord.model import Article, Issue, Span


class Stance(StrEnum):
    """Where a holder stands on a target."""

    ENDORSES = "endorses"
    SUPPORTS = "supports"
    WITHHOLDS = "withholds"
    DECLINES = "declines"
    OPPOSES = "opposes"
    WITHDRAWS = "withdraws"


#: What a holder can do at once: want somebody to win and hold an endorsement back (rule 1).
BESIDE = (Stance.SUPPORTS, Stance.WITHHOLDS)


class Phase(StrEnum):
    """Whether the article leaves a position standing."""

    CURRENT = "current"
    PAST = "past"
    EXPECTED = "expected"


class Basis(StrEnum):
    """Whose words bear a position, the strongest first."""

    OWN_WORDS = "own words"
    REPORTED = "reported"
    NAMED_SOURCE = "named source"
    UNNAMED_SOURCE = "unnamed source"


class StatementKind(StrEnum):
    """How the words are given."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class EventPhase(StrEnum):
    """Whether an event has taken place."""

    HELD = "held"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has: the exact characters that bear it, and how sure its reader was (0 to 1)."""

    evidence: tuple[Span, ...]
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(f"a {type(self).__name__} without evidence does not exist")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that the entry holds, evidence first."""
        return self.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a holder asks for before, or in return for, support; `of` is the one it is asked of."""

    span: Span
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Entry):
    """Who stands where on whom."""

    holder: str
    target: str
    stance: Stance
    contest: str = ""
    phase: Phase = Phase.CURRENT
    basis: Basis = Basis.REPORTED
    via: tuple[str, ...] = ()
    date: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.evidence + tuple(condition.span for condition in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """Who said what; several `content` spans where a reporting clause splits the words."""

    speaker: str
    content: tuple[Span, ...]
    kind: StatementKind
    cue: str = ""
    to: str = ""
    via: tuple[str, ...] = ()
    date: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.evidence + self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Entry):
    """How many stand where: `count` as printed, `number` only where one is stated."""

    count: str
    group: str
    stance: Stance
    target: str
    number: int | None = None
    named: tuple[str, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFigure(Entry):
    """A share in percent, or a lead in points without shares (`value` is then None).

    `period` is an ISO prefix, or an interval of two days ("2023-05-22/2023-05-25").
    """

    subject: str
    value: float | None = None
    previous: float | None = None
    bound: str = ""
    lead: float | None = None
    place: str = ""
    period: str = ""
    pollster: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """A rally, debate, convention, primary, vote and the like, with a place or a date."""

    kind: str
    who: tuple[str, ...] = ()
    place: str = ""
    date: str = ""
    phase: EventPhase = EventPhase.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the pipeline hands on: an article, its entries, what went wrong, and which reader read it."""

    article: Article
    entries: tuple[Entry, ...]
    issues: tuple[Issue, ...] = ()
    reader: str = ""

    def positions(self) -> tuple[Position, ...]:
        """The positions among the entries, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Position))
