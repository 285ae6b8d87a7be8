"""What the API is, and who asks."""

from __future__ import annotations

from importlib.metadata import version
from typing import ClassVar

from fastapi import Request
from pydantic import Field

from onrecord.ledger import asof, changes
from onrecord.ledger.accounts import Role
from onrecord.web.api.answering import api_router
from onrecord.web.api.shapes import MOMENT, Json, Shape
from onrecord.web.asked import Reading
from onrecord.web.auth import Viewer

router = api_router("desk")


class AccountShape(Shape):
    """Who asks."""

    name: str
    role: Role


class Desk(Shape):
    """The desk, and who asks."""

    example: ClassVar[Json] = {
        "version": "0.1.0",
        "closed": False,
        "account": {"name": "Eve Editor", "role": "editor"},
        "known_at": MOMENT,
        "cursor": "1201-8-40-2",
    }

    version: str
    closed: bool = Field(description="Whether only accounts may read.")
    account: AccountShape | None = Field(description="Whose token or session this is; null for a guest.")
    known_at: str | None = Field(description="The moment of the last thing that the ledger learnt.")
    cursor: str = Field(description="The change stream's cursor behind all changes by now.")


@router.get("/desk")
def desk(request: Request, connection: Reading, account: Viewer) -> Desk:
    """The desk: its version, what it knows by now, and who asks."""
    return Desk(
        version=version("onrecord"),
        closed=request.app.state.closed,
        account=AccountShape(name=account.name, role=account.role) if account else None,
        known_at=asof.learnt_at(connection),
        cursor=changes.latest(connection),
    )
