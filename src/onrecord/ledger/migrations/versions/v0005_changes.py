"""Webhooks, and the index by which changes find the identities that editors decided."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema, webhooks

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables and the index."""
    connection = op.get_bind()
    webhooks.metadata.create_all(connection)
    for index in schema.mention.indexes:
        index.create(connection, checkfirst=True)
