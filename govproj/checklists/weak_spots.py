"""Unanswered questions and overdue items of the checklists, as weak spots of their projects."""

from sqlalchemy import select

from govproj.checklists.models import ChecklistItem, Exemption, ProblemNote, Signature
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.projects.models import Project


def open_questions(user, village_ids):
    """What somebody asked and nobody answered, then items past their day; two questions."""
    here = Project.village_id.in_(set(village_ids) & set(user.scope))
    asked = (
        select(
            Project.village_id,
            Project.id,
            ChecklistItem.id,
            ChecklistItem.code,
            ProblemNote.text,
            ProblemNote.noted_on,
        )
        .join(ChecklistItem, ChecklistItem.id == ProblemNote.item_id)
        .join(Project, Project.id == ChecklistItem.project_id)
        .where(here, ProblemNote.answered_on.is_(None))
        .order_by(ProblemNote.noted_on, ProblemNote.id)
    )
    for village_id, project_id, item_id, code, text, on in db.session.execute(asked.limit(MOST)):
        yield _spot(village_id, project_id, item_id, f"{code} {text}", on)
    for village_id, project_id, item_id, code, due_on in db.session.execute(_overdue(here).limit(MOST)):
        yield _spot(village_id, project_id, item_id, _("%(code)s 已过期限", code=code), due_on)


def _overdue(here):
    done = select(Signature.item_id).where(Signature.withdrawn_at.is_(None))
    done = done.union_all(select(Exemption.item_id).where(Exemption.approved))
    wanted = select(
        Project.village_id, Project.id, ChecklistItem.id, ChecklistItem.code, ChecklistItem.due_on
    ).join(Project, Project.id == ChecklistItem.project_id)
    late = ChecklistItem.due_on < dates.today()
    return wanted.where(here, late, ChecklistItem.id.not_in(done)).order_by(ChecklistItem.due_on)


def _spot(village_id, project_id, item_id, words, since) -> Spot:
    return Spot(village_id, project_id, words, "checklists.show", {"item_id": item_id}, "late", since)
