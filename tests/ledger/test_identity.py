from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, asof, judgements, schema
from onrecord.ledger.identity import identify
from tests.records import article, position, record


@pytest.mark.parametrize(
    ("name", "text", "published", "actor"),
    [
        ("Bob Casey", "Sen. Bob Casey of Pennsylvania spoke.", "2018-05-01", "bioguide:C001070"),
        ("Bob Casey", "Rep. Bob Casey, D-Texas, spoke.", "1974-05-01", "local:bob-casey"),
        ("Bob Smith", "Former Sen. Bob Smith of New Hampshire spoke.", "2016-05-01", "bioguide:S000606"),
        ("Bob Smith", "Former Rep. Bob Smith (R-Ore.) spoke.", "2016-05-01", "bioguide:S000607"),
        ("Mike Johnson", "Speaker Mike Johnson spoke.", "2024-05-01", "bioguide:J000299"),
        ("Mike Johnson", "Mike Johnson, a plumber from Ohio, spoke.", "1999-05-01", "local:mike-johnson"),
        ("Mike Rogers", "Rep. Mike Rogers of Alabama spoke.", "2012-05-01", "bioguide:R000575"),
        ("Mike Rogers", "Rep. Mike Rogers (R-Mich.) spoke.", "2012-05-01", "bioguide:R000572"),
        ("Mike Rogers", "Mike Rogers spoke.", "2012-05-01", "local:mike-rogers"),
        ("Kamala Harris", "", "2024-07-23", "bioguide:H001075"),
        ("Donald Trump Jr.", "", "2020-07-23", "figure:donald-trump-jr"),
        ("John F. Kennedy", "", "2013-11-14", "local:john-f-kennedy"),
        ("SEIU", "", "2024-07-23", "org:service-employees-international-union"),
        ("the Teamsters", "", "2024-07-23", "org:international-brotherhood-of-teamsters"),
        ("Des Moines Register", "", "2016-01-23", "outlet:des-moines-register"),
        ("Ames", "", "2020-01-01", "local:ames"),
        ("Hillary", "“I'm with Hillary,” Ames said.", "2016-06-01", "bioguide:C001041"),
        ("@HillaryClinton", "", "2016-06-01", "bioguide:C001041"),
        ("@realDonaldTrump", "", "2016-06-01", "bioguide:412733"),
        ("@ames", "", "2016-06-01", "local:@ames"),
        ("Hillary", "", "2035-06-01", "local:hillary"),
    ],
)
def test_who_a_name_is(name: str, text: str, published: str, actor: str) -> None:
    assert identify([name], text, published)[name].actor_id == actor


def test_a_surname_is_the_only_full_name_that_ends_with_it() -> None:
    found = identify(["Casey", "Bob Casey", "Ann Arbor"], "Sen. Bob Casey spoke.", "2018-05-01")
    assert found["Casey"].actor_id == found["Bob Casey"].actor_id


def two(ledger: Ledger) -> None:
    for name, published in (("Ada Ames", "2024-07-01"), ("A. Ames", "2024-07-02")):
        one = article(f"{name} endorsed Bo Bell.", published=published, label=published)
        ledger.post(record(one, position(one, name, "endorses", "Bo Bell")))


def holders(ledger: Ledger, known_at: str | None = None) -> set[str]:
    with ledger.reading() as connection:
        return {one.holder for one in asof.positions(connection, known_at=known_at)}


def test_a_merge_can_be_undone_and_rewrites_no_entry(ledger: Ledger) -> None:
    two(ledger)
    with ledger.reading() as connection:
        before = connection.execute(sa.select(schema.entry).order_by(schema.entry.c.id)).all()
        then = connection.execute(sa.select(sa.func.max(schema.posting.c.recorded_at))).scalar_one()
    with ledger.writing() as connection:
        number = judgements.merge(connection, "local:ada-ames", "local:a-ames", by="Eve", note="one and the same")
    assert holders(ledger) == {"Ada Ames"}
    assert holders(ledger, known_at=then) == {"Ada Ames", "A. Ames"}
    with ledger.writing() as connection:
        judgements.undo(connection, number, by="Eve")
    assert holders(ledger) == {"Ada Ames", "A. Ames"}
    with ledger.reading() as connection:
        assert connection.execute(sa.select(schema.entry).order_by(schema.entry.c.id)).all() == before


def test_a_name_of_one_article_can_be_given_to_another(ledger: Ledger) -> None:
    two(ledger)
    with ledger.writing() as connection:
        id = judgements.add(connection, "Abe Ames", by="Eve", aliases=["A. Ames"])
        held = sa.select(schema.article.c.id).where(schema.article.c.label == "2024-07-02")
        judgements.split(connection, connection.execute(held).scalar_one(), "A. Ames", id, by="Eve")
    assert holders(ledger) == {"Ada Ames", "Abe Ames"}
    with ledger.reading() as connection:
        assert judgements.find(connection, "Abe Ames") == [id]


def test_what_is_no_judgement_is_refused(ledger: Ledger) -> None:
    two(ledger)
    with pytest.raises(LedgerError, match="no actor"), ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:nobody", by="Eve")
    with pytest.raises(LedgerError, match="who decides"), ledger.writing() as connection:
        judgements.merge(connection, "local:ada-ames", "local:a-ames", by=" ")
    with pytest.raises(LedgerError, match="no merge number 7"), ledger.writing() as connection:
        judgements.undo(connection, 7, by="Eve")
    with pytest.raises(LedgerError, match="already"), ledger.writing() as connection:
        judgements.add(connection, "Ada Ames", by="Eve")


def test_a_match_in_doubt_waits(ledger: Ledger) -> None:
    one = article("Mike Rogers endorsed Bo Bell.", published="2012-05-01")
    ledger.post(record(one, position(one, "Mike Rogers", "endorses", "Bo Bell")))
    with ledger.reading() as connection:
        (doubt,) = judgements.doubts(connection)
    assert doubt["name"] == "Mike Rogers"
    assert "bioguide:R000572" in doubt["reason"]
    with ledger.writing() as connection:
        judgements.split(connection, one.id, "Mike Rogers", "bioguide:R000575", by="Eve")
    with ledger.reading() as connection:
        assert judgements.doubts(connection) == []
