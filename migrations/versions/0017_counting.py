"""Who stood by at the count, help given, complaints as they come, paper to destroy, when to ask again

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("weak_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ask_again_days", sa.Integer(), nullable=True))
    op.execute("UPDATE weak_link SET ask_again_days = 30 WHERE verdict = 'confirmed'")
    with op.batch_alter_table("round_project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lead_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_round_project_lead_id_user"), "user", ["lead_id"], ["id"])
    with op.batch_alter_table("evaluation_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assisted", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("witness_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("papers_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("papers_destroyed_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_evaluation_round_witness_id_user"), "user", ["witness_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_evaluation_round_papers_kept_long_enough"),
            "papers_destroyed_on IS NULL OR papers_destroyed_on >= papers_until",
        )
    with op.batch_alter_table("evaluation_round", schema=None) as batch_op:
        batch_op.alter_column("assisted", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rectification_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_visit_rectification_id_rectification"),
            "rectification",
            ["rectification_id"],
            ["id"],
        )
        batch_op.create_unique_constraint(batch_op.f("uq_visit_rectification_id"), ["rectification_id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_visit_mended_where_needed"), "rectification_id IS NULL OR needs_mending"
        )
    op.create_table(
        "slip_complaint",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("trouble", sa.String(length=30), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_slip_complaint_times_positive")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_slip_complaint_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "day", "trouble", name=op.f("pk_slip_complaint")),
    )


def downgrade():
    op.drop_table("slip_complaint")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_visit_mended_where_needed"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_visit_rectification_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_visit_rectification_id_rectification"), type_="foreignkey")
        batch_op.drop_column("rectification_id")
    with op.batch_alter_table("evaluation_round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_evaluation_round_papers_kept_long_enough"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_evaluation_round_witness_id_user"), type_="foreignkey")
        for column in ("papers_destroyed_on", "papers_until", "witness_id", "assisted"):
            batch_op.drop_column(column)
    with op.batch_alter_table("round_project", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_round_project_lead_id_user"), type_="foreignkey")
        batch_op.drop_column("lead_id")
    with op.batch_alter_table("weak_link", schema=None) as batch_op:
        batch_op.drop_column("ask_again_days")
