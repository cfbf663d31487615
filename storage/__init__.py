"""The ledger: SQLAlchemy tables, Alembic migrations, reads and writes, and the capture archive."""
