"""Article: a document becomes one text with marked furniture and its masthead. `build_article` is the door."""

from __future__ import annotations

from onrecord.article import body, furniture, masthead
from onrecord.article.outlets import Outlet, find_outlets, known_outlets
from onrecord.model import Article, Document

__all__ = ["Outlet", "build_article", "find_outlets", "known_outlets"]


def build_article(document: Document) -> Article:
    """The article in a document. Raises `ArticleError` if there is none, `ConfigError` for a date that is none."""
    laid_out = body.lay_out(document)
    blocks = furniture.mark(laid_out.text, laid_out.blocks)
    return masthead.identify(laid_out.text, blocks, laid_out.document)
