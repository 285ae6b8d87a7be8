"""Ledgers to export: one filled by hand with all that is awkward, and the bundled demo as the reader reads it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files

import pytest
import sqlalchemy as sa
from spacy.language import Language
from sqlalchemy.engine import Connection

from onrecord.entries import Event, PollFigure, Stance, Tally
from onrecord.exports import FORMATS
from onrecord.intake import open_source
from onrecord.ledger import Ledger, open_ledger, reviewing, schema
from onrecord.model import Document
from onrecord.pipeline import read_document
from tests.records import article, position, record, statement

WORDS = "=2+2 {{is}} | what I [[want]]\nto hear 🗳 before I decide"
FIRST = article(
    f"Ada Ames will wait. “{WORDS},” Ames told NBC News. She'd vote for Kamala Harris.",
    published="2024-07-23",
    outlet="The Gazette",
    origin="NBC News",
    author="Jo | Doe",
    cites=("CNN",),
    dateline="OHIO",
    label="first",
    title="Ames waits: {{x}} | [[y]] '''z'''",
    url="https://example.org/a?b=c|d e&f=~g",
)
COPY = article(FIRST.text, published="2024-07-24", outlet="=The Echo", label="copy", title="Ames waits")
SECOND = article(
    "Bernie Sanders endorsed Kamala Harris, The Hill reported, citing an ally. Liz Cheney did too, and so did the "
    "AFL-CIO. Joe Manchin will not. Forty-eight senators have endorsed Harris. Harris is at 47 percent in Ohio and "
    "leads by 3 points. A rally in Akron is planned.",
    published="2024-09-25",
    outlet="Demo Courier",
    label="second",
    title="Sanders, Cheney for Harris",
    url="https://example.org/2",
)
HARRIS = "Kamala Harris"


def fill(ledger: Ledger) -> None:
    """Post the articles; an editor amends one entry, accepts one, takes back a rejection of a third."""
    whole = (SECOND.span(0, len(SECOND.text)),)
    ledger.post(
        record(
            FIRST,
            position(FIRST, "Ada Ames", "withholds", HARRIS, terms=(WORDS,), basis="own words", date="2024-07"),
            position(FIRST, "Ada Ames", "supports", HARRIS, basis="own words", date="2024-07-22"),
            statement(FIRST, "Ada Ames", WORDS, to="NBC News", cue="told"),
        )
    )
    ledger.post(record(COPY, position(COPY, "Ada Ames", "supports", HARRIS, basis="own words", date="2024-07-22")))
    chain = ("The Hill", "an ally (unnamed)")
    ledger.post(
        record(
            SECOND,
            position(SECOND, "Bernie Sanders", "endorses", HARRIS, basis="unnamed source", via=chain),
            position(SECOND, "Liz Cheney", "supports", HARRIS, date="2024-09-24"),
            position(SECOND, "AFL-CIO", "endorses", HARRIS, date="2024-07"),
            position(SECOND, "Joe Manchin", "declines", HARRIS, confidence=0.5),
            Tally(
                count="Forty-eight",
                number=48,
                group="senators",
                stance=Stance.ENDORSES,
                target=HARRIS,
                named=("Bernie Sanders",),
                evidence=whole,
            ),
            PollFigure(subject=HARRIS, value=47.0, place="Ohio", evidence=whole),
            PollFigure(subject=HARRIS, lead=3.0, evidence=whole),
            Event(kind="rally", who=(HARRIS,), place="Akron", evidence=whole),
        )
    )
    with ledger.writing() as connection:
        query = sa.select(schema.entry.c.subject, schema.entry.c.id)
        ids = {row.subject: row.id for row in connection.execute(query)}
        reviewing.amend(connection, ids["Liz Cheney"], {"stance": "endorses"}, by="Eve", note='read "again"')
        reviewing.accept(connection, ids["Bernie Sanders"], by="Eve")
        reviewing.reject(connection, ids["AFL-CIO"], by="Eve")
        reviewing.undo(connection, ids["AFL-CIO"], by="Eve")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    """The ledger filled by hand."""
    with open_ledger(":memory:") as ledger:
        fill(ledger)
        with ledger.reading() as reading:
            yield reading


Exported = Callable[..., bytes]


@pytest.fixture(scope="module")
def exported(connection: Connection) -> Exported:
    """`exported("csv", target=...)`: the bytes that a format writes of it."""

    def written(name: str, **asked: object) -> bytes:
        out = io.BytesIO()
        FORMATS[name].write(connection, out, **asked)  # type: ignore[arg-type]
        return out.getvalue()

    return written


@pytest.fixture(scope="session")
def demo(nlp: Language) -> Iterator[Connection]:
    """The bundled articles, read."""
    with open_ledger(":memory:") as ledger, as_file(files("onrecord") / "demo") as folder:
        for document in open_source([str(folder)], manifest=folder / "manifest.csv"):
            assert isinstance(document, Document)
            found = read_document(document, nlp)
            ledger.post(found)  # type: ignore[arg-type]
        with ledger.reading() as reading:
            yield reading
