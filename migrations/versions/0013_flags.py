"""flags

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


OPEN = sa.text("state IN ('fired', 'asked', 'answered')")


def upgrade():
    op.create_table(
        "rule_coverage",
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village_id"], ["village.id"], name=op.f("fk_rule_coverage_village_id_village")
        ),
        sa.PrimaryKeyConstraint("rule", "village_id", name=op.f("pk_rule_coverage")),
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(length=20), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("thresholds", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("fired_on", sa.Date(), nullable=False),
        sa.Column("ceased_on", sa.Date(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("pressed", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("rectification_id", sa.Integer(), nullable=True),
        sa.Column("clue", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'confirmed') = (rectification_id IS NOT NULL OR clue <> '')",
            name=op.f("ck_flag_confirmed_leads_on"),
        ),
        sa.CheckConstraint(
            "(state IN ('explained', 'fixed', 'confirmed'))"
            " = (judged_on IS NOT NULL AND judged_by_id IS NOT NULL AND verdict <> '')",
            name=op.f("ck_flag_judged_in_words"),
        ),
        sa.CheckConstraint("answer IS NULL OR answer_text <> ''", name=op.f("ck_flag_answered_in_words")),
        sa.CheckConstraint(
            "state NOT IN ('asked', 'answered') OR asked_on IS NOT NULL",
            name=op.f("ck_flag_answered_once_asked"),
        ),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answer IS NULL)", name=op.f("ck_flag_answered_on_a_day")
        ),
        sa.CheckConstraint("judged_by_id <> answered_by_id", name=op.f("ck_flag_judged_by_another")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_flag_answered_by_id_user")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["user.id"], name=op.f("fk_flag_judged_by_id_user")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_flag_project_id_project")),
        sa.ForeignKeyConstraint(
            ["rectification_id"], ["rectification.id"], name=op.f("fk_flag_rectification_id_rectification")
        ),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_flag_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_project_id"), ["project_id", "rule"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_rectification_id"), ["rectification_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_rule"), ["rule", "village_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_state"), ["state", "waiting_since"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_village_id"), ["village_id", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_flag_one_open", ["rule", "project_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        )

    op.create_table(
        "flag_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_flag_act_by_id_user")),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_act_flag_id_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_act")),
    )
    with op.batch_alter_table("flag_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_act_flag_id"), ["flag_id"], unique=False)

    op.create_table(
        "flag_project",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_project_flag_id_flag")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_flag_project_project_id_project")
        ),
        sa.PrimaryKeyConstraint("flag_id", "project_id", name=op.f("pk_flag_project")),
    )
    with op.batch_alter_table("flag_project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_project_project_id"), ["project_id"], unique=False)


def downgrade():
    with op.batch_alter_table("flag_project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_project_project_id"))

    op.drop_table("flag_project")
    with op.batch_alter_table("flag_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_act_flag_id"))

    op.drop_table("flag_act")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index("uq_flag_one_open", sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index(batch_op.f("ix_flag_village_id"))
        batch_op.drop_index(batch_op.f("ix_flag_state"))
        batch_op.drop_index(batch_op.f("ix_flag_rule"))
        batch_op.drop_index(batch_op.f("ix_flag_rectification_id"))
        batch_op.drop_index(batch_op.f("ix_flag_project_id"))

    op.drop_table("flag")
    op.drop_table("rule_coverage")
