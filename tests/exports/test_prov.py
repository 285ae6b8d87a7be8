"""PROV-O, read back by rdflib (and asked in SPARQL) and by the prov library."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)
from rdflib import PROV, RDF, Graph, Literal, URIRef
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.exports.linked import urn
from onrecord.exports.prov import _text
from onrecord.ledger import asof, schema
from onrecord.reports import View
from tests.exports.conftest import FIRST, SECOND, WORDS, Exported

# The library warns of parts of its own.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
HEAD = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.fixture(scope="module")
def graph(exported: Exported) -> Graph:
    return Graph().parse(data=exported("prov"), format="turtle")


def ask(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(value) for value in row) for row in graph.query(HEAD + query))  # type: ignore[union-attr]


def entry(connection: Connection, holder: str, kind: str = "positions") -> str:
    return next(urn("entry", row.id) for row in asof.entries(connection, kind) if row.subject == holder)


def test_a_chain_leads_from_the_entry_to_the_one_who_knows(graph: Graph, connection: Connection) -> None:
    sanders = entry(connection, "Bernie Sanders")
    steps = ask(
        graph,
        f"SELECT ?label {{ <{sanders}> prov:wasDerivedFrom+ ?account . ?account prov:wasAttributedTo/rdfs:label ?label }}",
    )
    assert steps == [("Demo Courier",), ("The Hill",), ("an ally (unnamed)",)]
    primary = ask(graph, f"SELECT ?l {{ <{sanders}> prov:hadPrimarySource/prov:wasAttributedTo/rdfs:label ?l }}")
    assert primary == [("an ally (unnamed)",)]


def test_an_article_is_derived_from_its_origin(graph: Graph) -> None:
    query = f"SELECT ?l {{ <{urn('article', FIRST.id)}> prov:wasDerivedFrom/prov:wasAttributedTo/rdfs:label ?l }}"
    assert ask(graph, query) == [("NBC News",)]
    query = f"SELECT ?l {{ <{urn('article', FIRST.id)}> prov:wasInfluencedBy/rdfs:label ?l }}"
    assert ask(graph, query) == [("CNN",)]


@pytest.mark.parametrize(
    ("holder", "kind", "whose"),
    [
        ("Ada Ames", "statements", "Ada Ames"),
        ("Ada Ames", "positions", "Ada Ames"),
        ("Bernie Sanders", "positions", "an ally (unnamed)"),
        ("Liz Cheney", "positions", "Demo Courier"),
    ],
)
def test_an_entry_is_attributed_to_whose_words_bear_it(
    graph: Graph, connection: Connection, holder: str, kind: str, whose: str
) -> None:
    query = f"SELECT ?l {{ <{entry(connection, holder, kind)}> prov:wasAttributedTo/rdfs:label ?l }}"
    assert ask(graph, query) == [(whose,)]


def test_the_reader_is_a_software_agent_that_read_each_article(graph: Graph) -> None:
    query = """SELECT DISTINCT ?reader ?article {
        ?entry prov:wasGeneratedBy ?reading . ?reading prov:used ?article; prov:wasAssociatedWith ?agent .
        ?agent a prov:SoftwareAgent; rdfs:label ?reader }"""
    found = ask(graph, query)
    assert {reader for reader, _ in found} == {"reader 1"}
    assert {urn("article", FIRST.id), urn("article", SECOND.id)} <= {article for _, article in found}


def test_reviews_are_activities_of_editors(graph: Graph, connection: Connection) -> None:
    query = """PREFIX o: <urn:onrecord:terms:> SELECT ?verdict ?who {
        ?review a prov:Activity; o:verdict ?verdict; prov:wasAssociatedWith ?agent . ?agent a prov:Person; rdfs:label ?who }"""
    verdicts = [("accepted", "Eve"), ("amended", "Eve"), ("rejected", "Eve"), ("undone", "Eve")]
    assert ask(graph, query) == verdicts
    revised = ask(graph, "SELECT ?old { ?new prov:wasRevisionOf ?old; prov:wasGeneratedBy/prov:used ?old }")
    assert revised == [(entry(connection, "Liz Cheney"),)]


def test_as_known_before_a_review_there_is_none(connection: Connection, exported: Exported) -> None:
    posted = connection.execute(sa.select(sa.func.max(schema.posting.c.recorded_at))).scalar_one()
    before = exported("prov", view=View(known_at=posted))
    assert before.count(b"onrecord:Position") == 7
    assert b"onrecord:verdict" not in before


def test_words_are_kept_to_the_letter(graph: Graph, connection: Connection) -> None:
    value = graph.value(URIRef(entry(connection, "Ada Ames", "statements")), PROV.value)
    assert str(value) == FIRST.text
    assert WORDS in FIRST.text


def test_the_prov_library_reads_it(exported: Exported) -> None:
    found = ProvDocument.deserialize(io.BytesIO(exported("prov")), format="rdf", rdf_format="turtle")
    assert isinstance(found, ProvDocument)
    counts = {
        kind: len(list(found.get_records(kind)))
        for kind in (
            ProvEntity,
            ProvActivity,
            ProvAgent,
            ProvDerivation,
            ProvAttribution,
            ProvAssociation,
            ProvUsage,
            ProvGeneration,
        )
    }
    assert counts[ProvActivity] == 3 + 4
    assert counts[ProvAssociation] == counts[ProvUsage] == 7
    assert counts[ProvGeneration] == 12 + 1
    assert counts[ProvEntity] == 3 + 1 + 2 + 12 + 1
    assert counts[ProvAgent] >= 12
    assert counts[ProvDerivation] >= 15
    assert found.serialize(format="provn")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_literal(text: str) -> None:
    graph = Graph().parse(data=f"<urn:a> <urn:b> {_text(text)} .", format="turtle")
    assert list(graph.objects()) == [Literal(text)]


def test_the_demo_has_a_source_for_every_entry(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["prov"].write(demo, out)
    graph = Graph().parse(data=out.getvalue(), format="turtle")
    for row in asof.entries(demo):
        name = URIRef(urn("entry", row.id))
        assert (name, RDF.type, PROV.Entity) in graph
        assert (name, PROV.wasDerivedFrom, URIRef(urn("article", row.article_id))) in graph
    copies = list(graph.subject_objects(PROV.alternateOf))
    assert len(copies) == 1
