"""The API: JSON under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from onrecord.web.api import articles, desk, downloads, entries, figures, people, reviews, rosters, standings, streams
from onrecord.web.api.answering import ERRORS
from onrecord.web.auth import may_read

router = APIRouter(prefix="/api/v1", dependencies=[Depends(may_read)], responses=ERRORS)
for _group in (desk, standings, rosters, people, articles, entries, figures, reviews, streams, downloads):
    router.include_router(_group.router)
