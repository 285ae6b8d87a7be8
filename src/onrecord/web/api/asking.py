"""What requests to the API may ask for: names, contests, days; and the refusal of what nothing asks for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query

from onrecord.reports.people import known
from onrecord.web.asked import Reading

#: No control characters: one database refuses them, and no name has any.
_PRINTED = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"

Name = Annotated[str, Query(min_length=1, max_length=200, pattern=_PRINTED)]
EntryId = Annotated[str, Path(pattern="^[0-9a-f]{7,64}$", description="An entry's id, or seven or more of its signs.")]
#: In a path: an id, or a name.
Id = Annotated[str, Path(min_length=1, max_length=200, pattern=_PRINTED)]


def _known(connection: Reading, name: str | None) -> str | None:
    """A name that somebody in the ledger has; `MissingError` (404) if nobody has."""
    if name is not None:
        known(connection, name)
    return name


def _target(
    connection: Reading,
    target: Annotated[Name | None, Query(description="A candidate, measure or bill: a name or an actor's id.")] = None,
) -> str | None:
    return _known(connection, target)


def _wanted_target(
    connection: Reading,
    target: Annotated[Name, Query(description="A candidate, measure or bill: a name or an actor's id.")],
) -> str | None:
    return _known(connection, target)


def _holder(
    connection: Reading,
    holder: Annotated[Name | None, Query(description="Whose they are: a name or an actor's id.")] = None,
) -> str | None:
    return _known(connection, holder)


def _wanted_holder(
    connection: Reading, holder: Annotated[Name, Query(description="Whose they are: a name or an actor's id.")]
) -> str | None:
    return _known(connection, holder)


Contest = Annotated[Name | None, Query(description="All candidates of a contest: 2024 president.")]
Target = Annotated[str | None, Depends(_target)]
WantedTarget = Annotated[str, Depends(_wanted_target)]
Holder = Annotated[str | None, Depends(_holder)]
WantedHolder = Annotated[str, Depends(_wanted_holder)]
