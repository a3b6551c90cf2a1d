"""Plans, checks and visits for tests, made through the actions, and the people around them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import NamedTuple

from PIL import Image
from sqlalchemy import select

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.inspections import actions
from govproj.inspections.actions import equipment, plans, tasks, unannounced
from govproj.inspections.actions.tasks import Order
from govproj.inspections.models import Check, Equipment, InspectionTask, SealedVisit, SupervisionPlan
from govproj.inspections.seen import Seen
from govproj.inspections.separation import Person
from govproj.inspections.states import CheckKind, GroupBody, PlanMode, TaskKind
from govproj.projects.models import Project
from govproj.villages.models import Village
from tests import factories

MARKS = count(1)
WEEK = (2022, 23)  # Monday the 6th to Sunday the 12th of June


class Cast(NamedTuple):
    """A village with everybody supervision needs, and a project under construction."""

    village: Village
    project: Project
    lead: User
    contact: User
    secretary: User
    supervisor: User
    other_supervisor: User
    inspector: User
    county: User


def a_cast() -> Cast:
    village = factories.a_village()
    lead, contact = factories.a_party_member(village), factories.a_cadre(village)
    return Cast(
        village,
        factories.a_project(village, lead=lead, contact=contact),
        lead,
        contact,
        factories.a_secretary(village),
        factories.a_supervisor(village),
        factories.a_supervisor(village),
        factories.a_town_inspector(village.town),
        factories.a_county_inspector(village.town.county),
    )


def a_plan(project, *, supervisors=None, inspector=None, approved=True) -> SupervisionPlan:
    """Drawn up by two of the committee and the town's inspector, made up where nobody is named."""
    village = project.village
    first, second = supervisors or (factories.a_supervisor(village), factories.a_supervisor(village))
    inspector = inspector or factories.a_town_inspector(village.town)
    people = [
        Person(first.name, GroupBody.SUPERVISION, first, is_leader=True),
        Person(second.name, GroupBody.SUPERVISION, second),
        Person(inspector.name, GroupBody.DISCIPLINE, inspector),
    ]
    made = plans.write_plan(
        project, money="付款和进度是否相符", mode=PlanMode.BOTH, visits=2, people=people, by=first
    )
    if approved:
        plans.submit(made, by=first)
        plans.approve(made, by=inspector)
    db.session.commit()
    return made


def a_check(
    project, *, kind=CheckKind.WEEKLY, year=WEEK[0], number=WEEK[1], due=date(2022, 6, 12), **kw
) -> Check:
    """The one there is, where the project has come to owe it by itself."""
    which = {"kind": kind, "project_id": project.id, "year": year, "number": number}
    known = db.session.scalar(select(Check).filter_by(**which))
    return known or factories.saved(Check(village_id=project.village_id, due_day=due, **which, **kw))


def a_month(project, **kw) -> Check:
    return a_check(project, kind=CheckKind.MONTHLY, year=2022, number=6, due=date(2022, 6, 25), **kw)


def seen(key="K1", at=None, **kw) -> Seen:
    return Seen(key=key, arrived_at=at or datetime(2022, 6, 10, 2, tzinfo=UTC), **kw)


def a_done_check(project, *, by, key="K1", **kw) -> Check:
    check = a_check(project)
    actions.submit_check(check, seen(key, dates.now(), **kw), by=by)
    db.session.commit()
    return check


def an_order(project, inspector, **kw) -> Order:
    facts = {"title": "看围挡和台账", "due_day": dates.today() + timedelta(days=5), "inspector": inspector}
    return Order(**(facts | {"projects": [project]} | kw))


def a_task(project, *, by, inspector=None, kind=TaskKind.SPECIAL, **kw) -> InspectionTask:
    task = tasks.order(project.village, kind, an_order(project, inspector or by, **kw), by=by)
    db.session.commit()
    return task


def a_sealed_visit(project, *, by, **kw) -> SealedVisit:
    wanted = an_order(project, by, **{"title": "看夜里有没有人", **kw})
    visit = unannounced.seal(project.village, wanted, by=by)
    db.session.commit()
    return visit


def a_photo(name="现场.jpg"):
    """A small one, as a phone would send it."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    content.seek(0)
    return content, name


def a_machine(project, *, by, **kw) -> Equipment:
    facts = {"name": "挖掘机", "mark": f"浙E{next(MARKS):05}", "owner": "试用机械租赁（虚构）", "upkeep": ""}
    machine = equipment.enter(project, by=by, **(facts | kw))
    db.session.commit()
    return machine
