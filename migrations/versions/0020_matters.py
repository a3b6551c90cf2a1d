"""Matters: what anybody reports, and how it is handled

Two rules that nothing has read so far give way to rules of each kind of matter.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NEVER_READ = ("matter.accept_workdays", "matter.finish_days")


def upgrade():
    op.create_table(
        "duty_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_duty_day_user_id_user")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_duty_day_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_day")),
        sa.UniqueConstraint("village_id", "day", name=op.f("uq_duty_day_village_id_day")),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("forgotten_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("sending", sa.String(length=64), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finish_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("finish_due_on", sa.Date(), nullable=False),
        sa.Column("first_minutes", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("on_site_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("finish_minutes", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("public_title", sa.String(length=60), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("passed_to", sa.String(length=80), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(done_at IS NULL) = (result = '')", name=op.f("ck_matter_done_with_a_result")),
        sa.CheckConstraint("(replied_at IS NULL) = (reply = '')", name=op.f("ck_matter_replied_in_words")),
        sa.CheckConstraint(
            "(state = 'duplicate') = (duplicate_of_id IS NOT NULL)",
            name=op.f("ck_matter_duplicate_of_another"),
        ),
        sa.CheckConstraint(
            "(state = 'passed_on') = (passed_to <> '')", name=op.f("ck_matter_passed_on_to_somebody")
        ),
        sa.CheckConstraint(
            "channel = 'web' OR recorded_by_id IS NOT NULL", name=op.f("ck_matter_put_down_by_somebody")
        ),
        sa.CheckConstraint(
            "state = 'received' OR first_minutes IS NOT NULL", name=op.f("ck_matter_answered_after_minutes")
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'in_progress', 'done', 'replied') OR owner_id IS NOT NULL",
            name=op.f("ck_matter_in_hand_has_an_owner"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('done', 'replied', 'closed') OR done_at IS NOT NULL",
            name=op.f("ck_matter_done_at_a_moment"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_matter_says_something")),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_matter_done_by_somebody")
        ),
        sa.CheckConstraint(
            "(done_at IS NULL) = (finish_minutes IS NULL)", name=op.f("ck_matter_done_after_minutes")
        ),
        sa.CheckConstraint("duplicate_of_id <> id", name=op.f("ck_matter_not_of_itself")),
        sa.CheckConstraint("finish_due_at >= first_due_at", name=op.f("ck_matter_finish_due_after_first")),
        sa.CheckConstraint("first_due_at >= received_at", name=op.f("ck_matter_first_due_after_it_came")),
        sa.CheckConstraint(
            "first_minutes >= 0 AND finish_minutes >= 0", name=op.f("ck_matter_minutes_not_negative")
        ),
        sa.CheckConstraint(
            "published_on IS NULL OR replied_at IS NOT NULL", name=op.f("ck_matter_published_with_a_reply")
        ),
        sa.CheckConstraint("serial > 0", name=op.f("ck_matter_serial_positive")),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_matter_done_by_id_user")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["matter.id"], name=op.f("fk_matter_duplicate_of_id_matter")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["villager_group.id"], name=op.f("fk_matter_group_id_villager_group")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_matter_owner_id_user")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_matter_project_id_project")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f("fk_matter_recorded_by_id_user")),
        sa.ForeignKeyConstraint(["replied_by_id"], ["user.id"], name=op.f("fk_matter_replied_by_id_user")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_matter_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("receipt", name=op.f("uq_matter_receipt")),
        sa.UniqueConstraint("sending", name=op.f("uq_matter_sending")),
        sa.UniqueConstraint("village_id", "year", "serial", name=op.f("uq_matter_village_id_year_serial")),
    )
    op.create_index("ix_matter_by_day", "matter", ["village_id", "received_at"], unique=False)
    op.create_index("ix_matter_by_state", "matter", ["village_id", "state", "finish_due_at"], unique=False)
    op.create_index(op.f("ix_matter_owner_id"), "matter", ["owner_id"], unique=False)
    op.create_index(op.f("ix_matter_project_id"), "matter", ["project_id"], unique=False)
    op.create_index("ix_matter_published", "matter", ["village_id", "published_on"], unique=False)
    op.create_table(
        "earlier_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_earlier_result_done_by_id_user")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_earlier_result_matter_id_matter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_result")),
        sa.UniqueConstraint("matter_id", "turn", name=op.f("uq_earlier_result_matter_id_turn")),
    )
    op.create_table(
        "matter_climb",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=30), nullable=False),
        sa.Column("office", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_matter_climb_matter_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_climb")),
        sa.UniqueConstraint(
            "matter_id", "clock", "office", name=op.f("uq_matter_climb_matter_id_clock_office")
        ),
    )
    op.create_index(op.f("ix_matter_climb_office"), "matter_climb", ["office", "at"], unique=False)
    op.create_table(
        "matter_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=30), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("thumb", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_matter_photo_matter_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_photo")),
    )
    op.create_index(op.f("ix_matter_photo_matter_id"), "matter_photo", ["matter_id"], unique=False)
    op.create_table(
        "matter_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("teller", sa.String(length=30), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(teller = 'visit') = (by_id IS NOT NULL)", name=op.f("ck_matter_verdict_asked_by_somebody")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_matter_verdict_by_id_user")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_verdict_matter_id_matter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_verdict")),
    )
    op.create_index(op.f("ix_matter_verdict_matter_id"), "matter_verdict", ["matter_id"], unique=False)
    op.create_index(
        "uq_matter_verdict_once_by_reporter",
        "matter_verdict",
        ["matter_id", "turn"],
        unique=True,
        sqlite_where=sa.text("teller = 'reporter'"),
        postgresql_where=sa.text("teller = 'reporter'"),
    )
    rule = sa.table("local_rule", sa.column("key"))
    op.execute(sa.delete(rule).where(rule.c.key.in_(NEVER_READ)))


def downgrade():
    op.drop_index(
        "uq_matter_verdict_once_by_reporter",
        table_name="matter_verdict",
        sqlite_where=sa.text("teller = 'reporter'"),
        postgresql_where=sa.text("teller = 'reporter'"),
    )
    op.drop_index(op.f("ix_matter_verdict_matter_id"), table_name="matter_verdict")
    op.drop_table("matter_verdict")
    op.drop_index(op.f("ix_matter_photo_matter_id"), table_name="matter_photo")
    op.drop_table("matter_photo")
    op.drop_index(op.f("ix_matter_climb_office"), table_name="matter_climb")
    op.drop_table("matter_climb")
    op.drop_table("earlier_result")
    op.drop_index("ix_matter_published", table_name="matter")
    op.drop_index(op.f("ix_matter_project_id"), table_name="matter")
    op.drop_index(op.f("ix_matter_owner_id"), table_name="matter")
    op.drop_index("ix_matter_by_state", table_name="matter")
    op.drop_index("ix_matter_by_day", table_name="matter")
    op.drop_table("matter")
    op.drop_table("duty_day")
