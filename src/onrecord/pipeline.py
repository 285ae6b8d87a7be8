"""The one path of a document: intake hands it in, a `Record` or an `Issue` comes out. Touches no ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from spacy.language import Language

from onrecord.article import build_article
from onrecord.entries import Record
from onrecord.errors import EvidenceError, OnRecordError
from onrecord.extraction import extract
from onrecord.model import Article, Document, Issue, IssueLevel
from onrecord.reading import read


def read_document(document: Document, nlp: Language) -> Record | Issue:
    """Read one document. A document that cannot be read is an `Issue`; a span that does not fit raises."""
    try:
        article = build_article(document)
    except OnRecordError as error:
        return Issue(source=document.source, stage="article", level=IssueLevel.ERROR, message=str(error))
    return read_article(article, nlp)


def read_article(article: Article, nlp: Language) -> Record:
    """Read one article; `EvidenceError` if an entry's span is not where it says or stands in furniture."""
    entries = tuple(extract(read(article, nlp)))
    for entry in entries:
        for span in entry.spans:
            try:
                article.check(span)
            except EvidenceError as error:
                raise EvidenceError(f"{article.source or article.id}: {type(entry).__name__}: {error}") from None
    issues = () if article.published else (_undated(article),)
    return Record(article=article, entries=entries, issues=issues, reader=reader_version(nlp))


def read_documents(documents: Iterable[Document | Issue], nlp: Language) -> Iterator[Record | Issue]:
    """Read many documents in order; what intake could not open passes through as the `Issue` that it is.

    An article on which the reader itself fails is an `Issue` too: one of millions may not end the run.
    """
    for document in documents:
        yield document if isinstance(document, Issue) else _read_or_tell(document, nlp)


def _read_or_tell(document: Document, nlp: Language) -> Record | Issue:
    try:
        return read_document(document, nlp)
    except Exception as error:
        message = (
            f"the reader failed on it, which is a bug ({type(error).__name__}: {error}); please report it with the text"
        )
        return Issue(source=document.source, stage="reading", level=IssueLevel.ERROR, message=message)


def reader_version(nlp: Language) -> str:
    """Versions of the program and of the parser, as each posting names its reader."""
    return f"onrecord {version('onrecord')}, {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def _undated(article: Article) -> Issue:
    return Issue(
        source=article.source or article.id,
        stage="article",
        level=IssueLevel.WARNING,
        message="no publication date: relative days stay unresolved; give one with --published or a manifest",
    )
