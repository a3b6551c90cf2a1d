"""被领办项目数 ÷ 中心工作数, with the list behind the figure."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.projects.models import UNPUBLISHED, Category, CentralWorkItem, Project, state_label
from govproj.projects.models import State as ProjectState
from govproj.selections.models import LeadSelection, Nomination, SelectionDecision, SelectionStep
from govproj.selections.states import IN_OFFICE, Way
from govproj.villages.models import Town, Village

MOST = 1000


class Item(NamedTuple):
    """One item of the year's central work, with who leads it and how that came about."""

    name: str
    project_id: int | None
    project: str | None
    state: ProjectState | None
    category: Category | None
    lead: str | None
    contact: str | None
    way: Way | None
    appointed_on: date | None

    @property
    def state_label(self):
        return state_label(self.state, self.category)

    def opens_for(self, user, village_id: int) -> bool:
        """Whether this reader can open the project; its lead is public, a plan is not."""
        published = self.project_id is not None and self.state not in UNPUBLISHED
        return published or (self.project_id is not None and village_id in user.scope)


def items(village_id: int, year: int) -> list[Item]:
    lead, contact = aliased(User), aliased(User)
    in_office = (LeadSelection.project_id == Project.id) & LeadSelection.state.in_(IN_OFFICE)
    holds = (SelectionDecision.selection_id == LeadSelection.id) & SelectionDecision.set_aside_on.is_(None)
    appointed = select(func.max(SelectionStep.occurred_on)).where(
        SelectionStep.selection_id == LeadSelection.id, SelectionStep.move == "appoint"
    )
    wanted = (
        select(
            CentralWorkItem.name,
            Project.id,
            Project.name,
            Project.state,
            Project.category,
            lead.name,
            contact.name,
            Nomination.way,
            appointed.correlate(LeadSelection).scalar_subquery(),
        )
        .outerjoin(Project, Project.work_item_id == CentralWorkItem.id)
        .outerjoin(lead, lead.id == Project.lead_id)
        .outerjoin(contact, contact.id == Project.contact_id)
        .outerjoin(LeadSelection, in_office)
        .outerjoin(SelectionDecision, holds)
        .outerjoin(Nomination, Nomination.id == SelectionDecision.nomination_id)
        .where(CentralWorkItem.village_id == village_id, CentralWorkItem.year == year)
    )
    return [Item(*row) for row in db.session.execute(wanted.order_by(CentralWorkItem.id).limit(MOST))]


class OfVillage(NamedTuple):
    """A line of the report."""

    village_id: int
    village: str
    town: str
    led: int
    items: int


def by_village(year: int) -> list[OfVillage]:
    """Villages that have registered central work for the year."""
    wanted = (
        select(
            Village.id, Village.name, Town.name, func.count(Project.lead_id), func.count(CentralWorkItem.id)
        )
        .join(CentralWorkItem, CentralWorkItem.village_id == Village.id)
        .join(Town, Town.id == Village.town_id)
        .outerjoin(Project, Project.work_item_id == CentralWorkItem.id)
        .where(CentralWorkItem.year == year)
        .group_by(Village.id, Village.name, Town.id, Town.name)
        .order_by(Town.id, Village.id)
    )
    return [OfVillage(*row) for row in db.session.execute(wanted.limit(MOST))]


def years() -> list[int]:
    """Of which central work is registered anywhere, the newest first."""
    return db.session.scalars(
        select(CentralWorkItem.year).distinct().order_by(CentralWorkItem.year.desc())
    ).all()
