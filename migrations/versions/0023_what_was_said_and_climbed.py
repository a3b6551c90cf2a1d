"""What the system asked keeps its figures; reminders of matters are logged, and the town calls the dissatisfied

What was answered or asked before stays as it was written down. A dissatisfied reporter whose matter could not be
opened again becomes the town's to call, since the day his matter ended.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

LEFT_DISSATISFIED = """
UPDATE matter SET call_due_on = ended_on
WHERE state IN ('closed', 'not_adopted') AND ended_on IS NOT NULL AND EXISTS (
  SELECT 1 FROM matter_verdict WHERE matter_verdict.matter_id = matter.id AND NOT matter_verdict.satisfied
  AND matter_verdict.turn = 1 + (SELECT count(*) FROM earlier_result WHERE earlier_result.matter_id = matter.id)
)
"""


def upgrade():
    with op.batch_alter_table("flag_act") as table:
        table.add_column(sa.Column("answer", sa.String(length=30), nullable=True))
        table.add_column(sa.Column("says", sa.String(length=20), nullable=False, server_default=""))
        table.add_column(sa.Column("numbers", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("flag_act") as table:
        table.alter_column("says", server_default=None)
        table.alter_column("numbers", server_default=None)
    with op.batch_alter_table("matter") as table:
        table.add_column(sa.Column("call_due_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("called_on", sa.Date(), nullable=True))
        table.create_check_constraint(
            op.f("ck_matter_called_when_due"), "called_on IS NULL OR call_due_on IS NOT NULL"
        )
    op.execute(LEFT_DISSATISFIED)
    with op.batch_alter_table("matter_climb") as table:
        table.add_column(sa.Column("logged_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("matter_verdict") as table:
        table.drop_constraint(op.f("ck_matter_verdict_asked_by_somebody"), type_="check")
        table.create_check_constraint(
            op.f("ck_matter_verdict_asked_by_somebody"), "(teller = 'reporter') = (by_id IS NULL)"
        )


def downgrade():
    op.execute("DELETE FROM matter_verdict WHERE teller = 'town'")
    with op.batch_alter_table("matter_verdict") as table:
        table.drop_constraint(op.f("ck_matter_verdict_asked_by_somebody"), type_="check")
        table.create_check_constraint(
            op.f("ck_matter_verdict_asked_by_somebody"), "(teller = 'visit') = (by_id IS NOT NULL)"
        )
    with op.batch_alter_table("matter_climb") as table:
        table.drop_column("logged_at")
    with op.batch_alter_table("matter") as table:
        table.drop_constraint(op.f("ck_matter_called_when_due"), type_="check")
        table.drop_column("called_on")
        table.drop_column("call_due_on")
    with op.batch_alter_table("flag_act") as table:
        table.drop_column("numbers")
        table.drop_column("says")
        table.drop_column("answer")
