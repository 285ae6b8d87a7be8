"""The first schema: articles, entries, evidence, postings, issues."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and make them insert-only."""
    connection = op.get_bind()
    tables = [schema.article, schema.entry, schema.evidence, schema.posting, schema.issue]
    schema.metadata.create_all(connection, tables=tables)
    for table in tables:
        for statement in schema.insert_only(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
