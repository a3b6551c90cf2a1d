"""The second step of signing in

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "second_step",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending", sa.LargeBinary(), nullable=True),
        sa.Column("last_used", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_second_step_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_step")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("user") as user:
        user.add_column(sa.Column("second_step_since", sa.DateTime(timezone=True), nullable=True))
        user.add_column(sa.Column("second_step_due_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("sign_in_session") as session:
        session.add_column(sa.Column("half", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("sign_in_session") as session:
        session.alter_column("half", server_default=None)


def downgrade():
    with op.batch_alter_table("sign_in_session") as session:
        session.drop_column("half")
    with op.batch_alter_table("user") as user:
        user.drop_column("second_step_due_at")
        user.drop_column("second_step_since")
    op.drop_table("recovery_code")
    op.drop_table("second_step")
