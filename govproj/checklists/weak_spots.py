"""Unanswered questions and overdue items of the checklists, as weak spots of their projects."""

from sqlalchemy import literal, select, union_all

from govproj.checklists.models import ChecklistItem, Exemption, ProblemNote, Signature
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.projects.models import Project


def open_questions(user, village_ids):
    """What somebody asked and nobody answered, then items past their day; one question."""
    here = Project.village_id.in_(set(village_ids) & set(user.scope))
    found = union_all(_asked(here), _overdue(here)).subquery()
    wanted = select(found).order_by(found.c.words == "", found.c.since, found.c.item_id).limit(MOST)
    for row in db.session.execute(wanted):
        words = f"{row.code} {row.words}" if row.words else _("%(code)s 已过期限", code=row.code)
        yield _spot(row.village_id, row.project_id, row.item_id, words, row.since)


def _columns(words, since):
    return (
        Project.village_id.label("village_id"),
        Project.id.label("project_id"),
        ChecklistItem.id.label("item_id"),
        ChecklistItem.code.label("code"),
        words.label("words"),
        since.label("since"),
    )


def _asked(here):
    wanted = select(*_columns(ProblemNote.text, ProblemNote.noted_on))
    return (
        wanted.join(ChecklistItem, ChecklistItem.id == ProblemNote.item_id)
        .join(Project, Project.id == ChecklistItem.project_id)
        .where(here, ProblemNote.answered_on.is_(None))
    )


def _overdue(here):
    done = select(Signature.item_id).where(Signature.withdrawn_at.is_(None))
    done = done.union_all(select(Exemption.item_id).where(Exemption.approved))
    wanted = select(*_columns(literal(""), ChecklistItem.due_on))
    wanted = wanted.join(Project, Project.id == ChecklistItem.project_id)
    return wanted.where(here, ChecklistItem.due_on < dates.today(), ChecklistItem.id.not_in(done))


def _spot(village_id, project_id, item_id, words, since) -> Spot:
    return Spot(village_id, project_id, words, "checklists.show", {"item_id": item_id}, "late", since)
