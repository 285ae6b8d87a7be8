"""What the API says of itself is true, whole, and the same as the manual's."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import codec, entries
from onrecord.ledger import open_ledger
from onrecord.web import create_app
from onrecord.web.api.entries import EventFields, Kind, PollFields, PositionFields, StatementFields, TallyFields
from onrecord.web.api.shapes import Shape
from onrecord.web.errors import TYPES

MANUAL = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def described(*, closed: bool = False) -> dict[str, Any]:
    return create_app(open_ledger(":memory:"), closed=closed).openapi()


SCHEMA = described()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
}


def shapes(kind: type[Shape] = Shape) -> Iterator[type[Shape]]:
    for one in kind.__subclasses__():
        yield one
        yield from shapes(one)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix("#/components/schemas/")
    found: dict[str, Any] = SCHEMA["components"]["schemas"][name] if name else schema
    return found


def test_the_manual_has_every_operation_and_no_other() -> None:
    assert set(re.findall(r"^\| `((?:GET|POST) [^`]+)` \|", MANUAL, flags=re.M)) == set(OPERATIONS)


def test_the_manual_has_every_type_of_error() -> None:
    told = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", MANUAL, flags=re.M)
    assert {int(status): type for status, type in told} == TYPES


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_described_whole(name: str) -> None:
    operation = OPERATIONS[name]
    assert re.fullmatch(r"\w+", operation["operationId"])
    assert operation["description"].endswith(".")
    (tag,) = operation["tags"]
    assert tag in {one["name"] for one in SCHEMA["tags"]}
    for parameter in operation.get("parameters", ()):
        assert parameter["in"] == "path" or parameter["description"], parameter
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Fault"}
    assert {"401", "404", "422", "500", "503"} <= set(operation["responses"])
    bodies = [operation["responses"].get("201" if name.startswith("POST") else "200")]
    bodies += [operation["requestBody"]] if "requestBody" in operation else []
    for body in bodies:
        for kind, content in body["content"].items():
            assert kind != "application/json" or resolved(content["schema"])["examples"]


def test_operations_have_names_of_their_own() -> None:
    assert len({one["operationId"] for one in OPERATIONS.values()}) == len(OPERATIONS)


@pytest.mark.parametrize("shape", [one for one in shapes() if one.example], ids=lambda one: one.__name__)
def test_every_example_is_one(shape: type[Shape]) -> None:
    assert shape.model_validate(shape.example).model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert shape.model_config["extra"] == "forbid"


@pytest.mark.parametrize("closed", [False, True])
def test_it_says_who_may(closed: bool) -> None:
    for path, methods in described(closed=closed)["paths"].items():
        for method, operation in methods.items():
            open_to_all = {} in operation["security"]
            assert open_to_all == (method == "get" and not closed), path


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (PositionFields, entries.Position),
        (StatementFields, entries.Statement),
        (TallyFields, entries.Tally),
        (PollFields, entries.PollFigure),
        (EventFields, entries.Event),
    ],
)
def test_fields_are_those_of_the_codebook(shape: type[Shape], kind: type) -> None:
    fields = {field.name for field in dataclasses.fields(kind)} - {"evidence", "confidence"}
    assert set(shape.model_fields) == fields


def test_kinds_are_those_of_the_exchange_form() -> None:
    assert list(Kind.__args__) == list(codec.KEYS)  # type: ignore[attr-defined]
