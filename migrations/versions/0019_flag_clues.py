"""A clue of the register lies beside the flag, which stays as it was; villages remember when the rules were asked

Revision ID: 0019
Revises: 0018
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOVES = ("asked", "answered", "returned")  # acts of a flag after which somebody else has it in hand


def upgrade():
    op.create_table(
        "flag_clue",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("clue_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict <> ''", name=op.f("ck_flag_clue_in_words")),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_clue_flag_id_flag")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_flag_clue_clue_id_clue")),
        sa.UniqueConstraint("clue_id", name=op.f("uq_flag_clue_clue_id")),
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
    flag, act, beside = table("flag", FLAG), table("flag_act", ACT), table("flag_clue", FLAG_CLUE)
    for row in connection.execute(sa.select(flag).where(flag.c.clue != "").order_by(flag.c.id)).all():
        acts = connection.execute(sa.select(act).where(act.c.flag_id == row.id).order_by(act.c.id)).all()
        verdict = next(one for one in reversed(acts) if one.kind == "confirmed")
        clue_id = _registered(connection, row)
        connection.execute(beside.insert().values(flag_id=row.id, clue_id=clue_id, verdict=row.verdict))
        connection.execute(act.delete().where(act.c.id == verdict.id))
        connection.execute(
            flag.update().where(flag.c.id == row.id).values(_as_it_stood(connection, row, acts))
        )


def _registered(connection, row) -> int:
    """The clue gets the next number of its town and year; whoever came upon it keeps it."""
    clue, village = table("clue", CLUE), sa.table("village", sa.column("id"), sa.column("town_id"))
    town_id = connection.scalar(sa.select(village.c.town_id).where(village.c.id == row.village_id))
    year = row.judged_on.year
    taken = sa.select(sa.func.max(clue.c.serial)).where(clue.c.town_id == town_id, clue.c.year == year)
    facts = {
        "version": 1,
        "town_id": town_id,
        "place_id": row.village_id,
        "project_id": row.project_id,
        "year": year,
        "serial": (connection.scalar(taken) or 0) + 1,
        "source": "red_flag",
        "came_from": row.rule,
        "words": row.clue,
        "registered_on": row.judged_on,
        "registered_by_id": row.judged_by_id,
        "keeper_id": row.judged_by_id,
        "outcome": "",
    }
    return connection.scalar(clue.insert().values(**facts).returning(clue.c.id))


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
    "id rule village_id project_id state clue verdict judged_on judged_by_id asked_on fired_on waiting_since due_on pressed"
).split()
ACT = "id flag_id kind occurred_on".split()
CLUE = (
    "id version town_id place_id project_id year serial source came_from words"
    " registered_on registered_by_id keeper_id outcome"
).split()
FLAG_CLUE = "flag_id clue_id verdict".split()
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
