"""Full-text search over articles and statements."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema, search
from onrecord.ledger.posting import index_all

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table and its index, and fill them with what the ledger holds."""
    connection = op.get_bind()
    schema.passage.create(connection)
    for statement in (
        *schema.insert_only(schema.passage.name, connection.dialect.name),
        *search.index_of(connection.dialect.name),
    ):
        connection.exec_driver_sql(statement)
    index_all(connection)
