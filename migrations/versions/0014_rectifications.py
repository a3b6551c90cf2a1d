"""rectifications

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("rectification_briefing",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("town_id", sa.Integer(), nullable=False),
    sa.Column("month", sa.String(length=7), nullable=False),
    sa.Column("edition", sa.Integer(), nullable=False),
    sa.Column("as_of", sa.Date(), nullable=False),
    sa.Column("content", sa.JSON(), nullable=False),
    sa.Column("remarks", sa.Text(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("issued_on", sa.Date(), nullable=False),
    sa.Column("issued_by_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("edition = 1 OR reason <> ''", name=op.f("ck_rectification_briefing_corrected_with_a_reason")),
    sa.CheckConstraint("edition > 0", name=op.f("ck_rectification_briefing_edition_counted")),
    sa.ForeignKeyConstraint(["issued_by_id"], ["user.id"], name=op.f("fk_rectification_briefing_issued_by_id_user")),
    sa.ForeignKeyConstraint(["town_id"], ["town.id"], name=op.f("fk_rectification_briefing_town_id_town")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_briefing")),
    sa.UniqueConstraint("town_id", "month", "edition", name=op.f("uq_rectification_briefing_town_id_month_edition"))
    )
    op.create_table("filing",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("town_id", sa.Integer(), nullable=False),
    sa.Column("village_id", sa.Integer(), nullable=False),
    sa.Column("project_id", sa.Integer(), nullable=True),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("serial", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(length=30), nullable=False),
    sa.Column("state", sa.String(length=30), nullable=False),
    sa.Column("place", sa.String(length=120), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("first_on", sa.Date(), nullable=False),
    sa.Column("last_on", sa.Date(), nullable=False),
    sa.Column("starts_at", sa.Time(), nullable=False),
    sa.Column("ends_at", sa.Time(), nullable=False),
    sa.Column("measures", sa.Text(), nullable=False),
    sa.Column("unit", sa.String(length=80), nullable=False),
    sa.Column("contact", sa.String(length=40), nullable=False),
    sa.Column("phone", sa.String(length=40), nullable=False),
    sa.Column("urgent", sa.Boolean(), nullable=False),
    sa.Column("filed_on", sa.Date(), nullable=False),
    sa.Column("filed_by_id", sa.Integer(), nullable=False),
    sa.Column("decided_on", sa.Date(), nullable=True),
    sa.Column("decided_by_id", sa.Integer(), nullable=True),
    sa.Column("decision", sa.Text(), nullable=False),
    sa.Column("stopped_on", sa.Date(), nullable=True),
    sa.Column("outcome", sa.Text(), nullable=False),
    sa.Column("closed_on", sa.Date(), nullable=True),
    sa.Column("closed_by_id", sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_filing_closed_on_a_day")),
    sa.CheckConstraint("state <> 'approved' OR decided_on IS NOT NULL", name=op.f("ck_filing_approved_on_a_day")),
    sa.CheckConstraint("(closed_on IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_filing_closed_by_somebody")),
    sa.CheckConstraint("(decided_on IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_filing_decided_by_somebody")),
    sa.CheckConstraint("closed_by_id <> filed_by_id", name=op.f("ck_filing_closed_by_another")),
    sa.CheckConstraint("decided_by_id <> filed_by_id", name=op.f("ck_filing_approved_by_another")),
    sa.CheckConstraint("last_on >= first_on", name=op.f("ck_filing_days_in_order")),
    sa.CheckConstraint("serial > 0", name=op.f("ck_filing_serial_positive")),
    sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name=op.f("fk_filing_closed_by_id_user")),
    sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_filing_decided_by_id_user")),
    sa.ForeignKeyConstraint(["filed_by_id"], ["user.id"], name=op.f("fk_filing_filed_by_id_user")),
    sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_filing_project_id_project")),
    sa.ForeignKeyConstraint(["town_id"], ["town.id"], name=op.f("fk_filing_town_id_town")),
    sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_filing_village_id_village")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_filing")),
    sa.UniqueConstraint("town_id", "year", "serial", name=op.f("uq_filing_town_id_year_serial"))
    )
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filing_village_id"), ["village_id", "last_on"], unique=False)

    op.create_table("filing_complaint",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("village_id", sa.Integer(), nullable=False),
    sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("place", sa.String(length=120), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("filing_id", sa.Integer(), nullable=True),
    sa.Column("rectification_id", sa.Integer(), nullable=True),
    sa.Column("recorded_by_id", sa.Integer(), nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(filing_id IS NULL) <> (rectification_id IS NULL)", name=op.f("ck_filing_complaint_goes_to_one_place")),
    sa.ForeignKeyConstraint(["filing_id"], ["filing.id"], name=op.f("fk_filing_complaint_filing_id_filing")),
    sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f("fk_filing_complaint_recorded_by_id_user")),
    sa.ForeignKeyConstraint(["rectification_id"], ["rectification.id"], name=op.f("fk_filing_complaint_rectification_id_rectification")),
    sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_filing_complaint_village_id_village")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_complaint"))
    )
    with op.batch_alter_table("filing_complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_complaint_filing_id"), ["filing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filing_complaint_village_id"), ["village_id"], unique=False)

    op.create_table("filing_inspection",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("filing_id", sa.Integer(), nullable=False),
    sa.Column("inspected_on", sa.Date(), nullable=False),
    sa.Column("result", sa.String(length=30), nullable=False),
    sa.Column("note", sa.Text(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.Column("office", sa.String(length=30), nullable=False),
    sa.Column("rectification_id", sa.Integer(), nullable=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(result = 'violation') = (rectification_id IS NOT NULL)", name=op.f("ck_filing_inspection_wrong_is_put_right")),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_filing_inspection_by_id_user")),
    sa.ForeignKeyConstraint(["filing_id"], ["filing.id"], name=op.f("fk_filing_inspection_filing_id_filing")),
    sa.ForeignKeyConstraint(["rectification_id"], ["rectification.id"], name=op.f("fk_filing_inspection_rectification_id_rectification")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_inspection"))
    )
    with op.batch_alter_table("filing_inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_inspection_filing_id"), ["filing_id"], unique=False)

    op.create_table("rectification_urging",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("rectification_id", sa.Integer(), nullable=False),
    sa.Column("turn_number", sa.Integer(), nullable=False),
    sa.Column("level", sa.String(length=30), nullable=False),
    sa.Column("sent_on", sa.Date(), nullable=False),
    sa.Column("days", sa.Integer(), nullable=False),
    sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("answer", sa.Text(), nullable=False),
    sa.Column("answered_on", sa.Date(), nullable=True),
    sa.Column("answered_by_id", sa.Integer(), nullable=True),
    sa.CheckConstraint("(answered_on IS NULL) = (answered_by_id IS NULL) AND (answered_on IS NULL) = (answer = '')", name=op.f("ck_rectification_urging_answered_in_words")),
    sa.CheckConstraint("level <> 'none'", name=op.f("ck_rectification_urging_says_something")),
    sa.CheckConstraint("days > 0", name=op.f("ck_rectification_urging_about_a_delay")),
    sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_rectification_urging_answered_by_id_user")),
    sa.ForeignKeyConstraint(["rectification_id"], ["rectification.id"], name=op.f("fk_rectification_urging_rectification_id_rectification")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_urging")),
    sa.UniqueConstraint("rectification_id", "turn_number", "level", name=op.f("uq_rectification_urging_rectification_id_turn_number_level"))
    )
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theme", sa.String(length=30), server_default="other", nullable=False))

    with op.batch_alter_table("rectification_act", schema=None) as batch_op:
        batch_op.create_index("uq_rectification_act_one_look_back", ["rectification_id", "turn_number", "by_id"], unique=True, sqlite_where=sa.text("kind IN ('lookback_signed', 'lookback_passed')"), postgresql_where=sa.text("kind IN ('lookback_signed', 'lookback_passed')"))



def downgrade():
    with op.batch_alter_table("rectification_act", schema=None) as batch_op:
        batch_op.drop_index("uq_rectification_act_one_look_back", sqlite_where=sa.text("kind IN ('lookback_signed', 'lookback_passed')"), postgresql_where=sa.text("kind IN ('lookback_signed', 'lookback_passed')"))

    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.drop_column("theme")

    op.drop_table("rectification_urging")
    with op.batch_alter_table("filing_inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_inspection_filing_id"))

    op.drop_table("filing_inspection")
    with op.batch_alter_table("filing_complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_complaint_village_id"))
        batch_op.drop_index(batch_op.f("ix_filing_complaint_filing_id"))

    op.drop_table("filing_complaint")
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_village_id"))
        batch_op.drop_index(batch_op.f("ix_filing_project_id"))

    op.drop_table("filing")
    op.drop_table("rectification_briefing")
