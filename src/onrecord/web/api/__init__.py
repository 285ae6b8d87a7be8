"""The API: JSON under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from onrecord.web.auth import may_read

router = APIRouter(prefix="/api/v1", dependencies=[Depends(may_read)])
