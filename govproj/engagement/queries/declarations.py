"""Declarations of the secretaries: one, a list, and which villages have not declared yet."""

from decimal import Decimal
from typing import NamedTuple

from flask import abort
from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.money import percent
from govproj.engagement.models import LeadDeclaration, LeadDeclarationStep
from govproj.engagement.states import DeclarationState
from govproj.projects.models import ENDED, Project
from govproj.projects.queries import readable as readable_project
from govproj.villages import rules
from govproj.villages.models import Town, Village

MOST = 60
IN_FULL = (
    joinedload(LeadDeclaration.village).joinedload(Village.town).joinedload(Town.county),
    joinedload(LeadDeclaration.secretary).selectinload(User.offices),
    joinedload(LeadDeclaration.project),
    selectinload(LeadDeclaration.targets),
    selectinload(LeadDeclaration.reports),
    selectinload(LeadDeclaration.steps).joinedload(LeadDeclarationStep.by),
)


def readable(user):
    """What has been shown is everyone's; before that it is between the village's offices and those above."""
    return or_(LeadDeclaration.state == DeclarationState.SHOWN, LeadDeclaration.village_id.in_(user.scope))


def declaration_or_404(user, declaration_id: int) -> LeadDeclaration:
    wanted = select(LeadDeclaration).where(readable(user), LeadDeclaration.id == declaration_id)
    return db.session.scalar(wanted.options(*IN_FULL)) or abort(404)


def of_village(user, village) -> list[LeadDeclaration]:
    """Newest year first."""
    wanted = (
        select(LeadDeclaration)
        .where(readable(user), LeadDeclaration.village_id == village.id)
        .options(joinedload(LeadDeclaration.secretary), selectinload(LeadDeclaration.targets))
        .order_by(LeadDeclaration.year.desc(), LeadDeclaration.id)
    )
    return db.session.scalars(wanted.limit(MOST)).all()


def of_project(user, project) -> list[LeadDeclaration]:
    wanted = select(LeadDeclaration).where(readable(user), LeadDeclaration.project_id == project.id)
    return db.session.scalars(wanted.order_by(LeadDeclaration.id).limit(MOST)).all()


def in_office(user, year: int) -> Select:
    """Those of a year in the villages of one's offices."""
    return (
        select(LeadDeclaration)
        .where(LeadDeclaration.year == year, LeadDeclaration.village_id.in_(user.scope))
        .options(
            joinedload(LeadDeclaration.village),
            joinedload(LeadDeclaration.secretary),
            selectinload(LeadDeclaration.targets),
        )
    )


def projects_to_name(user, village) -> list[Project]:
    """Projects of the village a declaration can stand for, as the village counts them."""
    wanted = select(Project).where(
        readable_project(user), Project.village_id == village.id, Project.state.not_in(ENDED)
    )
    return db.session.scalars(wanted.order_by(Project.code).limit(200)).all()


def title_taken(village_id: int, year: int, title: str) -> bool:
    same = (
        LeadDeclaration.village_id == village_id,
        LeadDeclaration.year == year,
        LeadDeclaration.title == title,
    )
    return db.session.scalar(select(LeadDeclaration.id).where(*same)) is not None


class VillageRow(NamedTuple):
    """How many a village has declared for a year; what was returned counts again once declared anew."""

    id: int
    name: str
    secretary: str
    declared: int
    returned: int
    wanted: int

    @property
    def is_missing(self) -> bool:
        return self.declared < self.wanted


class Coverage(NamedTuple):
    villages: list[VillageRow]

    @property
    def missing(self) -> list[VillageRow]:
        return [row for row in self.villages if row.is_missing]

    @property
    def declared(self) -> int:
        return len(self.villages) - len(self.missing)

    @property
    def percent(self) -> Decimal | None:
        """已申报的村 ÷ 全部村"""
        return percent(self.declared, len(self.villages))


def coverage(village_ids, year: int) -> Coverage:
    """Which of these villages have declared what the rule asks for; three questions however many villages."""
    is_returned = case((LeadDeclaration.state == DeclarationState.RETURNED, 1), else_=0)
    counted = (
        select(
            LeadDeclaration.village_id, func.count().label("many"), func.sum(is_returned).label("returned")
        )
        .where(LeadDeclaration.year == year)
        .group_by(LeadDeclaration.village_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Village.id,
            Village.name,
            func.coalesce(counted.c.many, 0),
            func.coalesce(counted.c.returned, 0),
        )
        .outerjoin(counted, counted.c.village_id == Village.id)
        .where(Village.id.in_(village_ids))
        .order_by(Village.town_id, Village.id)
    ).all()
    wanted = rules.in_villages("declaration.per_secretary", village_ids)
    names = _secretaries(village_ids)
    return Coverage(
        [
            VillageRow(id, name, names.get(id, ""), many - returned, returned, wanted[id])
            for id, name, many, returned in rows
        ]
    )


def declared_in(village_ids, year: int) -> dict[int, int]:
    """How many a year's declarations each of these villages has handed in, those returned included."""
    counted = select(LeadDeclaration.village_id, func.count()).where(
        LeadDeclaration.year == year, LeadDeclaration.village_id.in_(village_ids)
    )
    return dict(db.session.execute(counted.group_by(LeadDeclaration.village_id)).all())


def _secretaries(village_ids) -> dict[int, str]:
    """Who holds the office today, by village."""
    today = dates.today()
    rows = db.session.execute(
        select(Office.village_id, User.name)
        .join(User, User.id == Office.user_id)
        .where(
            Office.village_id.in_(village_ids),
            Office.role == Role.SECRETARY,
            User.disabled_at.is_(None),
            or_(Office.since.is_(None), Office.since <= today),
            or_(Office.until.is_(None), Office.until >= today),
        )
        .order_by(Office.id.desc())
    )
    return dict(rows.all())
