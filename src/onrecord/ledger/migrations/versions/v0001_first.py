"""The first schema: articles, entries, evidence, postings, issues."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and make them insert-only."""
    connection = op.get_bind()
    schema.metadata.create_all(connection)
    for table in schema.metadata.sorted_tables:
        for statement in schema.insert_only(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
