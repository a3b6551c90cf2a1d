"""Photos of combined sheets on the notice board

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sheet_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=80), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("posting", sa.String(length=30), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("thumb", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["combined_sheet.id"], name=op.f("fk_sheet_photo_sheet_id_combined_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_photo")),
    )
    with op.batch_alter_table("sheet_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_photo_sheet_id"), ["sheet_id"], unique=False)


def downgrade():
    with op.batch_alter_table("sheet_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_photo_sheet_id"))
    op.drop_table("sheet_photo")
