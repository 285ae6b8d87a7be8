"""Web Annotations: held to the W3C's model, and anchored in the text as a reader's tool would anchor them."""

from __future__ import annotations

import io
import json
from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.exports.linked import urn
from onrecord.ledger import asof, schema
from tests.exports.conftest import WORDS, Exported

#: The part of https://www.w3.org/TR/annotation-model/ that these files use, with its MUSTs.
MODEL = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "additionalProperties": False,
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "format": "iri"},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
    },
    "$defs": {
        "annotation": {
            "type": "object",
            "required": ["id", "type", "target"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string", "format": "iri"},
                "type": {"const": "Annotation"},
                "motivation": {"enum": ["describing", "identifying", "tagging", "classifying", "highlighting"]},
                "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
                "creator": {
                    "type": "object",
                    "required": ["id", "type"],
                    "properties": {
                        "type": {"enum": ["Person", "Organization", "Software"]},
                        "name": {"type": "string"},
                    },
                },
                "body": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/text"}},
                "target": {"$ref": "#/$defs/specific"},
            },
        },
        "text": {
            "type": "object",
            "required": ["type", "value"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "TextualBody"},
                "value": {"type": "string", "minLength": 1},
                "purpose": {"enum": ["describing", "tagging"]},
                "format": {"const": "text/plain"},
                "language": {"type": "string"},
            },
        },
        "specific": {
            "type": "object",
            "required": ["source", "selector"],
            "additionalProperties": False,
            "properties": {
                "source": {"type": "string", "format": "iri", "pattern": r"^(https?://|urn:)\S+$"},
                "selector": {
                    "type": "array",
                    "prefixItems": [
                        {
                            "type": "object",
                            "required": ["type", "exact"],
                            "additionalProperties": False,
                            "properties": {
                                "type": {"const": "TextQuoteSelector"},
                                "exact": {"type": "string", "minLength": 1},
                                "prefix": {"type": "string"},
                                "suffix": {"type": "string"},
                            },
                        },
                        {
                            "type": "object",
                            "required": ["type", "start", "end"],
                            "additionalProperties": False,
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 1},
                            },
                        },
                    ],
                    "minItems": 2,
                    "maxItems": 2,
                },
                "state": {
                    "type": "object",
                    "required": ["type", "cached"],
                    "properties": {"type": {"const": "TimeState"}, "cached": {"type": "string", "format": "iri"}},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def page(exported: Exported) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported("annotations"))
    return found


def anchored(text: str, quote: dict[str, str]) -> list[int]:
    """Where a quotation with its surroundings stands in a text."""
    whole = quote["prefix"] + quote["exact"] + quote["suffix"]
    places, at = [], text.find(whole)
    while at >= 0:
        places.append(at + len(quote["prefix"]))
        at = text.find(whole, at + 1)
    return places


def check(page: dict[str, Any], connection: Connection) -> int:
    """Anchor every annotation both ways; how many there are."""
    texts = dict(tuple(row) for row in connection.execute(sa.select(schema.article.c.id, schema.article.c.text)))
    for one in page["items"]:
        text = texts[one["target"]["state"]["cached"].removeprefix(urn("article", ""))]
        quote, place = one["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert place["start"] in anchored(text, quote)
    return len(page["items"])


def test_it_is_of_the_model(page: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(MODEL).validate(page)


def test_every_span_is_found_by_its_words_and_by_its_characters(page: dict[str, Any], connection: Connection) -> None:
    rows = asof.entries(connection)
    spans = sum(len(row.payload.get(field, ())) for row in rows for field in ("evidence", "content", "conditions"))
    assert check(page, connection) == spans


def test_conditions_and_words_are_tagged(page: dict[str, Any]) -> None:
    tagged = {
        one["target"]["selector"][0]["exact"]: [body["value"] for body in one["body"] if body["purpose"] == "tagging"]
        for one in page["items"]
        if one["target"]["selector"][0]["exact"] == WORDS
    }
    assert tagged[WORDS] in (["condition", "positions", "withholds"], ["content", "statements"])


def test_entries_are_told_in_words(page: dict[str, Any]) -> None:
    told = {one["body"][0]["value"] for one in page["items"]}
    assert told == {
        "Ada Ames withholds Kamala Harris",
        "Ada Ames supports Kamala Harris",
        "Ada Ames told (direct)",
        "Liz Cheney endorses Kamala Harris",
        "AFL-CIO endorses Kamala Harris",
        "Bernie Sanders endorses Kamala Harris",
        "Joe Manchin declines Kamala Harris",
        "Forty-eight senators: endorses Kamala Harris",
        "Kamala Harris: 47 percent",
        "Kamala Harris leads by 3 points",
        "rally, Akron",
    }


def test_the_demo_is_anchored(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["annotations"].write(demo, out)
    page = json.loads(out.getvalue())
    jsonschema.Draft202012Validator(MODEL).validate(page)
    assert check(page, demo) > 200
