"""Accounts, sessions and API tokens of the desk. Not insert-only: they are no part of the record."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import accounts

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    accounts.metadata.create_all(op.get_bind())
