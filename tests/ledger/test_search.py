from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.ledger import Ledger, open_ledger, schema, search
from tests.records import article, position, record, statement

TEXT = "Ada Ames is waiting.\n“Show us a plan for working-class families,” Ames told O'Rourke & <b>others</b>.\n"
PLAN = article(TEXT, title="Ames waits", published="2024-07-01")
LONG = article(f"{'It rained on the fair all day. ' * 200}Ames endorsed nobody.", title="Rain", published="2024-07-02")
RECORDS = [
    record(
        PLAN,
        position(PLAN, "Ada Ames", "withholds", "Bo Bell"),
        statement(PLAN, "Ada Ames", "Show us a plan for working-class families"),
    ),
    record(LONG, position(LONG, "Ada Ames", "withholds", "Bo Bell")),
]


def found(ledger: Ledger, words: str, **fields: object) -> list[search.Hit]:
    with ledger.reading() as connection:
        return search.find(connection, words, **{"limit": 10, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("plan", ["articles", "statements"]),
        ("PLANS families", ["articles", "statements"]),
        ("plan rain", []),
        ("endorses", ["articles"]),
        ('"working class families"', ["articles", "statements"]),
        ("“plan for”", ["articles", "statements"]),
        ('"families plan"', []),
        ("O'Rourke", ["articles"]),
        ("waits", ["articles"]),
        ("Ada", ["articles", "statements"]),  # the speaker of a statement is found too
        ("plan OR", []),
        ('plan" families', ["articles", "statements"]),
        ("plan) AND (", []),
        ("plan* -us ^families {words}: :", []),
        ("plan * - ^ : ( ) | & ! <-> '", ["articles", "statements"]),
        ("heading:plan", []),
        ("% _ \\ \0", []),
        ("", []),
    ],
)
def test_words_are_words_whatever_they_look_like(ledger: Ledger, words: str, kinds: list[str]) -> None:
    ledger.post_all(RECORDS)
    assert sorted(hit.kind for hit in found(ledger, words)) == kinds


def test_hits_stand_where_they_say(ledger: Ledger) -> None:
    ledger.post_all(RECORDS)
    texts = {PLAN.id: PLAN.text, LONG.id: LONG.text}
    for words in ("plan", "endorse", "others"):
        hits = [hit for hit in found(ledger, words) if hit.kind == "articles"]
        assert hits
        for hit in hits:
            text = texts[hit.article_id]
            assert text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
            assert len(hit.snippet) < 300
            assert {hit.snippet[a:b].lower() for a, b in hit.hits} <= {"plan", "endorsed", "others"}
            assert hit.hits


def test_pages_follow_each_other(ledger: Ledger) -> None:
    ledger.post_all(RECORDS)
    whole = found(ledger, "Ames")
    assert [hit.place for hit in whole] == [1, 2, 3]
    assert [one for n in range(3) for one in found(ledger, "Ames", limit=1, after=n)] == whole
    assert {hit.kind for hit in found(ledger, "Ames", kinds=["statements"])} == {"statements"}


def test_a_ledger_of_before_can_be_searched(ledger: Ledger) -> None:
    """Whatever the migration fills must be what posting fills."""
    from onrecord.ledger.posting import index_all

    ledger.post_all(RECORDS)
    columns = [one for one in schema.passage.c if one.name != "id"]
    with ledger.writing() as connection:
        posted = set(connection.execute(sa.select(*columns)).all())
        index_all(connection)
        filled = connection.execute(sa.select(*columns).where(schema.passage.c.id > len(posted))).all()
    assert set(filled) == posted
    assert len(filled) == len(posted)


def test_a_copied_ledger_can_be_searched(ledger: Ledger) -> None:
    from onrecord.ledger import upkeep

    with open_ledger(":memory:") as old:
        old.post_all(RECORDS)
        with old.reading() as reading, ledger.writing() as writing:
            upkeep.copy_ledger(reading, writing)
    assert len(found(ledger, "plan")) == 2
