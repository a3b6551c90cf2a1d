"""Attendance: whoever is named as having stood by at a round says so himself, or signs on paper

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("said", sa.String(length=30), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(said = 'waiting') = (said_on IS NULL)", name=op.f("ck_attendance_said_on_a_day")
        ),
        sa.CheckConstraint(
            "user_id <> named_by_id OR part = 'box'", name=op.f("ck_attendance_named_by_another")
        ),
        sa.CheckConstraint("part <> 'help'", name=op.f("ck_attendance_helpers_sign_on_paper")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_attendance_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_attendance_user_id_user")),
        sa.ForeignKeyConstraint(["named_by_id"], ["user.id"], name=op.f("fk_attendance_named_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("round_id", "part", "user_id", name=op.f("uq_attendance_round_id_part_user_id")),
    )
    op.create_index(op.f("ix_attendance_user_id"), "attendance", ["user_id"])
    op.create_table(
        "attendance_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("thumb", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_attendance_paper_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_attendance_paper_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_paper")),
    )
    op.create_index(op.f("ix_attendance_paper_round_id"), "attendance_paper", ["round_id"])


def downgrade():
    op.drop_table("attendance_paper")
    op.drop_table("attendance")
