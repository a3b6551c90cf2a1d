"""Objections against combined sheets; what was typed when a session had ended

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "kept_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_kept_text_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_text")),
        sa.UniqueConstraint("user_id", "path", name=op.f("uq_kept_text_user_id_path")),
    )
    with op.batch_alter_table("kept_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_text_kept_at"), ["kept_at"], unique=False)

    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sheet_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("named_id", sa.Integer(), nullable=True))
        batch_op.alter_column("disclosure_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_index(batch_op.f("ix_objection_sheet_id"), ["sheet_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_objection_sheet_id_combined_sheet"), "combined_sheet", ["sheet_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_objection_named_id_project"), "project", ["named_id"], ["id"]
        )
        batch_op.create_check_constraint(
            op.f("ck_objection_against_one_thing"), "(disclosure_id IS NULL) <> (sheet_id IS NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_objection_names_a_project_of_a_sheet"), "named_id IS NULL OR sheet_id IS NOT NULL"
        )


def downgrade():
    op.execute(
        "DELETE FROM objection_reply WHERE objection_id IN (SELECT id FROM objection WHERE sheet_id IS NOT NULL)"
    )
    op.execute("DELETE FROM objection WHERE sheet_id IS NOT NULL")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_objection_names_a_project_of_a_sheet"), type_="check")
        batch_op.drop_constraint(op.f("ck_objection_against_one_thing"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_objection_named_id_project"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_objection_sheet_id_combined_sheet"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_objection_sheet_id"))
        batch_op.alter_column("disclosure_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("named_id")
        batch_op.drop_column("sheet_id")
    op.drop_table("kept_text")
