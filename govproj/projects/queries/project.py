"""Who may read which project, one of them, lists of many, the year's work."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from govproj.accounts.models import Role, User
from govproj.accounts.queries import officers
from govproj.core.db import db, prepared, rows
from govproj.core.money import percent
from govproj.projects.models import (
    ENDED,
    UNPUBLISHED,
    Category,
    CentralWorkItem,
    LeadType,
    Project,
    ProjectMonth,
    State,
    StateChange,
    state_label,
)
from govproj.villages.models import Town, Village

PAGE = 20
COUNTED = 1000  # lists are counted up to here and say "1000+" beyond

WITH_PLACE = joinedload(Project.village).joinedload(Village.town).joinedload(Town.county)
WITH_PEOPLE = (
    joinedload(Project.lead),
    joinedload(Project.contact),
    joinedload(Project.contractor),
    joinedload(Project.board),  # whether it has a tab of objects
)
WITH_STEPS = selectinload(Project.steps).joinedload(StateChange.by)
PUBLISHED = and_(*(Project.state != state for state in sorted(UNPUBLISHED)))


def readable(user):
    """Initiated projects are everyone's; plans belong to the village's officials, the lead and the town above."""
    return _readable(user.scope, user.id) if user.is_authenticated else PUBLISHED


def _readable(scope, reader_id):
    return or_(PUBLISHED, Project.village_id.in_(scope), Project.lead_id == reader_id)


def visible_to(user):
    return select(Project).where(readable(user))


def _one(project_id, scope, reader_id):
    """The same question for every reader: Anonymous has no scope and leads nothing."""
    return select(Project).where(Project.id == project_id, _readable(scope, reader_id))


@prepared
def _with_people(project_id, scope, reader_id):
    return _one(project_id, scope, reader_id).options(WITH_PLACE, *WITH_PEOPLE)


def project_or_404(user, project_id: int) -> Project:
    return db.session.scalar(*_with_people(project_id, user.scope, user.id)) or abort(404)


@prepared
def _in_full(project_id, scope, reader_id):
    counts = (undefer(Project.milestones_planned), undefer(Project.milestones_reached))
    few = (
        joinedload(Project.completion_reports),
        joinedload(Project.acceptances),
        joinedload(Project.months),
    )
    options = (WITH_PLACE, *WITH_PEOPLE, *counts, *few, WITH_STEPS)
    return _one(project_id, scope, reader_id).options(*options)


def project_in_full(user, project_id: int) -> Project:
    """With its months and steps, for its own page."""
    found = db.session.scalars(*_in_full(project_id, user.scope, user.id))
    return found.unique().one_or_none() or abort(404)


def project_with_steps(user, project_id: int) -> Project:
    found = visible_to(user).where(Project.id == project_id).options(WITH_PLACE, *WITH_PEOPLE, WITH_STEPS)
    return db.session.scalar(found) or abort(404)


def month_or_404(user, project_id: int, month: str) -> tuple[Project, ProjectMonth | None]:
    """The project and what is recorded for a month that can exist at all."""
    project = project_in_full(user, project_id)
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        abort(404)
    return project, project.month(month)


LEAD = aliased(User)
# Columns instead of models, put together once: lists show thousands of rows.
ROWS = (
    select(
        Project.id,
        Project.name,
        Project.category,
        Project.state,
        Village.name.label("village"),
        Project.village_id,
        LEAD.name.label("lead"),
        Project.lead_type,
        Project.latest_month,
        Project.planned_pct,
        Project.actual_pct,
        Project.budget_fen,
        Project.contract_fen,
        Project.paid_fen,
        Project.planned_end,
    )
    .join(Village, Village.id == Project.village_id)
    .outerjoin(LEAD, LEAD.id == Project.lead_id)
)
OF_BOARD = (
    ROWS.where(Project.village_id == bindparam("village_id"), PUBLISHED)
    .where(*(Project.state != state for state in sorted(ENDED)))
    .order_by(Project.code)
    .limit(60)
)


class Row(NamedTuple):
    """A line of a list, without the weight of the model."""

    id: int
    name: str
    category: Category
    state: State
    village: str
    village_id: int
    lead: str | None
    lead_type: LeadType | None
    latest_month: str | None
    planned_pct: int
    actual_pct: int
    budget_fen: int | None
    contract_fen: int | None
    paid_fen: int
    planned_end: date | None

    @property
    def state_label(self):
        return state_label(self.state, self.category)

    @property
    def paid_pct(self) -> Decimal | None:
        return percent(self.paid_fen, self.contract_fen or 0, 0)


class Found(NamedTuple):
    rows: list[Row]
    total: int  # capped: COUNTED + 1 means "more than COUNTED"
    before: int | None  # for the next page
    after: int | None  # for the previous one


def _matching(user, *, words="", village_id=None, category=None, state=None, led=None):
    wanted = [readable(user)]
    if words:
        wanted.append(
            or_(Project.name.contains(words, autoescape=True), Project.code.contains(words, autoescape=True))
        )
    if village_id:
        wanted.append(Project.village_id == village_id)
    if category:
        wanted.append(Project.category == category)
    if state:
        wanted.append(Project.state == state)
    if led is not None:
        wanted.append(Project.lead_id.is_not(None) if led else Project.lead_id.is_(None))
    return wanted


def search(user, *, before: int | None = None, after: int | None = None, **wanted) -> Found:
    """Newest first, a page at a time by key: a page in the middle of a million costs as much as the first."""
    conditions = _matching(user, **wanted)
    columns = ROWS.where(*conditions)
    if after:
        newer = rows(columns.where(Project.id > after).order_by(Project.id).limit(PAGE + 1))
        found, more_newer, more_older = newer[:PAGE][::-1], len(newer) > PAGE, True
    else:
        older = columns.where(Project.id < before) if before else columns
        older = rows(older.order_by(Project.id.desc()).limit(PAGE + 1))
        found, more_newer, more_older = older[:PAGE], bool(before), len(older) > PAGE
    return Found(
        [Row(*row) for row in found],
        _count(conditions) if more_older or more_newer else len(found),
        found[-1].id if found and more_older else None,
        found[0].id if found and more_newer else None,
    )


def _count(conditions) -> int:
    some = select(Project.id).where(*conditions).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some))


def on_board(village_id: int) -> list[Row]:
    """What a village has under way, by its code: the same for everybody."""
    return [Row(*row) for row in rows(OF_BOARD, village_id=village_id)]


class WorkItem(NamedTuple):
    """A central work item with the project that grew out of it."""

    item: CentralWorkItem
    project: Project | None


def work_items(village_id: int, year: int) -> list[WorkItem]:
    rows = db.session.execute(
        select(CentralWorkItem, Project)
        .outerjoin(Project, Project.work_item_id == CentralWorkItem.id)
        .where(CentralWorkItem.village_id == village_id, CentralWorkItem.year == year)
        .options(joinedload(Project.lead))
        .order_by(CentralWorkItem.id)
    )
    return [WorkItem(*row) for row in rows]


class Led(NamedTuple):
    """被领办项目数 ÷ 中心工作数; a project led by the secretary is a led project like any other."""

    led: int
    items: int
    by_secretary: int  # of the led ones


LED = (
    select(
        func.count(Project.lead_id),
        func.count(CentralWorkItem.id),
        func.coalesce(func.sum(case((Project.lead_type == LeadType.SECRETARY, 1), else_=0)), 0),
    )
    .select_from(CentralWorkItem)
    .outerjoin(Project, Project.work_item_id == CentralWorkItem.id)
    .where(CentralWorkItem.village_id == bindparam("village_id"), CentralWorkItem.year == bindparam("year"))
)


def led_of(village_id: int, year: int) -> Led:
    return Led(*rows(LED, village_id=village_id, year=year)[0])


def work_item_or_404(user, village_id: int, item_id: int) -> CentralWorkItem:
    """An item no project has been made of yet."""
    wanted = select(CentralWorkItem).where(
        CentralWorkItem.id == item_id,
        CentralWorkItem.village_id == village_id,
        ~select(Project.id).where(Project.work_item_id == CentralWorkItem.id).exists(),
    )
    return db.session.scalar(wanted.options(joinedload(CentralWorkItem.village))) or abort(404)


def possible_contacts(village_id: int) -> list[User]:
    """Members of the village committee; a project's contact cadre is one of them."""
    return officers(village_id, Role.CADRE)


def codes_taken(village_id: int, but: Project | None = None) -> frozenset[str]:
    taken = select(Project.code).where(Project.village_id == village_id)
    return frozenset(db.session.scalars(taken.where(Project.id != but.id) if but else taken))


def next_code(taken) -> str:
    """The number after the village's highest, written the same way: MJN-10 → MJN-11; empty where none ends in one."""
    numbered = [found for code in taken if (found := re.fullmatch(r"(.*?)(\d{1,6})", code))]
    last = max(numbered, key=lambda found: int(found[2]), default=None)
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}" if last else ""


def of_firm(user, firm) -> list[Project]:
    """Projects this firm works on that this reader may open, the newest first."""
    wanted = select(Project).where(Project.contractor_id == firm.id, readable(user))
    return db.session.scalars(
        wanted.options(WITH_PLACE).order_by(Project.id.desc()).limit(MOST_OF_FIRM)
    ).all()


MOST_OF_FIRM = 200
