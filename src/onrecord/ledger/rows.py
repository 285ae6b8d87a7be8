"""Rows: an entry as the ledger hands it out, with its article's masthead beside it."""

from __future__ import annotations

from typing import Any, NamedTuple

from onrecord import dates


# A tuple, for a board makes thousands of them, and a frozen dataclass takes three times as long to make.
class Row(NamedTuple):
    """One live entry. `subject` and `target` are names as identified; `payload` has them as printed.

    `subject_id` and `target_id` are actors' ids ("" where the field is no actor's); `copy_of` is the article with the
    same text that was read first, or the article itself; `reviewed` is the editors' last verdict, "" if there is none.
    """

    id: str
    kind: str
    subject: str
    target: str
    date: str
    payload: dict[str, Any]
    article_id: str
    label: str
    title: str
    outlet: str
    origin: str
    published: str
    url: str
    subject_id: str = ""
    target_id: str = ""
    copy_of: str = ""
    reviewed: str = ""

    @property
    def day(self) -> str:
        """The day from which it counts: its own first possible day, else the article's publication ("" if unknown)."""
        return dates.first_day(self.date or self.published)

    @property
    def words(self) -> str:
        """The exact words that bear it."""
        return " … ".join(span["text"] for span in self.payload["evidence"])

    @property
    def confidence(self) -> float:
        """The reader's own estimate, 0 to 1."""
        return float(self.payload.get("confidence", 1.0))
