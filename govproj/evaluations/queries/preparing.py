"""What is needed to prepare a round: projects to ask about, who is left out, the roll, keys."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import DeclaredRelative, Office, Role, User
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.evaluations import policy
from govproj.evaluations.models import (
    EvaluationRound,
    HolderKey,
    PaperForm,
    QuestionSet,
    RollEntry,
)
from govproj.evaluations.queries.reading import round_or_404
from govproj.firms.models import Interest
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.villages.models import Resident, Town, Village

ASKED_ABOUT = (
    ProjectState.BUILDING,
    ProjectState.SUSPENDED,
    ProjectState.COMPLETED,
    ProjectState.ACCEPTED,
    ProjectState.SETTLED,
    ProjectState.HANDED_OVER,
)


def villages_of(user) -> list[Village]:
    """Those the user holds an office in or above."""
    if not user.scope:
        return []
    return db.session.scalars(select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)).all()


def projects_to_ask_about(village_id: int) -> list[Project]:
    return db.session.scalars(
        select(Project)
        .where(Project.village_id == village_id, Project.state.in_(ASKED_ABOUT))
        .order_by(Project.code)
    ).all()


def excluded_residents(projects) -> set[int]:
    """Lead, contact, the contractor's people and their declared relatives, for any of the projects."""
    firms = {project.contractor_id for project in projects if project.contractor_id}
    at_firm = select(Interest.user_id).where(Interest.firm_id.in_(firms))
    people = {person for project in projects for person in (project.lead_id, project.contact_id) if person}
    concerned = or_(User.id.in_(people), User.id.in_(at_firm))
    themselves = select(User.resident_id).where(concerned, User.resident_id.is_not(None))
    relatives = (
        select(DeclaredRelative.resident_id)
        .join(DeclaredRelative.user)
        .where(concerned, DeclaredRelative.resident_id.is_not(None), DeclaredRelative.ended_on.is_(None))
    )
    return set(db.session.scalars(themselves.union(relatives)))


def witnesses(round_, user) -> list[User]:
    """Of the other body: whoever prints, somebody of the other one stands beside and signs too."""
    if user.supervises(round_.village_id):
        beside = (Office.role == Role.TOWN_INSPECTOR) & (Office.town_id == round_.village.town_id)
    else:
        beside = (Office.role == Role.SUPERVISOR) & (Office.village_id == round_.village_id)
    return db.session.scalars(
        select(User)
        .join(User.offices)
        .where(beside, User.disabled_at.is_(None))
        .options(selectinload(User.offices))
        .distinct()
        .order_by(User.id)
    ).all()


def witnesses_of_the_count(round_, user) -> list[User]:
    """Who may stand by; by `policy.can_witness`."""
    committee = (Office.role == Role.SUPERVISOR) & (Office.village_id == round_.village_id)
    town = (Office.role == Role.TOWN_INSPECTOR) & (Office.town_id == round_.village.town_id)
    people = db.session.scalars(
        select(User)
        .join(User.offices)
        .where(or_(committee, town), User.disabled_at.is_(None))
        .options(selectinload(User.offices).joinedload(Office.town).selectinload(Town.villages))
        .distinct()
        .order_by(User.id)
    ).all()
    return [person for person in people if policy.can_witness(person, round_, user)]


def own_roll_entry(user, round_id: int) -> tuple[EvaluationRound, RollEntry]:
    """The reader's own line of the roll, or 404: nobody is told about anybody else's."""
    found = round_or_404(user, round_id)
    entry = db.session.get(RollEntry, (round_id, user.resident_id)) if user.resident_id else None
    if entry is None:
        abort(404)
    if entry.drew_online:
        abort(403, _("您已经领过一张票，每人只能领一张。号码只在领的时候显示过。"))
    return found, entry


def on_roll(user, round_) -> RollEntry | None:
    resident_id = getattr(user, "resident_id", None)
    return db.session.get(RollEntry, (round_.id, resident_id)) if resident_id else None


def roll(round_) -> list[RollEntry]:
    """By group and line of the paper roster."""
    return db.session.scalars(
        select(RollEntry)
        .join(RollEntry.resident)
        .where(RollEntry.round_id == round_.id)
        .options(joinedload(RollEntry.resident).joinedload(Resident.group))
        .order_by(Resident.group_id, Resident.number)
    ).all()


def own_key(user) -> HolderKey:
    return key_of(user) or abort(404)


def key_of(user) -> HolderKey | None:
    return db.session.get(HolderKey, user.id)


def paper_forms(round_) -> list[PaperForm]:
    return db.session.scalars(
        select(PaperForm)
        .where(PaperForm.round_id == round_.id)
        .order_by(PaperForm.serial, PaperForm.keyed_by_id)
        .options(joinedload(PaperForm.keyed_by))
    ).all()


def sets_of(village_id: int, *, retired: bool = False) -> list[QuestionSet]:
    """Newest version first."""
    wanted = select(QuestionSet).where(QuestionSet.village_id == village_id)
    if not retired:
        wanted = wanted.where(QuestionSet.retired.is_(False))
    return db.session.scalars(wanted.order_by(QuestionSet.name, QuestionSet.number.desc())).all()


def set_or_404(user, set_id: int) -> QuestionSet:
    found = db.session.scalar(
        select(QuestionSet)
        .options(joinedload(QuestionSet.village))
        .where(QuestionSet.id == set_id, QuestionSet.village_id.in_(user.scope))
    )
    return found or abort(404)


def holders(round_) -> list[User]:
    """Who could open the urn if it were sealed now."""
    return [key.user for key in round_.keys]
