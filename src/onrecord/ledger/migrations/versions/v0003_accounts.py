"""Accounts, sessions and API tokens of the desk (not insert-only: no part of the record); articles in order of time."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import accounts, schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, and the indexes by which a desk walks through the articles."""
    connection = op.get_bind()
    accounts.metadata.create_all(connection)
    for index in schema.article.indexes:
        index.create(connection, checkfirst=True)
