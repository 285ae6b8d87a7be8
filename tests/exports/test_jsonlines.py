"""JSON lines, read back into entries."""

from __future__ import annotations

import json

from sqlalchemy.engine import Connection

from onrecord.codec import KEYS, decode_entry
from onrecord.entries import Position, Stance
from onrecord.ledger import asof
from tests.exports.conftest import SECOND, WORDS, Exported

_AROUND = ("entry", "type", "identities", "day", "reviewed", "article")


def test_every_line_is_an_entry_of_the_codebook(exported: Exported, connection: Connection) -> None:
    lines = [json.loads(line) for line in exported("jsonl").splitlines()]
    assert [line["entry"] for line in lines] == [row.id for row in asof.entries(connection)]
    assert {line["type"] for line in lines} == set(KEYS)
    for line in lines:
        fields = {name: value for name, value in line.items() if name not in _AROUND}
        assert type(decode_entry(line["type"], fields)) is KEYS[line["type"]]


def test_a_line_tells_who_and_where(exported: Exported) -> None:
    lines = [json.loads(line) for line in exported("jsonl", target="Liz Cheney").splitlines()]
    (line,) = lines
    fields = {name: value for name, value in line.items() if name not in _AROUND}
    entry = decode_entry("positions", fields)
    assert isinstance(entry, Position)
    assert (entry.stance, line["reviewed"]) == (Stance.ENDORSES, "amended")
    assert line["identities"]["holder"] == {"id": "bioguide:C001109", "name": "Liz Cheney"}
    article = line["article"]
    assert (article["id"], article["url"], article["copy_of"]) == (SECOND.id, "https://example.org/2", "")
    assert SECOND.text[line["evidence"][0]["start"] : line["evidence"][0]["end"]] == line["evidence"][0]["text"]


def test_text_is_not_escaped_away(exported: Exported) -> None:
    assert json.dumps(WORDS, ensure_ascii=False).encode() in exported("jsonl")
