"""Selections from the reader's point of view: a call is the village's Party members', the inside is for offices."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Role, User
from govproj.core.db import db
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE, readable
from govproj.selections.models import (
    HandOverItem,
    InvolvedFirm,
    LeadAssessment,
    LeadSelection,
    LetterScan,
    Nomination,
    ResponsibilityLetter,
    Seconding,
    SelectionDecision,
    SelectionObjection,
    SelectionStep,
)
from govproj.selections.states import SHOWN, State
from govproj.selections.workflow import NEEDS_A_LEAD

MOST = 100  # running selections a list or a workbench looks at

WITH_PROJECT = joinedload(LeadSelection.project).options(WITH_PLACE, *WITH_PEOPLE)
# Voices and rulings are few, so they come with the nominations; relatives and marks would multiply each other.
WITH_CANDIDATES = selectinload(LeadSelection.nominations).options(
    joinedload(Nomination.person).options(selectinload(User.relatives), joinedload(User.offices)),
    joinedload(Nomination.recommended_by),
    joinedload(Nomination.reconciled_by),
    joinedload(Nomination.checks),
    joinedload(Nomination.seconded).joinedload(Seconding.by),
    selectinload(Nomination.assessments).joinedload(LeadAssessment.assessor),
)
WITH_DECISIONS = joinedload(LeadSelection.decisions).options(
    joinedload(SelectionDecision.deputy), joinedload(SelectionDecision.letter)
)
WITH_STORY = (selectinload(LeadSelection.steps).joinedload(SelectionStep.by), WITH_DECISIONS)


def called(user):
    """What concerns the village's Party members from the day of the call on."""
    return called_in(user.villages_as(Role.PARTY_MEMBER))


def called_in(village_ids):
    return (LeadSelection.state != State.DRAFTING) & Project.village_id.in_(village_ids)


def visible_to(user):
    """Selections of the villages of one's office; of one's own village, as a Party member, those called."""
    mine = or_(Project.village_id.in_(user.scope), called(user))
    return select(LeadSelection).join(LeadSelection.project).where(mine)


def selection_or_404(user, project_id: int) -> LeadSelection:
    """The newest selection of the project; the earlier ones have ended."""
    newest = visible_to(user).where(LeadSelection.project_id == project_id).order_by(LeadSelection.id.desc())
    return db.session.scalar(newest.options(WITH_PROJECT, WITH_CANDIDATES).limit(1)) or abort(404)


def page_of_project(user, project_id: int) -> tuple[Project, list[LeadSelection]]:
    """The project with its selections, newest first; whoever may read it, or was called to lead it.

    Whose name hangs on the notice board is for everybody, also while the project itself is still a plan.
    The draft of a call is not for outsiders.
    """
    of_it = select(LeadSelection.id).where(LeadSelection.project_id == Project.id)
    invited = of_it.where(called(user)).exists()
    hung = of_it.where(LeadSelection.state.in_(SHOWN)).exists()
    wanted = select(Project).where(Project.id == project_id, or_(readable(user), invited, hung))
    project = db.session.scalar(wanted.options(WITH_PLACE, *WITH_PEOPLE)) or abort(404)
    all_of_it = select(LeadSelection).where(LeadSelection.project_id == project_id)
    if project.village_id not in user.scope:
        all_of_it = all_of_it.where(LeadSelection.state != State.DRAFTING)
    at_once = (joinedload(LeadSelection.contact), joinedload(LeadSelection.objections))
    found = all_of_it.options(WITH_CANDIDATES, *WITH_STORY, *at_once)
    return project, db.session.scalars(found.order_by(LeadSelection.id.desc())).unique().all()


def newest_of(project) -> LeadSelection | None:
    """Whatever the reader may see: for the rules, not for a page."""
    found = select(LeadSelection).where(LeadSelection.project_id == project.id)
    return db.session.scalar(found.order_by(LeadSelection.id.desc()).limit(1))


def hung_out_or_404(_user, project_id: int) -> LeadSelection:
    """The selection whose chosen person the village reads about; for everybody."""
    found = select(LeadSelection).where(LeadSelection.project_id == project_id)
    newest = db.session.scalar(
        found.options(WITH_PROJECT, *WITH_STORY).order_by(LeadSelection.id.desc()).limit(1)
    )
    return newest if newest and newest.is_shown else abort(404)


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


def letter_or_404(user, letter_id: int) -> ResponsibilityLetter:
    """Of a village of one's office, or one's own."""
    ours = visible_to(user).where(Project.village_id.in_(user.scope)).with_only_columns(LeadSelection.id)
    own = (
        select(SelectionDecision.id).join(SelectionDecision.nomination).where(Nomination.person_id == user.id)
    )
    found = select(ResponsibilityLetter).where(
        ResponsibilityLetter.id == letter_id,
        or_(ResponsibilityLetter.selection_id.in_(ours), ResponsibilityLetter.decision_id.in_(own)),
    )
    options = (
        joinedload(ResponsibilityLetter.selection).options(WITH_PROJECT),
        joinedload(ResponsibilityLetter.decision)
        .joinedload(SelectionDecision.nomination)
        .joinedload(Nomination.person),
        joinedload(ResponsibilityLetter.contact),
        joinedload(ResponsibilityLetter.village_agreed_by),
        selectinload(ResponsibilityLetter.scans),
    )
    return db.session.scalar(found.options(*options)) or abort(404)


def scan_or_404(user, letter_id: int, scan_id: int) -> LetterScan:
    letter = letter_or_404(user, letter_id)
    return next((scan for scan in letter.scans if scan.id == scan_id), None) or abort(404)


def hand_over_or_404(user, project_id: int) -> LeadSelection:
    """The newest replacement of the project: for its offices, the lead who left and the one who came."""
    left = select(SelectionDecision.selection_id).join(SelectionDecision.nomination)
    left = left.where(Nomination.person_id == user.id, SelectionDecision.set_aside_on.is_(None))
    concerned = or_(
        Project.village_id.in_(user.scope), LeadSelection.id.in_(left), Project.lead_id == user.id
    )
    found = select(LeadSelection).join(LeadSelection.project)
    found = found.where(LeadSelection.project_id == project_id, LeadSelection.state == State.REPLACED)
    options = (
        WITH_PROJECT,
        *WITH_STORY,
        selectinload(LeadSelection.nominations).joinedload(Nomination.person),
        joinedload(LeadSelection.witness),
        selectinload(LeadSelection.hand_over).options(
            joinedload(HandOverItem.given_by), joinedload(HandOverItem.taken_by)
        ),
    )
    newest = found.where(concerned).order_by(LeadSelection.id.desc()).limit(1)
    return db.session.scalar(newest.options(*options)) or abort(404)


def item_or_404(user, project_id: int, item_id: int) -> tuple[LeadSelection, HandOverItem]:
    selection = hand_over_or_404(user, project_id)
    item = next((item for item in selection.hand_over if item.id == item_id), None)
    return selection, item or abort(404)


def noted_firm_or_404(user, firm_row_id: int) -> InvolvedFirm:
    found = select(InvolvedFirm).join(InvolvedFirm.project).where(InvolvedFirm.id == firm_row_id)
    return db.session.scalar(
        found.where(Project.village_id.in_(user.scope)).options(joinedload(InvolvedFirm.firm))
    ) or abort(404)
