"""Names of the actors that the registry knows, and readable views (SQLite)."""

from __future__ import annotations

from alembic import op

from onrecord.ledger import readable
from onrecord.ledger.posting import enter_known

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Enter who is named already, and make the views."""
    connection = op.get_bind()
    enter_known(connection)
    if connection.dialect.name == "sqlite":
        for statement in readable.views():
            connection.exec_driver_sql(statement)
