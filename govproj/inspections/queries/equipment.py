"""The ledger of machines on a site; those that failed their last test first."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core.db import db
from govproj.inspections.models import Equipment, EquipmentTest
from govproj.inspections.queries.reading import looked_at_in
from govproj.projects.models import Project

MOST = 200


def ledger_of(project) -> Sequence[Equipment]:
    wanted = select(Equipment).where(Equipment.project_id == project.id).order_by(Equipment.id).limit(MOST)
    wanted = wanted.options(
        selectinload(Equipment.tests).joinedload(EquipmentTest.by), joinedload(Equipment.project)
    )
    machines = db.session.scalars(wanted).all()
    return sorted(machines, key=lambda m: (m.left_on is not None, not m.failed))


class AtWork(NamedTuple):
    """Machines on a site now, how many of them failed their last test, and how often the site was supervised."""

    machines: int
    failed: int
    looked_at: int  # this month


def at_work(project, today: date) -> AtWork:
    """One question."""
    newest = select(EquipmentTest.passed).where(EquipmentTest.equipment_id == Equipment.id)
    newest = newest.order_by(EquipmentTest.id.desc()).limit(1).scalar_subquery()
    here = select(func.count()).where(Equipment.project_id == project.id, Equipment.left_on.is_(None))
    failed = here.where(newest.is_(False))
    wanted = select(here.scalar_subquery(), failed.scalar_subquery(), looked_at_in(project, today))
    return AtWork(*db.session.execute(wanted).one())


def machine_or_404(user, equipment_id: int) -> Equipment:
    """For those in office and the lead, as the reports are."""
    wanted = (
        select(Equipment)
        .join(Equipment.project)
        .where(Equipment.id == equipment_id)
        .where(or_(Project.village_id.in_(user.scope), Project.lead_id == user.id))
        .options(contains_eager(Equipment.project), selectinload(Equipment.tests))
    )
    return db.session.scalar(wanted) or abort(404)
