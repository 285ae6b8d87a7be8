"""What a picture is asked for, and what it is refused for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from onrecord import dates
from onrecord.errors import RefusedError
from onrecord.reports import NOW, View, press

_NAMES = {"target": "a target", "contest": "a contest", "name": "a name", "since": "the day since when"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a picture is asked for; a picture takes what concerns it. `since` is an ISO day."""

    target: str | None = None
    contest: str | None = None
    name: str | None = None
    since: str | None = None
    view: View = NOW

    def needs(self, fields: tuple[str, ...], what: str) -> str:
        """The first of some fields that is told; `RefusedError` if none is."""
        for field in fields:
            if told := getattr(self, field):
                return str(told)
        raise RefusedError(f"{what} needs {' or '.join(_NAMES[field] for field in fields)}")

    def on(self, about: str) -> str:
        """The end of a heading: the target or the contest, as it is called."""
        return f" on {about}" if self.target else f": {about}"

    def refuse_nothing(self, rows: Collection[object]) -> None:
        """Refuse to draw no rows at all."""
        if not rows:
            raise RefusedError("nothing to draw; choose a later day or fewer filters")

    def told(self, connection: Connection) -> str:
        """The day and the filters that a picture is drawn for, in words."""
        last = "" if self.view.as_of else press.last_published(connection)
        reach = f"from articles up to {dates.in_words(last)}" if last else ""
        words = "; ".join(part for part in (reach, self.view.in_words()) if part)
        return words[:1].upper() + words[1:]
