"""On which day the figures of a month were typed

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("figures_on", sa.Date(), nullable=True))
    with op.batch_alter_table("project_month", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_on", sa.Date(), nullable=True))


def downgrade():
    with op.batch_alter_table("project_month", schema=None) as batch_op:
        batch_op.drop_column("stands_on")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_column("figures_on")
