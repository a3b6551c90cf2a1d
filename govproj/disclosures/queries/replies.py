"""The replies that wait for somebody, as parts of the one question of reminders.py."""

from sqlalchemy import String, case, cast, func, literal, or_, select

from govproj.disclosures import policy
from govproj.disclosures.models import (
    CombinedLine,
    CombinedSheet,
    Complaint,
    Disclosure,
    Inquiry,
    Instance,
    Objection,
    ObjectionReply,
)
from govproj.projects.models import Project
from govproj.villages.models import Village


def parts_for(user):
    """Only what this office answers; the page decides once more when it is opened."""
    village = [number for number in user.scope if user.works_in(number)]
    committee = [number for number in user.scope if user.supervises(number)]
    town = [number for number in user.scope if policy.answers_for_town(user, number)]
    for reached, instance in (
        (village, Instance.VILLAGE),
        (committee, Instance.COMMITTEE),
        (town, Instance.TOWN),
    ):
        if reached:
            yield _objections(user, reached, instance)
            yield _against_sheets(user, reached, instance)
    if village:
        yield _unanswered("inquiry", Inquiry, village).where(_not_led_by(user))
    if town:
        own_contact = func.coalesce(Project.contact_id, 0) == user.id
        yield _unanswered("complaint", Complaint, town).where(_not_led_by(user), ~own_contact)


def _not_led_by(user):
    """Nobody answers about work they lead."""
    return func.coalesce(Project.lead_id, 0) != user.id


def _objections(user, village_ids, instance: Instance):
    wanted = (
        _line("objection", Objection.id, Project.name, ObjectionReply.due_on)
        .join(ObjectionReply, ObjectionReply.objection_id == Objection.id)
        .join(Disclosure, Disclosure.id == Objection.disclosure_id)
        .join(Project, Project.id == Disclosure.project_id)
        .where(Project.village_id.in_(village_ids), ObjectionReply.replied_on.is_(None))
        .where(ObjectionReply.instance == instance, _not_led_by(user))
        .where(_not_answered_by(user))
    )
    if instance is Instance.COMMITTEE:
        wanted = wanted.where(func.coalesce(Project.contact_id, 0) != user.id)
    return wanted


def _not_answered_by(user):
    return Objection.id.not_in(select(ObjectionReply.objection_id).where(ObjectionReply.by_id == user.id))


def _against_sheets(user, village_ids, instance: Instance):
    """The same against combined sheets: nobody answers where work of their own is named, or stands on the sheet."""
    their_own = Project.lead_id == user.id
    if instance is Instance.COMMITTEE:
        their_own = their_own | (Project.contact_id == user.id)
    on_it = (
        select(CombinedLine.id).join(CombinedLine.project).where(CombinedLine.sheet_id == Objection.sheet_id)
    )
    on_it = on_it.where(their_own, or_(Objection.named_id.is_(None), Objection.named_id == Project.id))
    return (
        _line("objection", Objection.id, Village.name, ObjectionReply.due_on)
        .join(ObjectionReply, ObjectionReply.objection_id == Objection.id)
        .join(CombinedSheet, CombinedSheet.id == Objection.sheet_id)
        .join(Village, Village.id == CombinedSheet.village_id)
        .where(CombinedSheet.village_id.in_(village_ids), ObjectionReply.replied_on.is_(None))
        .where(ObjectionReply.instance == instance, ~on_it.exists(), _not_answered_by(user))
    )


def _unanswered(kind: str, model, village_ids):
    about = case((model.project_id.is_(None), Village.name), else_=Project.name)
    return (
        _line(kind, model.id, about, model.due_on)
        .join(Village, Village.id == model.village_id)
        .outerjoin(Project, Project.id == model.project_id)
        .where(model.village_id.in_(village_ids), model.replied_on.is_(None))
    )


def _line(kind: str, number, about, due_on):
    columns = {
        "kind": literal(kind),
        "number": number,
        "about": cast(about, String),
        "month": literal(""),
        "day": due_on,
        "count": literal(1),
        "who": literal(""),
    }
    return select(*(column.label(label) for label, column in columns.items()))
