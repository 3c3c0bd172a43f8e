"""What the recogniser alone said stays beside the weighed reading, so that a book can be weighed again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; readings of before were never weighed, and it stays empty for them."""
    op.add_column("readings", sa.Column("read", sa.JSON, nullable=False, server_default="[]"))
