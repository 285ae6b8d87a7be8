"""PROV-O in Turtle: from whom the ledger has each entry, who read it, and what editors said.

An entry is derived from its article, and from the accounts that the article's chain names, nearest first; the last of
them is its primary source. It is attributed to whoever's words bear it: the holder or speaker, the last of the chain, or
the outlet. An article is derived from its origin's. A reading is an activity of the reader; so is each review, of an
editor, and an amended entry is a revision of the one that was read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import IO

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.article.outlets import is_outlet
from onrecord.codec import KEYS
from onrecord.entries import Basis
from onrecord.exports import selection
from onrecord.exports.linked import TERMS, urn
from onrecord.ledger import schema
from onrecord.ledger.reviewing import AMENDED
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

_HEAD = f"""@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix onrecord: <{TERMS}> .
"""
#: Kinds of agents: they recur, and are described once.
_AGENTS = tuple(f"{urn(kind)}:" for kind in ("actor", "outlet", "source", "reader", "editor"))
_KINDS = {"person": "prov:Person", "unknown": "", "": ""}
_PARTED, _UNNAMED = " ;\n    ", "(unnamed)"
#: One resource: its name, and what is said of it, as Turtle's predicates with their objects.
_Block = tuple[str, list[str]]


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """The chains of all entries, in order of publication."""
    articles = selection.by_article(connection, view=view, target=target, contest=contest)
    out.write(_HEAD.encode())
    told: set[str] = set()
    for article, rows in articles:
        for name, facts in _blocks(connection, article, rows, view.known_at):
            if name in told:
                continue
            if name.startswith(_AGENTS):
                told.add(name)
            out.write(f"\n<{name}> {_PARTED.join(facts)} .\n".encode())


def _blocks(connection: Connection, article: ReportRow, rows: list[Row], known_at: str | None) -> Iterator[_Block]:
    yield from _article(article, rows[0].copy_of)
    parties = dict(party for row in rows for party in selection.parties(row))
    kinds = selection.kinds_of(connection, parties)
    for id, name in parties.items():
        yield _agent(urn("actor", id), name, _KINDS.get(kinds.get(id, ""), "prov:Organization"))
    readers = selection.found_by(connection, [row.id for row in rows])
    for reader in sorted({reader for reader, _ in readers.values()}):
        yield _agent(urn("reader", reader), reader, "prov:SoftwareAgent")
        at = min(at for other, at in readers.values() if other == reader)
        yield _activity(urn("reading", article["id"], reader), urn("article", article["id"]), urn("reader", reader), at)
    for row in rows:
        yield from _entry(row, readers[row.id][0])
    yield from _reviews(connection, [row.id for row in rows], known_at)


def _article(article: ReportRow, copy_of: str) -> Iterator[_Block]:
    name, outlet, origin = urn("article", article["id"]), article["outlet"], article["origin"]
    facts = ["a prov:Entity"]
    facts += [
        f"{term} {_text(article[field])}"
        for term, field in (("dcterms:title", "title"), ("dcterms:issued", "published"), ("dcterms:identifier", "url"))
        if article[field]
    ]
    if outlet:
        facts.append(f"prov:wasAttributedTo <{urn('outlet', outlet)}>")
        yield _agent(urn("outlet", outlet), outlet, "prov:Organization")
    if origin:
        facts.append(f"prov:wasDerivedFrom <{name}:origin>")
        yield f"{name}:origin", ["a prov:Entity", f"prov:wasAttributedTo <{urn('outlet', origin)}>"]
        yield _agent(urn("outlet", origin), origin, "prov:Organization")
    for cited in article["cites"]:
        facts.append(f"prov:wasInfluencedBy <{urn('outlet', cited)}>")
        yield _agent(urn("outlet", cited), cited, "prov:Organization")
    if copy_of != article["id"]:
        facts.append(f"prov:alternateOf <{urn('article', copy_of)}>")
    yield name, facts


def _entry(row: Row, reader: str) -> Iterator[_Block]:
    name = urn("entry", row.id)
    via = row.payload.get("via", ())
    accounts = [f"{name}:account:{number}" for number in range(len(via))]
    sources = [_source(name, number, told) for number, told in enumerate(via)]
    for number, (account, (source, label, kind)) in enumerate(zip(accounts, sources, strict=True)):
        further = [f"prov:wasDerivedFrom <{accounts[number + 1]}>"] if number + 1 < len(accounts) else []
        yield account, ["a prov:Entity", *further, f"prov:wasAttributedTo <{source}>"]
        yield _agent(source, label, kind)
    facts = [
        f"a prov:Entity, onrecord:{KEYS[row.kind].__name__}",
        f"prov:value {_text(row.words)}",
        f"prov:wasGeneratedBy <{urn('reading', row.article_id, reader)}>",
        f"prov:wasDerivedFrom <{urn('article', row.article_id)}>",
    ]
    if accounts:
        facts += [f"prov:wasDerivedFrom <{accounts[0]}>", f"prov:hadPrimarySource <{accounts[-1]}>"]
    own = row.kind == "statements" or row.payload.get("basis") == Basis.OWN_WORDS
    whose = urn("actor", row.subject_id) if own and row.subject_id else sources[-1][0] if sources else ""
    if whose or row.outlet:
        facts.append(f"prov:wasAttributedTo <{whose or urn('outlet', row.origin or row.outlet)}>")
    yield name, facts


def _source(entry: str, number: int, told: str) -> tuple[str, str, str]:
    """Who a link of a chain is: name, label, kind. An unnamed one is nobody outside of this entry."""
    if told.endswith(_UNNAMED):
        return f"{entry}:source:{number}", told, ""
    return (urn("outlet", told), told, "prov:Organization") if is_outlet(told) else (urn("source", told), told, "")


def _reviews(connection: Connection, ids: Collection[str], known_at: str | None) -> Iterator[_Block]:
    table = schema.review
    query = sa.select(table).where(table.c.entry_id.in_(ids)).order_by(table.c.id)
    for row in connection.execute(query if known_at is None else query.where(table.c.recorded_at <= known_at)):
        name, entry, editor = urn("review", row.id), urn("entry", row.entry_id), urn("editor", row.by)
        yield _agent(editor, row.by, "prov:Person")
        _, facts = _activity(name, entry, editor, row.recorded_at)
        facts.append(f"onrecord:verdict {_text(row.verdict)}")
        facts += [f"rdfs:comment {_text(row.note)}"] if row.note else []
        facts += [f"prov:wasInformedBy <{urn('review', row.undoes)}>"] if row.undoes is not None else []
        yield name, facts
        if row.verdict == AMENDED:
            made = ["a prov:Entity", f"prov:wasRevisionOf <{entry}>", f"prov:wasGeneratedBy <{name}>"]
            yield f"{entry}:revision:{row.id}", [*made, f"prov:wasAttributedTo <{editor}>"]


def _agent(name: str, label: str, kind: str) -> _Block:
    return name, [f"a prov:Agent{f', {kind}' if kind else ''}", f"rdfs:label {_text(label)}"]


def _activity(name: str, used: str, by: str, at: str) -> _Block:
    time = f"prov:endedAtTime {_text(at)}^^xsd:dateTime"
    return name, ["a prov:Activity", f"prov:used <{used}>", f"prov:wasAssociatedWith <{by}>", time]


def _text(text: str) -> str:
    """A literal: JSON's escapes are among Turtle's."""
    return json.dumps(text, ensure_ascii=False)
