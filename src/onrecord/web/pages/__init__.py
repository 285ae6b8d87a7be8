"""The pages: one module a group of them. Each reads rows of `reports` and hands them to a template."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord import dates
from onrecord.entries import Stance
from onrecord.exports import FORMATS
from onrecord.web.pages import (
    articles,
    audits,
    board,
    drawing,
    entries,
    home,
    links,
    moves,
    network,
    people,
    pictures,
    review,
    search,
    wants,
    words,
)
from onrecord.web.rendering import environment

router = APIRouter()
for _group in (articles, audits, board, entries, home, moves, network, people, pictures, review, search, wants):
    router.include_router(_group.router)

environment.filters |= {
    "count": words.count,
    "day": dates.in_words,
    "figure": words.figure,
    "moment": words.moment,
    "percent": words.percent,
    "strip": drawing.strip,
}
environment.globals |= {
    "link": links.link,
    "here": links.here,
    "stances": tuple(map(str, Stance)),
    "every_stance": drawing.ORDER,
    "meanings": words.MEANINGS,
    "bases": words.BASES,
    "phases": words.PHASES,
    "kinds": words.KINDS,
    "formats": FORMATS,
}
