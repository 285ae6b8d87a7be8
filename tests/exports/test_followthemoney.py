"""FollowTheMoney, validated and linked by its own library."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.ledger import asof
from tests.exports.conftest import SECOND, Exported


def proxies(lines: bytes) -> dict[str, EntityProxy]:
    """Every one by its id: valid, and with no value that the library drops or mends."""
    found = {}
    for line in lines.splitlines():
        row: dict[str, Any] = json.loads(line)
        proxy = model.get_proxy(row, cleaned=False)
        proxy.schema.validate(row)  # type: ignore[arg-type]
        assert {name: sorted(values) for name, values in proxy.properties.items()} == {
            name: sorted(values) for name, values in row["properties"].items()
        }
        assert proxy.id not in found
        found[str(proxy.id)] = proxy
    return found


@pytest.fixture(scope="module")
def all_of(exported: Exported) -> dict[str, EntityProxy]:
    return proxies(exported("followthemoney"))


def of(found: dict[str, EntityProxy], schema: str) -> list[EntityProxy]:
    return [one for one in found.values() if one.schema.name == schema]


def test_every_reference_leads_somewhere(all_of: dict[str, EntityProxy]) -> None:
    for one in all_of.values():
        for prop, value in one.itervalues():
            if prop.range is not None and prop.type.name == "entity":
                assert all_of[value].schema.is_a(prop.range)


def test_links_tell_the_stance_with_its_article(all_of: dict[str, EntityProxy]) -> None:
    links = of(all_of, "UnknownLink")
    told = sorted((all_of[one.first("subject")].caption, one.first("role"), one.first("status")) for one in links)  # type: ignore[index]
    assert ("Bernie Sanders", "endorses", "current") in told
    assert ("Joe Manchin", "declines", "current") in told
    assert len(told) == 7
    (sanders,) = [one for one in links if all_of[str(one.first("subject"))].caption == "Bernie Sanders"]
    assert sanders.get("proof") == [SECOND.id]
    assert sanders.get("sourceUrl") == ["https://example.org/2"]


def test_people_and_organisations_are_told_apart(all_of: dict[str, EntityProxy]) -> None:
    assert {one.caption for one in of(all_of, "Person")} == {
        "Bernie Sanders",
        "Joe Manchin",
        "Kamala Harris",
        "Liz Cheney",
    }
    assert {one.caption for one in of(all_of, "Organization")} == {"AFL-CIO"}
    assert {one.caption for one in of(all_of, "LegalEntity")} == {"Ada Ames"}


def test_mentions_resolve_printed_names(all_of: dict[str, EntityProxy]) -> None:
    for one in of(all_of, "Mention"):
        assert all_of[str(one.first("document"))].schema.name == "Article"
        assert one.first("name") == all_of[str(one.first("resolved"))].caption


def test_the_demo_is_valid(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["followthemoney"].write(demo, out)
    found = proxies(out.getvalue())
    on_somebody = [row for row in asof.entries(demo, "positions") if row.target_id]
    assert len(of(found, "UnknownLink")) == len(on_somebody)
