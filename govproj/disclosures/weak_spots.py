"""Months whose notice is missing, as weak spots of their projects."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import month
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.disclosures.models import Duty
from govproj.projects.models import Project


def missing_notices(user, village_ids):
    """Past their due day and not published; one question."""
    wanted = (
        select(Project.village_id, Duty.project_id, Duty.month, Duty.due_day)
        .join(Project, Project.id == Duty.project_id)
        .where(Project.village_id.in_(set(village_ids) & set(user.scope)))
        .where(Duty.done_day.is_(None), Duty.due_day < dates.today())
        .order_by(Duty.due_day, Project.code)
    )
    for village_id, project_id, owed, due_day in db.session.execute(wanted.limit(MOST)):
        words = _("欠%(month)s公示", month=month(owed))
        args = {"project_id": project_id}
        yield Spot(village_id, project_id, words, "disclosures.of_project", args, "late", due_day)
