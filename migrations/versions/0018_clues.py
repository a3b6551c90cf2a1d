"""A clue lies beside the flag, which stays as it was; villages remember when the rules were asked

Revision ID: 0018
Revises: 0017
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOVES = ("asked", "answered", "returned")  # acts of a flag after which somebody else has it in hand


def upgrade():
    op.create_table(
        "flag_clue",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=30), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict <> '' AND words <> ''", name=op.f("ck_flag_clue_in_words")),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_clue_flag_id_flag")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["user.id"], name=op.f("fk_flag_clue_opened_by_id_user")),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_flag_clue")),
    )
    op.create_table(
        "flag_run",
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_flag_run_village_id_village")),
        sa.PrimaryKeyConstraint("village_id", name=op.f("pk_flag_run")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_flag_confirmed_leads_on"), type_="check")
    take_clues_out(op.get_bind())
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_flag_confirmed_leads_on"),
            "(state = 'confirmed') = (rectification_id IS NOT NULL)",
        )
        batch_op.drop_column("clue")


def take_clues_out(connection) -> None:
    """Flags that had become a clue are questions again, where they stood before the verdict.

    Where a later question of the same rule is open by now, the older one is told to have been explained.
    """
    flag, act, clue = table("flag", FLAG), table("flag_act", ACT), table("flag_clue", CLUE)
    for row in connection.execute(sa.select(flag).where(flag.c.clue != "").order_by(flag.c.id)).all():
        acts = connection.execute(sa.select(act).where(act.c.flag_id == row.id).order_by(act.c.id)).all()
        verdict = next(one for one in reversed(acts) if one.kind == "confirmed")
        connection.execute(
            clue.insert().values(
                flag_id=row.id,
                opened_on=row.judged_on,
                recorded_at=verdict.recorded_at,
                opened_by_id=row.judged_by_id,
                office=verdict.office,
                verdict=row.verdict,
                words=row.clue,
            )
        )
        connection.execute(act.delete().where(act.c.id == verdict.id))
        connection.execute(
            flag.update().where(flag.c.id == row.id).values(_as_it_stood(connection, row, acts))
        )


def _as_it_stood(connection, row, acts) -> dict:
    flag = table("flag", FLAG)
    same = (flag.c.rule == row.rule) & (flag.c.project_id == row.project_id)
    is_open = flag.c.state.in_(("fired", "asked", "answered"))
    if connection.execute(sa.select(flag.c.id).where(same, is_open)).first():
        return {"state": "explained", "clue": "", "verdict": "并入后来的同一条预警。"}
    moves = [one for one in acts if one.kind in MOVES]
    state = "asked" if row.asked_on else "fired"
    if moves and moves[-1].kind == "answered":
        state = "answered"
    since = moves[-1].occurred_on if moves else row.fired_on
    unjudged = {"verdict": "", "judged_on": None, "judged_by_id": None}
    turn = {"waiting_since": since, "due_on": since + USUAL_TIME, "pressed": "none"}
    return {"state": state, "clue": "", **turn, **unjudged}


FLAG = (
    "id rule project_id state clue verdict judged_on judged_by_id asked_on fired_on waiting_since due_on pressed"
).split()
ACT = "id flag_id kind occurred_on recorded_at office".split()
CLUE = "flag_id opened_on recorded_at opened_by_id office verdict words".split()
USUAL_TIME = timedelta(days=3)


def table(name: str, columns):
    """Days have to be told to be days on SQLite."""
    return sa.table(
        name, *(sa.column(c, sa.Date() if c.endswith(("_on", "_since")) else None) for c in columns)
    )


def downgrade():
    """The clues are lost: the flags beside which they lay are open questions."""
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clue", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("ck_flag_confirmed_leads_on"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_flag_confirmed_leads_on"),
            "(state = 'confirmed') = (rectification_id IS NOT NULL OR clue <> '')",
        )
    op.drop_table("flag_run")
    op.drop_table("flag_clue")
