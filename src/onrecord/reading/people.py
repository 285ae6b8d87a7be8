"""The cast: who appears in an article, under which names, pronouns and descriptions."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.model import Article
from onrecord.reading.anaphora import resolve
from onrecord.reading.cast import Cast, Member, MemberKind, Mention, MentionKind
from onrecord.reading.descriptions import told_of
from onrecord.reading.grouping import group
from onrecord.reading.naming import find_names, masked
from onrecord.registry import load_registry

__all__ = ["Cast", "Member", "MemberKind", "Mention", "MentionKind", "find_cast"]


def find_cast(article: Article, doc: Doc) -> Cast:
    """Who appears in the article. `doc` is the parse of `article.text`."""
    registry = load_registry()
    day = article.published if article.published[:4].isdigit() else ""
    closed = masked(article, doc)
    names = find_names(doc, closed, registry, day)
    figures, named = group(names, registry, day)
    for one in named:
        figures[one.figure].told += told_of(one.name, doc)
    mentions = resolve(article, doc, closed, figures, named, day)
    members = tuple(figure.as_member() for figure in figures)
    return Cast(members=members, mentions=tuple(mentions))
