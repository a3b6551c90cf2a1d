"""今天要办: the replies that wait for somebody. The page decides once more when it is opened."""

from functools import partial

from sqlalchemy import case, func, or_, select, union_all

from govproj.core import todo
from govproj.core.i18n import _l
from govproj.core.todo import Kind, Row, Todo, columns
from govproj.disclosures.models import Disclosure
from govproj.inquiries.models import Complaint, Inquiry, Instance, Objection, ObjectionReply
from govproj.inquiries.policy import answers_for_town
from govproj.noticeboards.models import CombinedLine, CombinedSheet
from govproj.projects.models import Project
from govproj.villages.models import Village


def register(app) -> None:
    todo.lines(
        app,
        Kind(_objections, partial(_line, "inquiries.objection", "objection_id", _l("答复异议：%(about)s"))),
        Kind(_inquiries, partial(_line, "inquiries.inquiry", "inquiry_id", _l("答复质询：%(about)s"))),
        Kind(
            _complaints, partial(_line, "inquiries.complaint", "complaint_id", _l("调查答复投诉：%(about)s"))
        ),
    )


def _line(endpoint: str, name: str, words, row: Row) -> Todo:
    return Todo(str(words) % {"about": row.name}, endpoint, {name: row.id}, row.day)


ANSWERS_FOR = {
    Instance.VILLAGE: lambda user, village_id: user.works_in(village_id),
    Instance.COMMITTEE: lambda user, village_id: user.supervises(village_id),
    Instance.TOWN: answers_for_town,
}


def _where(user, instance: Instance) -> list[int]:
    """The villages in which this user answers for the instance."""
    return [number for number in user.scope if ANSWERS_FOR[instance](user, number)]


def _not_led_by(user):
    """Nobody answers about work they lead."""
    return func.coalesce(Project.lead_id, 0) != user.id


def _not_looked_after_by(user):
    return func.coalesce(Project.contact_id, 0) != user.id


# ---- objections, whoever is asked now ----


def _objections(user):
    asked = [(instance, villages) for instance in Instance if (villages := _where(user, instance))]
    arms = [
        arm(user, villages, instance) for instance, villages in asked for arm in (_to_notices, _to_sheets)
    ]
    if not arms:
        return None
    every = union_all(*arms).subquery()
    return select(every).order_by(every.c.day, every.c.id)


def _owed(user, instance: Instance, about):
    """Replies of this instance that are missing, but for objections this user has answered once already."""
    answered = select(ObjectionReply.objection_id).where(ObjectionReply.by_id == user.id)
    return (
        select(*columns(Objection.id, name=about, day=ObjectionReply.due_on))
        .join(ObjectionReply, ObjectionReply.objection_id == Objection.id)
        .where(ObjectionReply.replied_on.is_(None), ObjectionReply.instance == instance)
        .where(Objection.id.not_in(answered))
    )


def _to_notices(user, village_ids, instance: Instance):
    wanted = (
        _owed(user, instance, Project.name)
        .join(Disclosure, Disclosure.id == Objection.disclosure_id)
        .join(Project, Project.id == Disclosure.project_id)
        .where(Project.village_id.in_(village_ids), _not_led_by(user))
    )
    return wanted.where(_not_looked_after_by(user)) if instance is Instance.COMMITTEE else wanted


def _to_sheets(user, village_ids, instance: Instance):
    """Nobody answers where work of their own is named, or stands on the sheet."""
    their_own = Project.lead_id == user.id
    if instance is Instance.COMMITTEE:
        their_own = their_own | (Project.contact_id == user.id)
    on_it = (
        select(CombinedLine.id)
        .join(CombinedLine.project)
        .where(CombinedLine.sheet_id == Objection.sheet_id)
        .where(their_own, or_(Objection.named_id.is_(None), Objection.named_id == Project.id))
    )
    return (
        _owed(user, instance, Village.name)
        .join(CombinedSheet, CombinedSheet.id == Objection.sheet_id)
        .join(Village, Village.id == CombinedSheet.village_id)
        .where(CombinedSheet.village_id.in_(village_ids), ~on_it.exists())
    )


# ---- inquiries to the village, complaints to the town ----


def _inquiries(user):
    villages = _where(user, Instance.VILLAGE)
    return _unanswered(Inquiry, villages).where(_not_led_by(user)) if villages else None


def _complaints(user):
    villages = _where(user, Instance.TOWN)
    if not villages:
        return None
    return _unanswered(Complaint, villages).where(_not_led_by(user), _not_looked_after_by(user))


def _unanswered(model, village_ids):
    about = case((model.project_id.is_(None), Village.name), else_=Project.name)
    return (
        select(*columns(model.id, name=about, day=model.due_on))
        .join(Village, Village.id == model.village_id)
        .outerjoin(Project, Project.id == model.project_id)
        .where(model.village_id.in_(village_ids), model.replied_on.is_(None))
        .order_by(model.due_on, model.id)
    )
