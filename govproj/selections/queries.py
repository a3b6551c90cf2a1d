"""What can be read about selections: a call is the village's Party members', the inside is for offices."""

from datetime import date, datetime
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from govproj.accounts.models import DeclaredRelative, Role, User
from govproj.accounts.queries import officers
from govproj.core import dates
from govproj.core.db import db
from govproj.firms.models import Interest
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE, readable
from govproj.selections.models import (
    ConflictCheck,
    LeadAssessment,
    LeadSelection,
    Nomination,
    SelectionDecision,
    SelectionObjection,
    SelectionStep,
)
from govproj.selections.states import OVER, RUNNING, Outcome, State
from govproj.selections.workflow import NEEDS_A_LEAD, not_barred
from govproj.villages.models import Village

MOST = 100  # running selections a list or a workbench looks at

WITH_PROJECT = joinedload(LeadSelection.project).options(WITH_PLACE, *WITH_PEOPLE)
WITH_CANDIDATES = selectinload(LeadSelection.nominations).options(
    joinedload(Nomination.person).selectinload(User.relatives),
    joinedload(Nomination.recommended_by),
    joinedload(Nomination.reconciled_by),
    selectinload(Nomination.assessments).joinedload(LeadAssessment.assessor),
    selectinload(Nomination.checks),
)
WITH_STORY = (
    selectinload(LeadSelection.steps).joinedload(SelectionStep.by),
    selectinload(LeadSelection.decisions).joinedload(SelectionDecision.deputy),
)


def _called(user):
    """What concerns the village's Party members from the day of the call on."""
    return (LeadSelection.state != State.DRAFTING) & Project.village_id.in_(
        user.grants.get(Role.PARTY_MEMBER, ())
    )


def visible_to(user):
    """Selections of the villages of one's office; of one's own village, as a Party member, those called."""
    mine = or_(Project.village_id.in_(user.scope), _called(user))
    return select(LeadSelection).join(LeadSelection.project).where(mine)


def selection_or_404(user, project_id: int) -> LeadSelection:
    """The newest selection of the project; the earlier ones have ended."""
    newest = visible_to(user).where(LeadSelection.project_id == project_id).order_by(LeadSelection.id.desc())
    return db.session.scalar(newest.options(WITH_PROJECT, WITH_CANDIDATES).limit(1)) or abort(404)


def page_of_project(user, project_id: int) -> tuple[Project, list[LeadSelection]]:
    """The project with its selections, newest first; whoever may read it, or was called to lead it.

    The draft of a call is not for outsiders.
    """
    called = select(LeadSelection.id).where(LeadSelection.project_id == Project.id, _called(user)).exists()
    wanted = select(Project).where(Project.id == project_id, or_(readable(user), called))
    project = db.session.scalar(wanted.options(WITH_PLACE, *WITH_PEOPLE)) or abort(404)
    all_of_it = select(LeadSelection).where(LeadSelection.project_id == project_id)
    if project.village_id not in user.scope:
        all_of_it = all_of_it.where(LeadSelection.state != State.DRAFTING)
    found = all_of_it.options(WITH_CANDIDATES, *WITH_STORY, joinedload(LeadSelection.contact))
    return project, db.session.scalars(found.order_by(LeadSelection.id.desc())).all()


def newest_of(project) -> LeadSelection | None:
    """Whatever the reader may see: for the rules, not for a page."""
    found = select(LeadSelection).where(LeadSelection.project_id == project.id)
    return db.session.scalar(found.order_by(LeadSelection.id.desc()).limit(1))


def may_begin(project, selections: list[LeadSelection]) -> bool:
    """Whether a new search for a lead makes sense."""
    sought = any(not selection.is_over for selection in selections)
    return project.wants_lead and project.lead_id is None and project.state in NEEDS_A_LEAD and not sought


def nomination_or_404(user, nomination_id: int) -> Nomination:
    """One's own, or one in a village of one's office."""
    ours = visible_to(user).with_only_columns(LeadSelection.id)
    inside = Nomination.selection_id.in_(ours.where(Project.village_id.in_(user.scope)))
    found = select(Nomination).where(
        Nomination.id == nomination_id,
        or_(inside, Nomination.person_id == user.id),
    )
    options = joinedload(Nomination.selection).options(WITH_PROJECT, WITH_CANDIDATES)
    return db.session.scalar(found.options(options)) or abort(404)


def objection_or_404(user, objection_id: int) -> SelectionObjection:
    ours = visible_to(user).where(Project.village_id.in_(user.scope)).with_only_columns(LeadSelection.id)
    found = select(SelectionObjection).where(
        SelectionObjection.id == objection_id, SelectionObjection.selection_id.in_(ours)
    )
    return db.session.scalar(found) or abort(404)


class Running(NamedTuple):
    """A selection under way as one line, with what is still open in it; `accepted` and `declined` are one's own."""

    project_id: int
    project: str
    village: str
    village_id: int
    state: State
    period: str
    closes_on: date | None
    publicised_until: date | None
    due_on: date | None
    nominated: int | None  # id of one's own nomination
    accepted_at: datetime | None
    declined_at: datetime | None
    unmarked: int  # candidates this user has not marked
    short_of_marks: int  # candidates fewer than the least number of assessors have marked
    unchecked: int
    referred: int  # waiting for the inspectors
    unanswered: int  # objections

    @property
    def takes_nominations(self) -> bool:
        return self.state is State.PUBLISHED and dates.today() <= self.closes_on

    @property
    def stands(self) -> bool:
        return self.accepted_at is not None and self.declined_at is None

    @property
    def is_asked(self) -> bool:
        """Recommended by others and not answered yet."""
        return self.nominated is not None and self.accepted_at is None and self.declined_at is None


def running(user) -> list[Running]:
    """Everything under way that this user may know of, the nearest day first; one query, however many."""
    mine = aliased(Nomination)
    referred = _checked(ConflictCheck.outcome == Outcome.REFERRED)
    by_inspectors = _checked(ConflictCheck.office != Role.SUPERVISOR)
    columns = (
        select(
            LeadSelection.project_id,
            Project.name,
            Village.name,
            Project.village_id,
            LeadSelection.state,
            LeadSelection.period,
            LeadSelection.closes_on,
            LeadSelection.publicised_until,
            LeadSelection.due_on,
            mine.id,
            mine.accepted_at,
            mine.declined_at,
            _candidates_but(_marked_by(user), Nomination.person_id != user.id),
            _candidates_but(_marked_by_enough()),
            _candidates_but(_checked()),
            _candidates_but(by_inspectors, referred),
            select(func.count(SelectionObjection.id))
            .where(
                SelectionObjection.selection_id == LeadSelection.id, SelectionObjection.answered_on.is_(None)
            )
            .scalar_subquery(),
        )
        .join(LeadSelection.project)
        .join(Project.village)
        .outerjoin(mine, (mine.selection_id == LeadSelection.id) & (mine.person_id == user.id))
    )
    concerned = or_(Project.village_id.in_(user.scope), _called(user))
    rows = columns.where(LeadSelection.state.in_(RUNNING), concerned)
    return [
        Running(*row)
        for row in db.session.execute(rows.order_by(LeadSelection.due_on, LeadSelection.id).limit(MOST))
    ]


def _candidates_but(done, *also):
    """How many stand in the selection for whom `done` does not hold yet."""
    standing = (
        Nomination.selection_id == LeadSelection.id,
        Nomination.accepted_at.is_not(None),
        Nomination.declined_at.is_(None),
    )
    counted = select(func.count(Nomination.id)).where(*standing, not_(done), *also)
    return counted.correlate(LeadSelection).scalar_subquery()


def _marked_by(user):
    mark = select(LeadAssessment.id).where(
        LeadAssessment.nomination_id == Nomination.id, LeadAssessment.assessor_id == user.id
    )
    return mark.exists()


def _marked_by_enough():
    marks = select(func.count(LeadAssessment.id)).where(LeadAssessment.nomination_id == Nomination.id)
    return marks.scalar_subquery() >= LeadSelection.min_assessors


def _checked(*how):
    return select(ConflictCheck.id).where(ConflictCheck.nomination_id == Nomination.id, *how).exists()


def without_call(user) -> list[Project]:
    """Projects meant to be led, in villages this user is the secretary of, for which nobody is being sought."""
    sought = select(LeadSelection.project_id).where(LeadSelection.state.not_in(OVER))
    wanted = select(Project).where(
        Project.village_id.in_(user.grants.get(Role.SECRETARY, ())),
        Project.wants_lead,
        Project.lead_id.is_(None),
        Project.state.in_(NEEDS_A_LEAD),
        Project.id.not_in(sought),
    )
    return db.session.scalars(wanted.order_by(Project.code).limit(MOST)).all()


def current_load(person) -> int:
    """How many projects this person leads that still need leading."""
    led = select(func.count(Project.id)).where(
        Project.lead_id == person.id, Project.state.in_(NEEDS_A_LEAD | {ProjectState.COMPLETED})
    )
    return db.session.scalar(led)


def possible_leads(selection: LeadSelection) -> list[User]:
    """Party members of the village who may lead and have not been asked yet."""
    taken = {n.person_id for n in selection.nominations}
    members = officers(selection.village_id, Role.PARTY_MEMBER)
    return [m for m in members if m.id not in taken and not not_barred(m, selection.village_id)]


def possible_deputies(selection: LeadSelection) -> list[User]:
    members = officers(selection.village_id, Role.PARTY_MEMBER)
    return [m for m in members if not not_barred(m, selection.village_id)]


class Ties(NamedTuple):
    """What somebody has declared, laid beside the contractor of the project."""

    relatives: list[DeclaredRelative]
    interests: list[Interest]
    contractor: object

    @property
    def with_contractor(self) -> list[Interest]:
        return [i for i in self.interests if self.contractor and i.firm_id == self.contractor.id]


def ties_of(person, project) -> Ties:
    return Ties(person.current_relatives, interests_of(person), project.contractor)


def interests_of(person) -> list[Interest]:
    declared = select(Interest).where(Interest.user_id == person.id).options(joinedload(Interest.firm))
    return db.session.scalars(declared.order_by(Interest.id)).all()


def interest_or_404(user, interest_id: int) -> Interest:
    own = select(Interest).where(Interest.id == interest_id, Interest.user_id == user.id)
    return db.session.scalar(own.options(joinedload(Interest.firm))) or abort(404)
