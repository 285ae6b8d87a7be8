"""Hints: what is known of an article beside its text, from whoever hands it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from onrecord import dates
from onrecord.errors import ConfigError, IntakeError

#: The names of the hints: the fields of `Hints`, the columns of a manifest, the keys of a JSONL row.
NAMES = ("url", "outlet", "published", "author", "title")
#: Under which other names archives keep them.
_ALSO = {
    "url": ("link", "uri"),
    "outlet": ("source", "publication", "publisher", "site"),
    "published": ("date", "publish_date", "publication_date", "date_publish"),
    "author": ("authors", "byline"),
    "title": ("headline",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Hints for one article or many. One not given is ""; `published` is an ISO prefix once `checked`."""

    url: str = ""
    outlet: str = ""
    published: str = ""
    author: str = ""
    title: str = ""

    def checked(self) -> Hints:
        """These hints with the date as an ISO prefix. Raises `IntakeError` if it is none."""
        try:
            return replace(self, published=dates.parse(self.published))
        except ConfigError as error:
            raise IntakeError(f"published: {error}") from None

    def over(self, other: Hints) -> Hints:
        """These hints, with those not given taken from `other`."""
        return Hints(**{name: mine or asdict(other)[name] for name, mine in asdict(self).items()})


def hints_in(row: Mapping[str, object]) -> Hints:
    """The hints in a JSON object or a row of a table, under their own or other usual names; other keys are ignored.

    >>> hints_in({"headline": "Ames wins", "date": "2024-07-23"}).published
    '2024-07-23'
    """
    return Hints(
        **{name: next(filter(None, (as_text(row.get(key)) for key in (name, *_ALSO[name]))), "") for name in NAMES}
    )


def as_text(value: object) -> str:
    """A JSON value as one line of text: several authors are joined, null and objects are ""."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value)))
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
