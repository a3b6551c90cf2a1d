"""Who stood by at the count, help given, complaints as they come, paper to destroy, when to ask again

Revision ID: 0017
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("weak_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ask_again_days", sa.Integer(), nullable=True))
    op.execute("UPDATE weak_link SET ask_again_days = 30 WHERE verdict = 'confirmed'")
    with op.batch_alter_table("round_project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lead_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_round_project_lead_id_user"), "user", ["lead_id"], ["id"])


def downgrade():
    with op.batch_alter_table("round_project", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_round_project_lead_id_user"), type_="foreignkey")
        batch_op.drop_column("lead_id")
    with op.batch_alter_table("weak_link", schema=None) as batch_op:
        batch_op.drop_column("ask_again_days")
