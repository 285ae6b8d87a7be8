"""Shapes that answers share: rows in pages, where something was printed, spans, and the one shape of errors."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

ENTRY = "2672e61baff02b56e37bd9ef7737d47b44f67e67fc51c29c91bdf665fb4d51f5"
ARTICLE = "cf9de848f74e6d4bc5e1177cacef356116859416404335fd72ce8294d5d56d8a"
MOMENT = "2024-07-25T09:30:00.000000+00:00"
ASKS = "Harris to lay out a plan for working families"
#: Where the examples are printed.
PLACE = {
    "entry": ENTRY,
    "article": ARTICLE,
    "label": "12-sanders-holds-off",
    "title": "Sanders will work for Harris but is holding off on an endorsement",
    "outlet": "Demo Courier",
    "published": "2024-07-24",
}


Json = dict[str, Any]


class Shape(BaseModel):
    """A part of an answer: exactly these fields. `example` is what the description of the API shows."""

    model_config = ConfigDict(extra="forbid")
    example: ClassVar[Json] = {}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        schema = handler(core_schema)
        if cls.example:
            handler.resolve_ref_schema(schema)["examples"] = [cls.example]
        return schema


Row = TypeVar("Row", bound=Shape)


class Page(Shape, Generic[Row]):
    """Some rows, and how to ask for more."""

    rows: list[Row]
    known_at: str | None = Field(
        description="What the ledger knew up to this moment is told, in every further page too; null if it is empty."
    )
    next: str | None = Field(description="The `cursor` of the next page; null behind the last one.")

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        (row, *_rest) = cls.__pydantic_generic_metadata__["args"] or (None,)
        if isinstance(row, type) and issubclass(row, Shape):
            cls.example = {"rows": [row.example], "known_at": MOMENT, "next": "W251bGwsIiIsMF0"}


class Placed(Shape):
    """A row that rests on an entry: which one, and where it was printed."""

    entry: str = Field(description="The entry's id.")
    article: str = Field(description="The article's id.")
    label: str = Field(description="What the article's source calls it.")
    title: str
    outlet: str = Field(description="Who wrote the article first.")
    published: str


class SpanShape(Shape):
    """Exact characters of an article: code points, `end` exclusive."""

    start: int
    end: int
    text: str


class Condition(SpanShape):
    """What is asked for, and of whom."""

    of: str = ""


class Error(Shape):
    """What was wrong."""

    type: str = Field(description="A word for the status: not_found, invalid, conflict ...")
    message: str = Field(description="What is wrong, and where.")
    hint: str | None = Field(default=None, description="What to do, where there is a hint.")


class Fault(Shape):
    """The one shape of every error."""

    example: ClassVar[Json] = {
        "error": {"type": "not_found", "message": "no article 'x' in this ledger", "hint": "look again"}
    }

    error: Error
