"""Read-only views over all features: what the front page of a village and somebody's workbench show."""

from typing import NamedTuple

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.projects import queries as projects
from govproj.projects.models import ENDED, IN_PROGRESS, UNPUBLISHED
from govproj.villages.models import Village
from govproj.villages.queries import WITH_TOWN

WORTH_A_BOARD = 12


class Board(NamedTuple):
    """The public board of one village."""

    village: Village
    led: projects.Led
    running: list[projects.Row]
    others: list[projects.Row]


def board_of(user, village: Village) -> Board:
    """Everything on the board of a village, one query a table."""
    rows = [row for row in projects.of_village(user, village.id) if row.state not in UNPUBLISHED]
    running = [row for row in rows if row.state in IN_PROGRESS]
    others = [row for row in rows if row.state not in IN_PROGRESS and row.state not in ENDED]
    led = projects.led_of(village.id, dates.today().year)
    return Board(village, led, running[:WORTH_A_BOARD], running[WORTH_A_BOARD:] + others)


def home_village(user) -> Village | None:
    """The village somebody belongs to or works for, else the first of the site; None on an empty site."""
    own = sorted(set().union(*user.grants.values())) if user.grants else []
    wanted = select(Village).options(WITH_TOWN).order_by(Village.id).limit(1)
    return db.session.scalar(wanted.where(Village.id == own[0]) if own else wanted)


def neighbours(village: Village, limit: int = 40) -> list[Village]:
    """The villages of the same town, for the switch; the rest are in the directory."""
    wanted = select(Village).where(Village.town_id == village.town_id).order_by(Village.id)
    return db.session.scalars(wanted.limit(limit)).all()
