from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import feedparser
import pytest

from onrecord.ledger import Ledger, open_ledger
from onrecord.reports import View, why
from onrecord.reports.feeds import moves_feed
from tests.records import article, position, record

HOME = "https://desk.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"


def say(ledger: Ledger, words: str, holder: str, stance: str, published: str) -> None:
    one = article(words, published=published)
    ledger.post(record(one, position(one, holder, stance, "Kamala Harris")))


@pytest.fixture
def book() -> Iterator[Ledger]:
    with open_ledger(":memory:") as ledger:
        say(ledger, "Ada Ames will wait <b>&amp; see</b> \x01.", "Ada Ames", "withholds", "2024-06-20")
        say(ledger, "Ada Ames endorsed Harris <b>&amp; more</b> \x01.", "Ada Ames", "endorses", "2024-07-22")
        say(ledger, "Bo Bell opposes Harris.", "Bo Bell", "opposes", "2024-07-23")
        yield ledger


def feed_of(ledger: Ledger, **fields: object) -> bytes:
    with ledger.reading() as connection:
        return moves_feed(connection, home=HOME, address=f"{HOME}/moves.atom", **fields)  # type: ignore[arg-type]


def test_a_feed_reader_reads_it(book: Ledger) -> None:
    told = feedparser.parse(feed_of(book), sanitize_html=False)
    assert (told.bozo, told.version) == (False, "atom10")
    assert told.feed.title == "Who moved"
    titles = ["Bo Bell opposes Kamala Harris", "Ada Ames endorses Kamala Harris, before: withholds"]
    assert [one.title for one in told.entries] == titles
    assert told.entries[1].summary == "Ada Ames endorsed Harris <b>&amp; more</b> \ufffd."
    assert [one.term for one in told.entries[0].tags] == ["opposes", "Kamala Harris"]
    with book.reading() as connection:
        for one in told.entries:
            assert why(connection, one.link.removeprefix(f"{HOME}/entries/"))["kind"] == "positions"


def test_it_has_what_atom_demands(book: Ledger) -> None:
    feed = ElementTree.fromstring(feed_of(book))
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{HOME}/moves.atom", "alternate": f"{HOME}/moves"}
    ids = [one.findtext(f"{ATOM}id") or "" for one in feed.iter() if one.find(f"{ATOM}id") is not None]
    assert len(set(ids)) == len(ids) == 3
    assert all(id.startswith("urn:uuid:") for id in ids)
    moments = [one.findtext(f"{ATOM}updated") or "" for one in feed.findall(f"{ATOM}entry")]
    assert feed.findtext(f"{ATOM}updated") == max(moments)


def test_a_move_keeps_its_id_and_the_feed_is_the_same_again(book: Ledger) -> None:
    before = feed_of(book)
    assert feed_of(book) == before
    say(book, "Cy Cole supports Harris.", "Cy Cole", "supports", "2024-07-24")
    ids = [{one.id for one in feedparser.parse(text).entries} for text in (before, feed_of(book))]
    assert ids[0] < ids[1]


def test_it_can_be_narrowed(book: Ledger) -> None:
    assert len(feedparser.parse(feed_of(book, limit=1)).entries) == 1
    assert len(feedparser.parse(feed_of(book, since="2024-07-22")).entries) == 1
    assert feedparser.parse(feed_of(book, target="Nobody Known")).entries == []
    assert len(feedparser.parse(feed_of(book, view=View(as_of="2024-07-22"))).entries) == 1


def test_the_feed_of_an_empty_ledger_is_a_feed() -> None:
    with open_ledger(":memory:") as ledger:
        told = feedparser.parse(feed_of(ledger))
    assert (told.bozo, told.entries) == (False, [])
