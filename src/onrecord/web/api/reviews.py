"""The editors' desk: what to look at first, and decisions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from fastapi import Query
from pydantic import ConfigDict, Field, JsonValue

from onrecord.entries import Basis, Phase, Stance
from onrecord.ledger import reviewing
from onrecord.reports import desk, entry_called
from onrecord.web.api.answering import api_router
from onrecord.web.api.asking import EntryId, Target
from onrecord.web.api.shapes import ENTRY, PLACE, Fault, Json, Placed, Shape
from onrecord.web.asked import Reading, Writing
from onrecord.web.auth import Editor

router = api_router("review")

_DECIDING: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "The body cannot be read."},
    403: {"model": Fault, "description": "The account may not decide, or the form's token is missing."},
    409: {"model": Fault, "description": "Another editor has decided since `after`: look at the entry again."},
    413: {"model": Fault, "description": "The body is too long."},
}
_Words = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class Waiting(Placed):
    """A position that nobody has reviewed."""

    kind: str
    who: str
    date: str
    stance: Stance
    target: str
    phase: Phase
    basis: Basis
    via: list[str]
    terms: list[str]
    words: str
    confidence: float
    urgency: float = Field(description="Doubt times weight.")


class Queue(Shape):
    """What most deserves a look."""

    example: ClassVar[Json] = {
        "rows": [
            {
                "kind": "position",
                "who": "Bernie Sanders",
                "date": "2024-07-23",
                "stance": "withholds",
                "target": "Kamala Harris",
                "phase": "current",
                "basis": "own words",
                "via": [],
                "terms": [],
                "words": "He is not endorsing her yet.",
                "confidence": 0.61,
                "urgency": 0.42,
                **PLACE,
            }
        ]
    }

    rows: list[Waiting]


class Decision(Shape):
    """A decision on an entry."""

    model_config = ConfigDict(strict=True)
    example: ClassVar[Json] = {"after": 0, "note": "She says so herself."}

    after: int | None = Field(
        default=None,
        ge=0,
        lt=2**31,
        description="The number of the last review that was seen (`last_review`): a newer one is a conflict.",
    )
    note: _Words = ""


class Amendment(Decision):
    """What an entry should be: the fields that change, as in the entry's own `fields`, or its `evidence`."""

    example: ClassVar[Json] = {"fields": {"stance": "withholds"}, "after": 0, "note": "Not yet, he says."}

    fields: dict[str, JsonValue] = Field(min_length=1)


class Note(Shape):
    """A note that decides nothing."""

    model_config = ConfigDict(strict=True)
    example: ClassVar[Json] = {"words": "Ask the campaign."}

    words: Annotated[_Words, Field(min_length=1)]


class Decided(Shape):
    """The review that was entered."""

    example: ClassVar[Json] = {"entry": ENTRY, "review": 8}

    entry: str
    review: int = Field(description="Its number, which the next decision gives as `after`.")


@router.get("/review/queue")
def queue(
    connection: Reading,
    target: Target,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many.")] = 20,
) -> Queue:
    """What most deserves a look, the most urgent first."""
    return Queue.model_validate({"rows": desk.queue(connection, target=target, limit=limit)})


@router.post("/entries/{entry}/accept", status_code=201, responses=_DECIDING)
def accept(account: Editor, connection: Writing, entry: EntryId, decision: Decision) -> Decided:
    """Say that an entry is right as it was read."""
    id = entry_called(connection, entry)
    made = reviewing.accept(connection, id, by=account.name, note=decision.note, after=decision.after)
    return Decided(entry=id, review=made)


@router.post("/entries/{entry}/reject", status_code=201, responses=_DECIDING)
def reject(account: Editor, connection: Writing, entry: EntryId, decision: Decision) -> Decided:
    """Say that an entry is wrong: no view shows it any more."""
    id = entry_called(connection, entry)
    made = reviewing.reject(connection, id, by=account.name, note=decision.note, after=decision.after)
    return Decided(entry=id, review=made)


@router.post("/entries/{entry}/amend", status_code=201, responses=_DECIDING)
def amend(account: Editor, connection: Writing, entry: EntryId, amendment: Amendment) -> Decided:
    """Say what an entry should be; what was read stays beside it."""
    id = entry_called(connection, entry)
    made = reviewing.amend(
        connection, id, amendment.fields, by=account.name, note=amendment.note, after=amendment.after
    )
    return Decided(entry=id, review=made)


@router.post("/entries/{entry}/note", status_code=201, responses=_DECIDING)
def note(account: Editor, connection: Writing, entry: EntryId, note: Note) -> Decided:
    """Put a note beside an entry, and decide nothing."""
    id = entry_called(connection, entry)
    return Decided(entry=id, review=reviewing.note(connection, id, note.words, by=account.name))


@router.post("/entries/{entry}/undo", status_code=201, responses=_DECIDING)
def undo(account: Editor, connection: Writing, entry: EntryId, decision: Decision) -> Decided:
    """Take back the decision that holds on an entry; the one before it holds again."""
    id = entry_called(connection, entry)
    made = reviewing.undo(connection, id, by=account.name, note=decision.note, after=decision.after)
    return Decided(entry=id, review=made)
