"""What large ledgers are looked up by."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Derive columns from the entries' payload, and create every index that is not there yet."""
    connection = op.get_bind()
    for statement in schema.derived(connection.dialect.name):
        connection.exec_driver_sql(statement)
    for table in schema.metadata.sorted_tables:
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    for outdone in ("ix_entry_article_id", "mention_actor"):  # entry_names and mention_bearer begin with their columns
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {outdone}")
