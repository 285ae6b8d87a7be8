"""Actors, who printed names are, judgements, reviews, and copies of articles."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema
from onrecord.ledger.posting import settle_all

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, make them insert-only, and fill them for the articles that the ledger holds."""
    connection = op.get_bind()
    tables = [schema.actor, schema.mention, schema.judgement, schema.review, schema.band, schema.copy]
    schema.metadata.create_all(connection, tables=tables)
    for table in tables:
        for statement in schema.insert_only(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
    for index in schema.posting.indexes:
        index.create(connection, checkfirst=True)
    settle_all(connection)
