"""Migrations, run by alembic when a ledger is opened."""
