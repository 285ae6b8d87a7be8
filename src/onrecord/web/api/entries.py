"""Articles and the entries that were read out of them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import Query
from pydantic import Field

from onrecord import reports
from onrecord.entries import Basis, EventPhase, Phase, Stance, StatementKind
from onrecord.ledger import asof
from onrecord.reports import walks
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import EntryId, Holder, Target
from onrecord.web.api.paging import PageOptions
from onrecord.web.api.shapes import ARTICLE, ENTRY, MOMENT, PLACE, Condition, Json, Page, Placed, Shape, SpanShape
from onrecord.web.asked import Clocks, Reading, ViewOptions

router = api_router("entries")

Kind = Literal["positions", "statements", "tallies", "polls", "leads", "events"]

TEXT = "Sanders hopes that Harris wins. He wants Harris to lay out a plan for working families first."
_WORDS = {"start": 32, "end": 93, "text": TEXT[32:]}
_FIELDS = {
    "holder": "Bernie Sanders",
    "target": "Kamala Harris",
    "stance": "withholds",
    "contest": "",
    "phase": "current",
    "basis": "own words",
    "via": [],
    "date": "2024-07-23",
    "conditions": [{"start": 41, "end": 86, "text": TEXT[41:86], "of": "Kamala Harris"}],
}


class PositionFields(Shape):
    """Who stands where on whom, as printed or as an editor amended it."""

    holder: str
    target: str
    stance: Stance
    contest: str
    phase: Phase
    basis: Basis
    via: list[str]
    date: str
    conditions: list[Condition]


class StatementFields(Shape):
    """Who said what."""

    speaker: str
    content: list[SpanShape]
    kind: StatementKind
    cue: str
    to: str
    via: list[str]
    date: str


class TallyFields(Shape):
    """How many stand where."""

    count: str
    group: str
    stance: Stance
    target: str
    number: int | None
    named: list[str]
    as_of: str


class PollFields(Shape):
    """A share in percent, or a lead in points."""

    subject: str
    value: float | None
    previous: float | None
    bound: str
    lead: float | None
    place: str
    period: str
    pollster: str
    group: str


class EventFields(Shape):
    """A rally, debate, convention, primary, vote and the like."""

    kind: str
    who: list[str]
    place: str
    date: str
    phase: EventPhase


Fields = PositionFields | StatementFields | TallyFields | PollFields | EventFields


class Entry(Placed):
    """An entry as it holds: identified, and as editors left it. `fields` are those of its kind."""

    example: ClassVar[Json] = {
        "kind": "positions",
        "subject": "Bernie Sanders",
        "subject_id": "bioguide:S000033",
        "target": "Kamala Harris",
        "target_id": "bioguide:H001075",
        "day": "2024-07-23",
        "fields": _FIELDS,
        "evidence": [_WORDS],
        "confidence": 0.913,
        "reviewed": "",
        **PLACE,
    }

    kind: Kind
    subject: str = Field(description="Holder, speaker, group, poll's subject or event's kind, as identified.")
    subject_id: str
    target: str
    target_id: str
    day: str = Field(description="The day from which it counts, empty if that is unknown.")
    fields: Fields
    evidence: list[SpanShape]
    confidence: float
    reviewed: str = Field(description="An editor's last verdict: accepted, amended, or empty.")


class Words(SpanShape):
    """Evidence with what stands before and behind it."""

    before: str
    after: str


class Identity(Shape):
    """Who a printed name was taken for; the last one of a name holds."""

    name: str
    actor_id: str
    confidence: float
    reason: str
    by: str
    recorded_at: str


class Review(Shape):
    """What an editor decided; `id` is the number that the next decision gives as `after`."""

    id: int
    entry_id: str
    verdict: str
    amended: Json
    undoes: int | None
    note: str
    by: str
    recorded_at: str


class Posting(Shape):
    """A reader that found the entry, or found it no longer."""

    seen: bool
    reader: str
    recorded_at: str


class PlaceOfEntry(Shape):
    """The article of an entry."""

    id: str
    label: str
    title: str
    outlet: str
    origin: str
    published: str
    url: str


class WholeEntry(Shape):
    """One entry: as it was read, how it holds, in whose words, and everything that was decided on it."""

    example: ClassVar[Json] = {
        "entry": ENTRY,
        "kind": "positions",
        "fields": _FIELDS,
        "confidence": 0.913,
        "evidence": [{**_WORDS, "before": TEXT[:32], "after": ""}],
        "chain": ["Demo Courier"],
        "article": {
            "id": ARTICLE,
            "label": PLACE["label"],
            "title": PLACE["title"],
            "outlet": "Demo Courier",
            "origin": "",
            "published": "2024-07-24",
            "url": "https://courier.example/sanders",
        },
        "identities": [
            {
                "name": "Bernie Sanders",
                "actor_id": "bioguide:S000033",
                "confidence": 0.99,
                "reason": "Bernie Sanders, Senator VT",
                "by": "onrecord",
                "recorded_at": MOMENT,
            }
        ],
        "reviews": [
            {
                "id": 7,
                "entry_id": ENTRY,
                "verdict": "accepted",
                "amended": {},
                "undoes": None,
                "note": "",
                "by": "Eve Editor",
                "recorded_at": MOMENT,
            }
        ],
        "postings": [{"seen": True, "reader": "onrecord 0.1.0", "recorded_at": MOMENT}],
        "last_review": 7,
        "holds": {**Entry.example, "confidence": 1.0, "reviewed": "accepted"},
    }

    entry: str
    kind: Kind
    fields: Fields = Field(description="As the reader wrote it down.")
    confidence: float
    evidence: list[Words]
    chain: list[str] = Field(description="From the article back to the one who knows, nearest first.")
    article: PlaceOfEntry
    identities: list[Identity]
    reviews: list[Review]
    postings: list[Posting]
    last_review: int = Field(description="What a decision gives as `after`: the number of the last review, 0 for none.")
    holds: Entry | None = Field(description="The entry as views show it; null if it was rejected or withdrawn.")


@router.get("/entries")
def entries(
    connection: Reading,
    page: PageOptions,
    view: ViewOptions,
    holder: Holder,
    target: Target,
    kind: Annotated[list[Kind] | None, Query(description="Only of these kinds.")] = None,
) -> Page[Entry]:
    """Live entries in order of publication. A page may be shorter than `limit` before the last one."""
    pinned = page.pin(connection, view)
    found, place = walks.entries(
        connection, *(kind or ()), holder=holder, target=target, after=page.key(), limit=page.limit, view=pinned
    )
    return page.told(Entry, [walks.entry_row(row) for row in found], place, pinned)


@router.get("/entries/{entry}")
def entry(connection: Reading, clocks: Clocks, entry: EntryId) -> WholeEntry:
    """One entry by id, or by the beginning of it, with everything that is known of it."""
    row = reports.why(connection, entry)
    live = asof.entries(connection, article=row["article"]["id"], as_of=clocks.as_of, known_at=clocks.known_at)
    holds = next((walks.entry_row(one) for one in live if one.id == row["entry"]), None)
    last = max((one["id"] for one in row["reviews"]), default=0)
    confidence = row["fields"].pop("confidence")
    return WholeEntry.model_validate({**row, "confidence": confidence, "last_review": last, "holds": holds})
