"""Webhooks, and the indexes by which changes and views find their rows at once."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema, webhooks

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables, and every index that is not there yet."""
    connection = op.get_bind()
    webhooks.metadata.create_all(connection)
    for table in schema.metadata.sorted_tables:
        for index in table.indexes:
            index.create(connection, checkfirst=True)
