"""问题线索 as inspectors read them; for everybody else there is no such thing."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core import todo
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.todo import Kind, Todo, columns
from govproj.projects.models import Project
from govproj.rectifications import numbers, policy
from govproj.rectifications.models import Clue
from govproj.villages.models import Town, Village

MOST = 200
INSPECTORS = (Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR)
INSIDE = (Role.SECRETARY, Role.CADRE, Role.SUPERVISOR, Role.TOWN_ADMIN)


def places_of(user) -> set[int]:
    """The villages whose clues somebody may know of."""
    return set(user.villages_as(*INSPECTORS)) - set(user.villages_as(*INSIDE))


def readable(user):
    own = Clue.project.has(or_(Project.lead_id == user.id, Project.contact_id == user.id))
    return and_(Clue.place_id.in_(places_of(user)), ~own)


def clue_or_404(user, clue_id: int) -> Clue:
    wanted = select(Clue).where(Clue.id == clue_id, readable(user)).options(*_whole())
    return db.session.scalar(wanted) or abort(404)


def _whole():
    return (
        joinedload(Clue.place).joinedload(Village.town).joinedload(Town.county),
        joinedload(Clue.project),
        joinedload(Clue.keeper),
        joinedload(Clue.registered_by),
    )


def clues_for(user) -> Sequence[Clue]:
    """Those that run first, the newest before the others."""
    wanted = select(Clue).where(readable(user)).options(*_whole())
    wanted = wanted.order_by(Clue.ended_on.is_not(None), Clue.registered_on.desc(), Clue.id.desc())
    return db.session.scalars(wanted.limit(MOST)).all()


def keepers_for(clue: Clue) -> list[User]:
    """Who else can be given it."""
    town = clue.place.town
    here = or_(
        and_(Office.town_id == town.id, Office.role == Role.TOWN_INSPECTOR),
        and_(Office.county_id == town.county_id, Office.role == Role.COUNTY_INSPECTOR),
    )
    wanted = (
        select(User)
        .where(User.disabled_at.is_(None), User.offices.any(here))
        .options(
            selectinload(User.offices).joinedload(Office.town).selectinload(Town.villages),
            selectinload(User.offices).joinedload(Office.county),
        )
    )
    people = db.session.scalars(wanted.order_by(User.id)).all()
    return [person for person in people if policy.can_read_clue(person, clue)]


def register(app) -> None:
    todo.lines(app, Kind(_kept_by, _to_work_on))


def _kept_by(user):
    if not user.is_inspector:
        return None
    wanted = select(*columns(Clue.id, day=Clue.registered_on, number=Clue.serial))
    return wanted.where(
        Clue.keeper_id == user.id, Clue.ended_on.is_(None), Clue.place_id.in_(places_of(user))
    )


def _to_work_on(row) -> Todo:
    words = _("问题线索 %(number)s", number=numbers.of_clue(row.day.year, row.number))
    return Todo(words, "rectifications.clue", {"clue_id": row.id}, None)
