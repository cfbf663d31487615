"""Bulletins are found by kind and year, whatever the size of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table("document") as table:
        table.create_index("ix_document_kind_year", ["kind", "year"])


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("document") as table:
        table.drop_index("ix_document_kind_year")
