"""Pledges whose time has passed are found by index, whatever the size of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.drop_index("ix_pledge_year_progress", "pledge")
    op.create_index("ix_pledge_open", "pledge", ["year", "progress", "created_at"])
    op.create_index("ix_pledge_deadline", "pledge", ["deadline"])


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_pledge_deadline", "pledge")
    op.drop_index("ix_pledge_open", "pledge")
    op.create_index("ix_pledge_year_progress", "pledge", ["year", "progress"])
