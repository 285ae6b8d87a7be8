"""The masthead: who published this copy, who wrote it first, when, from where, and on whom it draws."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from onrecord import dates
from onrecord.article.outlets import by_domain, find_outlets, named
from onrecord.errors import ArticleError, ConfigError
from onrecord.model import Article, Block, BlockKind, Document

_POST = re.compile(
    r"The post (?P<title>.{3,400}) (?:appeared first|first appeared|originally appeared|was first published)"
    r" (?:on|in|at) (?P<origin>.{2,60})",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"(?:Read|See|View) the (?:original|full) (?:article|story|post|version|report) (?:on|at|in) (?P<origin>.{2,60})"
    r"|This (?:article|story|post|piece|column|report) (?:was |has been )?(?:originally |first )?"
    r"(?:appeared|published|posted|ran)(?: first| originally)? (?:on|in|at|by) (?P<second>[^:]{2,60})(?:: (?P<title>.+))?",
    re.IGNORECASE,
)
#: "WASHINGTON — ", "NEW YORK (AP) — ", "DES MOINES, Iowa -": capitals, then a dash.
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.’' ]{2,30}(?:, (?:[A-Z][a-z]+\.?|[A-Z]\.[A-Z]\.)(?: [A-Z][a-z]+\.?)?)?)"
    r"\s*(?:\((?P<wire>[A-Za-z. ]{2,24})\))?\s*[—–-]{1,2}\s"
)
#: How an outlet is cited as a source: behind these words, or before those.
_CITING = re.compile(
    r"(?:according to|told|tells|citing|reported by|(?:interview|statement|comment)\w* (?:with|to|for))\s+(?:the\s+)?$",
    re.I,
)
_CITED = re.compile(r"(?:’s|'s)?\s+(?:\w+ly\s+)?(?:first\s+)?(?:report(?:s|ed)?|wrote|said|says|noted|found|poll)\b")


def identify(text: str, blocks: tuple[Block, ...], document: Document) -> Article:
    """The article with its masthead. Raises `ArticleError` if the publication date is none."""
    try:
        published = dates.parse(document.published)
    except ConfigError as error:
        raise ArticleError(f"{document.source}: published: {error}") from None
    origin, original_title = find_origin(text, blocks)
    title = document.title or _printed_title(text, blocks) or original_title
    outlet = document.outlet or by_domain(urlsplit(document.url).hostname or "")
    return Article(
        text=text,
        blocks=blocks,
        label=document.label,
        url=document.url,
        source=document.source,
        title=title,
        outlet=outlet,
        origin=origin if origin != outlet else "",
        author=document.author,
        published=published,
        dateline=find_dateline(text, blocks),
        cites=find_cites(text, blocks, {outlet, origin}),
    )


def find_origin(text: str, blocks: tuple[Block, ...]) -> tuple[str, str]:
    """The outlet that a republication line names, and the headline that it gives; each may be ""."""
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            line = text[block.start : block.end]
            if match := _POST.search(line) or _ORIGINAL.search(line):
                groups = match.groupdict()
                origin = (groups.get("origin") or groups.get("second") or "").strip(' .\t"”')
                return named(origin), (groups.get("title") or "").strip()
    return "", ""


def find_dateline(text: str, blocks: tuple[Block, ...]) -> str:
    """The place in capitals that opens the first paragraph, or ""."""
    match = _dateline(text, blocks)
    return match["place"].strip() if match else ""


def behind_dateline(article: Article) -> int | None:
    """The character behind the dateline and its dash, where the first sentence begins; None without a dateline."""
    match = _dateline(article.text, article.blocks)
    return match.end() if match else None


def _dateline(text: str, blocks: tuple[Block, ...]) -> re.Match[str] | None:
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    return next(filter(None, (_DATELINE.match(text, block.start) for block in paragraphs[:3])), None)


def find_cites(text: str, blocks: tuple[Block, ...], own: set[str]) -> tuple[str, ...]:
    """The outlets that the article names as a source of what it says, in order, without its own."""
    cites: dict[str, None] = {}
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for start, end, name in find_outlets(text, block.start, block.end):
            before, after = text[max(block.start, start - 40) : start], text[end : end + 30]
            if name not in own and (_CITING.search(before) or _CITED.match(after)):
                cites[name] = None
    return tuple(cites)


def _printed_title(text: str, blocks: tuple[Block, ...]) -> str:
    return next((text[block.start : block.end] for block in blocks if block.kind is BlockKind.TITLE), "")
