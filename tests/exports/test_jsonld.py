"""JSON-LD, read back by rdflib and asked in SPARQL."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rdflib import RDF, SDO, Graph, Literal, Namespace, URIRef
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.exports.jsonld import CONTEXT
from onrecord.exports.linked import TERMS, urn
from onrecord.ledger import asof
from tests.exports.conftest import SECOND, WORDS, Exported

# The library warns of parts of its own.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
OWN = Namespace(TERMS)


@pytest.fixture(scope="module")
def graph(exported: Exported) -> Graph:
    return Graph().parse(data=exported("jsonld"), format="json-ld")


def names(graph: Graph, query: str) -> list[tuple[str, ...]]:
    head = f"PREFIX s: <https://schema.org/> PREFIX o: <{TERMS}> "
    return sorted(tuple(str(value) for value in row) for row in graph.query(head + query))  # type: ignore[union-attr]


def test_who_endorses_whom_in_schema_orgs_own_terms(graph: Graph) -> None:
    assert names(graph, "SELECT ?a ?b { [] a s:EndorseAction; s:agent/s:name ?a; s:object/s:name ?b }") == [
        ("AFL-CIO", "Kamala Harris"),
        ("Bernie Sanders", "Kamala Harris"),
        ("Liz Cheney", "Kamala Harris"),
    ]


def test_stance_phase_basis_and_conditions_are_own_terms(graph: Graph) -> None:
    query = "SELECT ?p ?b ?t ?of { [] o:stance 'withholds'; o:phase ?p; o:basis ?b; o:conditions [s:text ?t; o:asked_of ?of] }"
    assert names(graph, query) == [("current", "own words", WORDS, "Kamala Harris")]


def test_a_chain_keeps_its_order(graph: Graph) -> None:
    query = """SELECT ?first ?next {
        [] s:agent/s:name 'Bernie Sanders'; o:via [rdf:first ?first; rdf:rest/rdf:first ?next] }"""
    assert names(graph, query) == [("The Hill", "an ally (unnamed)")]


def test_quotations_and_claims_stand_in_articles(graph: Graph) -> None:
    query = "SELECT ?who ?text ?url { [] a s:Quotation; s:spokenByCharacter/s:name ?who; s:text ?text; s:isPartOf/s:url ?url }"
    assert names(graph, query) == [("Ada Ames", WORDS, "https://example.org/a?b=c%7Cd%20e&f=~g")]
    query = "SELECT ?number ?paper { [] a s:Claim, o:Tally; o:number ?number; s:appearance/s:publisher/s:name ?paper }"
    assert names(graph, query) == [("48", "Demo Courier")]


def test_evidence_is_spans(graph: Graph) -> None:
    spans = set(graph.subjects(RDF.type, OWN.Span))
    assert len(spans) == 12
    for span in spans:
        start, end = int(graph.value(span, OWN.start)), int(graph.value(span, OWN.end))  # type: ignore[call-overload]
        assert end - start == len(str(graph.value(span, SDO.text)))


def test_actors_and_articles_are_told_once(exported: Exported, graph: Graph) -> None:
    nodes = [node["@id"] for node in json.loads(exported("jsonld"))["@graph"]]
    assert len(nodes) == len(set(nodes))
    cheney = URIRef(urn("actor", "bioguide:C001109"))
    assert graph.value(cheney, SDO.sameAs) == Literal("https://bioguide.congress.gov/search/bio/C001109")
    assert (URIRef(urn("article", SECOND.id)), RDF.type, SDO.NewsArticle) in graph


def test_every_key_is_a_term(exported: Exported) -> None:
    """What is not in the context is taken for schema.org's: nothing may slip in there by its name."""
    known = (
        set(CONTEXT)
        | {"@id", "@type", "@context", "@graph"}
        | set(
            """name sameAs headline url datePublished dateline author publisher agent object startTime actionStatus subjectOf
        text appearance spokenByCharacter dateCreated isPartOf about location startDate""".split()
        )
    )

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    assert keys(json.loads(exported("jsonld"))["@graph"]) <= known


def test_the_demo_loses_no_entry(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["jsonld"].write(demo, out)
    graph = Graph().parse(data=out.getvalue(), format="json-ld")
    rows = asof.entries(demo)
    for row in rows:
        assert (URIRef(urn("entry", row.id)), OWN.evidence, None) in graph
    stances = sorted(str(value) for value in graph.objects(None, OWN.stance))
    assert stances == sorted(row.payload["stance"] for row in rows if "stance" in row.payload)
