"""evaluations

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "question_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_question_set_number_positive")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_question_set_made_by_id_user")),
        sa.ForeignKeyConstraint(
            ["village_id"], ["village.id"], name=op.f("fk_question_set_village_id_village")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint(
            "village_id", "name", "number", name=op.f("uq_question_set_village_id_name_number")
        ),
    )
    with op.batch_alter_table("question_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_set_village_id"), ["village_id"], unique=False)

    op.create_table(
        "choice_total",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("sign", sa.String(length=1), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_choice_total_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_choice_total_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "project_id", "question", "sign", name=op.f("pk_choice_total")),
    )
    op.create_table(
        "paper_form",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("keyed_by_id", sa.Integer(), nullable=False),
        sa.Column("is_invalid", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.CheckConstraint("serial > 0", name=op.f("ck_paper_form_serial_positive")),
        sa.ForeignKeyConstraint(["keyed_by_id"], ["user.id"], name=op.f("fk_paper_form_keyed_by_id_user")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_paper_form_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "serial", "keyed_by_id", name=op.f("pk_paper_form")),
    )
    op.create_table(
        "comment_reply",
        sa.Column("comment_name", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_comment_reply_says_something")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_comment_reply_by_id_user")),
        sa.ForeignKeyConstraint(
            ["comment_name"],
            ["evaluation_comment.name"],
            name=op.f("fk_comment_reply_comment_name_evaluation_comment"),
        ),
        sa.PrimaryKeyConstraint("comment_name", name=op.f("pk_comment_reply")),
    )
    with op.batch_alter_table("comment_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_reply_replied_on"), ["replied_on"], unique=False)

    op.create_table(
        "consequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.String(length=30), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rectification_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(done_on IS NULL) = (answer = '')", name=op.f("ck_consequence_done_with_words")),
        sa.CheckConstraint(
            "(done_on IS NULL) = (done_by_id IS NULL)", name=op.f("ck_consequence_done_by_somebody")
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_consequence_done_by_id_user")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_consequence_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["rectification_id"],
            ["rectification.id"],
            name=op.f("fk_consequence_rectification_id_rectification"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "project_id"],
            ["round_project.round_id", "round_project.project_id"],
            name=op.f("fk_consequence_round_id_round_project"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_consequence_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consequence")),
        sa.UniqueConstraint("rectification_id", name=op.f("uq_consequence_rectification_id")),
        sa.UniqueConstraint(
            "round_id", "project_id", "trigger", name=op.f("uq_consequence_round_id_project_id_trigger")
        ),
    )
    with op.batch_alter_table("consequence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consequence_round_id"), ["round_id"], unique=False)

    op.create_table(
        "follow_up_round",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("weak_link_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_follow_up_round_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["weak_link_id"], ["weak_link.id"], name=op.f("fk_follow_up_round_weak_link_id_weak_link")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_follow_up_round")),
        sa.UniqueConstraint("weak_link_id", name=op.f("uq_follow_up_round_weak_link_id")),
    )
    with op.batch_alter_table("evaluation_comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question", sa.String(length=30), nullable=False, server_default=""))

    with op.batch_alter_table("evaluation_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("electorate", sa.String(length=30), nullable=False, server_default="all")
        )
        batch_op.add_column(
            sa.Column("method", sa.String(length=30), nullable=False, server_default="shares")
        )
        batch_op.add_column(
            sa.Column("per_household", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("asked_by", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("groups", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("paper_printed", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(
            batch_op.f("ck_evaluation_round_no_more_voices_than_people"),
            "signatures + drawn_online + paper_issued <= eligible",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_evaluation_round_set_id_question_set"), "question_set", ["set_id"], ["id"]
        )

    op.create_table(
        "demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("done_on IS NULL OR result <> ''", name=op.f("ck_demand_done_with_a_result")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_demand_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand")),
    )
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_demand_village_id"), ["village_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("needs_mending", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_visit_by_id_user")),
        sa.ForeignKeyConstraint(["set_id"], ["question_set.id"], name=op.f("fk_visit_set_id_question_set")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_visit_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_village_id"), ["village_id", "visited_on"], unique=False)

    op.create_table(
        "opinion_card",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("demand_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name=op.f("fk_opinion_card_demand_id_demand")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_opinion_card_visit_id_visit")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_opinion_card")),
    )
    with op.batch_alter_table("opinion_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_card_demand_id"), ["demand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_card_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "score_sheet",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_score_sheet_visit_id_visit")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_score_sheet")),
    )
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_sheet_visit_id"), ["visit_id"], unique=False)


def downgrade():
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheet_visit_id"))

    op.drop_table("score_sheet")
    with op.batch_alter_table("opinion_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_card_visit_id"))
        batch_op.drop_index(batch_op.f("ix_opinion_card_demand_id"))

    op.drop_table("opinion_card")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_village_id"))

    op.drop_table("visit")
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_village_id"))

    op.drop_table("demand")

    with op.batch_alter_table("evaluation_round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_evaluation_round_no_more_voices_than_people"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_evaluation_round_set_id_question_set"), type_="foreignkey")
        batch_op.drop_column("paper_printed")
        batch_op.drop_column("groups")
        batch_op.drop_column("asked_by")
        batch_op.drop_column("per_household")
        batch_op.drop_column("method")
        batch_op.drop_column("electorate")
        batch_op.drop_column("set_id")

    with op.batch_alter_table("evaluation_comment", schema=None) as batch_op:
        batch_op.drop_column("question")

    op.drop_table("follow_up_round")
    with op.batch_alter_table("consequence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consequence_round_id"))

    op.drop_table("consequence")
    with op.batch_alter_table("comment_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_reply_replied_on"))

    op.drop_table("comment_reply")
    op.drop_table("paper_form")
    op.drop_table("choice_total")
    with op.batch_alter_table("question_set", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_set_village_id"))

    op.drop_table("question_set")
