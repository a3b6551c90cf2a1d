"""Clues, equipment, photos of one line or problem, and what becomes of visits that were never made

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FILE = (
    ("sha256", sa.String(64), False),
    ("kind", sa.String(8), False),
    ("size", sa.Integer(), False),
    ("name", sa.String(120), False),
    ("thumb", sa.String(64), True),
    ("width", sa.Integer(), True),
    ("height", sa.Integer(), True),
)


def upgrade():
    op.create_table("clue",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("town_id", sa.Integer(), nullable=False),
    sa.Column("place_id", sa.Integer(), nullable=False),
    sa.Column("project_id", sa.Integer(), nullable=True),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("serial", sa.Integer(), nullable=False),
    sa.Column("source", sa.String(length=30), nullable=False),
    sa.Column("came_from", sa.String(length=120), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("registered_on", sa.Date(), nullable=False),
    sa.Column("registered_by_id", sa.Integer(), nullable=False),
    sa.Column("keeper_id", sa.Integer(), nullable=False),
    sa.Column("outcome", sa.Text(), nullable=False),
    sa.Column("ended_on", sa.Date(), nullable=True),
    sa.CheckConstraint("serial > 0", name=op.f("ck_clue_serial_positive")),
    sa.CheckConstraint("words <> ''", name=op.f("ck_clue_says_something")),
    sa.CheckConstraint("(ended_on IS NULL) = (outcome = '')", name=op.f("ck_clue_ended_in_words")),
    sa.ForeignKeyConstraint(["town_id"], ["town.id"], name=op.f("fk_clue_town_id_town")),
    sa.ForeignKeyConstraint(["place_id"], ["village.id"], name=op.f("fk_clue_place_id_village")),
    sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_clue_project_id_project")),
    sa.ForeignKeyConstraint(["registered_by_id"], ["user.id"], name=op.f("fk_clue_registered_by_id_user")),
    sa.ForeignKeyConstraint(["keeper_id"], ["user.id"], name=op.f("fk_clue_keeper_id_user")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_clue")),
    sa.UniqueConstraint("town_id", "year", "serial", name=op.f("uq_clue_town_id_year_serial"))
    )
    op.create_index(op.f("ix_clue_place_id"), "clue", ["place_id"])
    op.create_index(op.f("ix_clue_keeper_id"), "clue", ["keeper_id"])
    op.create_table("equipment",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("project_id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=60), nullable=False),
    sa.Column("mark", sa.String(length=40), nullable=False),
    sa.Column("owner", sa.String(length=80), nullable=False),
    sa.Column("upkeep", sa.Text(), nullable=False),
    sa.Column("came_on", sa.Date(), nullable=False),
    sa.Column("left_on", sa.Date(), nullable=True),
    sa.Column("entered_by_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("left_on IS NULL OR left_on >= came_on", name=op.f("ck_equipment_left_after_it_came")),
    sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_equipment_project_id_project")),
    sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_equipment_entered_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
    sa.UniqueConstraint("project_id", "mark", name=op.f("uq_equipment_project_id_mark"))
    )
    op.create_table("equipment_test",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("equipment_id", sa.Integer(), nullable=False),
    sa.Column("tested_on", sa.Date(), nullable=False),
    sa.Column("passed", sa.Boolean(), nullable=False),
    sa.Column("note", sa.Text(), nullable=False),
    sa.Column("by_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("passed OR note <> ''", name=op.f("ck_equipment_test_failed_for_a_reason")),
    sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_equipment_test_equipment_id_equipment")),
    sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_equipment_test_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_test"))
    )
    op.create_index(op.f("ix_equipment_test_equipment_id"), "equipment_test", ["equipment_id"])
    op.create_table("filing_photo",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("inspection_id", sa.Integer(), nullable=False),
    *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in FILE),
    sa.ForeignKeyConstraint(["inspection_id"], ["filing_inspection.id"], name=op.f("fk_filing_photo_inspection_id_filing_inspection")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_photo"))
    )
    op.create_index(op.f("ix_filing_photo_inspection_id"), "filing_photo", ["inspection_id"])
    with op.batch_alter_table("inspection_task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancel_note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("inspection_problem", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theme", sa.String(length=30), nullable=False, server_default="other"))
        batch_op.add_column(sa.Column("clue_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_inspection_problem_clue_id_clue"), "clue", ["clue_id"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_inspection_problem_clue_id"), ["clue_id"])
        batch_op.create_check_constraint(op.f("ck_inspection_problem_clue_is_registered"), "(kind = 'clue') = (clue_id IS NOT NULL)")
        batch_op.create_check_constraint(op.f("ck_inspection_problem_clue_has_no_words_here"), "kind <> 'clue' OR words = ''")
    with op.batch_alter_table("report_photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("problem_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_report_photo_item_id_report_item"), "report_item", ["item_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_report_photo_problem_id_inspection_problem"), "inspection_problem", ["problem_id"], ["id"])
        batch_op.create_check_constraint(op.f("ck_report_photo_of_one_thing"), "item_id IS NULL OR problem_id IS NULL")
        batch_op.create_index(op.f("ix_report_photo_item_id"), ["item_id"])
        batch_op.create_index(op.f("ix_report_photo_problem_id"), ["problem_id"])
    with op.batch_alter_table("sealed_visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancelled_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cancel_note", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(op.f("fk_sealed_visit_cancelled_by_id_user"), "user", ["cancelled_by_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_sealed_visit_begun_or_cancelled"), type_="check")
    op.execute("UPDATE sealed_visit SET cancel_note = '没有写原因' WHERE cancelled_on IS NOT NULL")
    with op.batch_alter_table("sealed_visit", schema=None) as batch_op:
        batch_op.create_check_constraint(op.f("ck_sealed_visit_cancelled_with_a_reason"), "cancelled_on IS NULL OR cancel_note <> ''")
        batch_op.create_check_constraint(op.f("ck_sealed_visit_cancelled_on_a_day"), "cancelled_by_id IS NULL OR cancelled_on IS NOT NULL")
        batch_op.alter_column("cancel_note", server_default=None)
    for table, column in (("inspection_task", "cancel_note"), ("inspection_problem", "theme")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade():
    op.execute("DELETE FROM report_photo WHERE problem_id IN (SELECT id FROM inspection_problem WHERE kind = 'clue')")
    op.execute("DELETE FROM inspection_problem WHERE kind = 'clue'")
    op.execute("UPDATE sealed_visit SET cancelled_on = NULL WHERE task_id IS NOT NULL")
    with op.batch_alter_table("sealed_visit", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_sealed_visit_cancelled_on_a_day"), type_="check")
        batch_op.drop_constraint(op.f("ck_sealed_visit_cancelled_with_a_reason"), type_="check")
        batch_op.drop_constraint(op.f("fk_sealed_visit_cancelled_by_id_user"), type_="foreignkey")
        batch_op.drop_column("cancelled_by_id")
        batch_op.drop_column("cancel_note")
        batch_op.create_check_constraint(op.f("ck_sealed_visit_begun_or_cancelled"), "task_id IS NULL OR cancelled_on IS NULL")
    with op.batch_alter_table("report_photo", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_report_photo_problem_id"))
        batch_op.drop_index(op.f("ix_report_photo_item_id"))
        batch_op.drop_constraint(op.f("ck_report_photo_of_one_thing"), type_="check")
        batch_op.drop_constraint(op.f("fk_report_photo_problem_id_inspection_problem"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_report_photo_item_id_report_item"), type_="foreignkey")
        batch_op.drop_column("problem_id")
        batch_op.drop_column("item_id")
    with op.batch_alter_table("inspection_problem", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_inspection_problem_clue_has_no_words_here"), type_="check")
        batch_op.drop_constraint(op.f("ck_inspection_problem_clue_is_registered"), type_="check")
        batch_op.drop_constraint(op.f("uq_inspection_problem_clue_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_inspection_problem_clue_id_clue"), type_="foreignkey")
        batch_op.drop_column("clue_id")
        batch_op.drop_column("theme")
    with op.batch_alter_table("inspection_task", schema=None) as batch_op:
        batch_op.drop_column("cancel_note")
    for table in ("filing_photo", "equipment_test", "equipment", "clue"):
        op.drop_table(table)
