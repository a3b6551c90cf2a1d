"""Selections under way as lines of a list or a workbench, and projects for which nobody is being sought."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, not_, or_, select
from sqlalchemy.orm import aliased

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db, prepared, rows
from govproj.projects.models import CentralWorkItem, Project
from govproj.selections.models import (
    ConflictCheck,
    HandOverItem,
    LeadAssessment,
    LeadSelection,
    Nomination,
    ResponsibilityLetter,
    SelectionDecision,
    SelectionObjection,
)
from govproj.selections.queries.reading import called_in
from govproj.selections.states import OVER, RUNNING, Outcome, State, Way
from govproj.selections.workflow import NEEDS_A_LEAD
from govproj.villages.models import Village

MOST = 100  # running selections a list or a workbench looks at


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
    extended: bool
    answers: int  # who stands or was asked, the committees' own proposals left out
    unmarked: int  # candidates this user has not marked
    short_of_marks: int  # candidates fewer than the least number of assessors have marked
    unchecked: int
    referred: int  # waiting for the inspectors
    unanswered: int  # objections
    answer_by: date | None  # the first of them
    letters: int  # drawn up for the person now chosen: 0 or 1
    to_agree: int  # 1 where it waits for this user, as the one chosen

    @property
    def takes_nominations(self) -> bool:
        return self.state is State.PUBLISHED and dates.today() <= self.closes_on

    @property
    def no_applicant(self) -> bool:
        """As LeadSelection.no_applicant says, from the columns."""
        ran_out = self.closes_on is not None and dates.today() > self.closes_on
        return not self.answers and (self.extended or ran_out)

    @property
    def stands(self) -> bool:
        return self.accepted_at is not None and self.declined_at is None

    @property
    def is_asked(self) -> bool:
        """Recommended by others and not answered yet."""
        return self.nominated is not None and self.accepted_at is None and self.declined_at is None


@prepared
def _running(user_id, scope, member_of):
    mine = aliased(Nomination)
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
            LeadSelection.extended,
            _answers(),
            _candidates_but(_marked_by(user_id), Nomination.person_id != user_id),
            _candidates_but(_marked_by_enough()),
            _candidates_but(_checked()),
            _candidates_but(_settled()),
            _unanswered(func.count(SelectionObjection.id)),
            _unanswered(func.min(SelectionObjection.due_on)),
            _letters(),
            _letters(
                ResponsibilityLetter.lead_agreed_at.is_(None), mine.id == SelectionDecision.nomination_id
            ),
        )
        .join(LeadSelection.project)
        .join(Project.village)
        .outerjoin(mine, (mine.selection_id == LeadSelection.id) & (mine.person_id == user_id))
    )
    concerned = or_(Project.village_id.in_(scope), called_in(member_of))
    under_way = columns.where(LeadSelection.state.in_(RUNNING), concerned)
    return under_way.order_by(LeadSelection.due_on, LeadSelection.id).limit(MOST)


def running(user) -> list[Running]:
    """Everything under way that this user may know of, the nearest day first; one query, however many."""
    found = rows(*_running(user.id, user.scope, user.villages_as(Role.PARTY_MEMBER)))
    return [Running(*row) for row in found]


def _candidates_but(done, *also):
    """How many stand in the selection for whom `done` does not hold yet."""
    standing = (
        Nomination.selection_id == LeadSelection.id,
        Nomination.accepted_at.is_not(None),
        Nomination.declined_at.is_(None),
    )
    counted = select(func.count(Nomination.id)).where(*standing, not_(done), *also)
    return counted.correlate(LeadSelection).scalar_subquery()


def _settled():
    """Whether the newest ruling is more than a referral; who has not been checked at all waits for nobody above."""
    newest = select(func.max(ConflictCheck.id)).where(ConflictCheck.nomination_id == Nomination.id)
    is_newest = ConflictCheck.id == newest.correlate(Nomination).scalar_subquery()
    return ~_checked(is_newest, ConflictCheck.outcome == Outcome.REFERRED)


def _unanswered(what):
    open_ones = (
        SelectionObjection.selection_id == LeadSelection.id,
        SelectionObjection.answered_on.is_(None),
    )
    return select(what).where(*open_ones).correlate(LeadSelection).scalar_subquery()


def _letters(*how):
    """Letters of the decision that holds, for which also `how` holds."""
    counted = select(func.count(ResponsibilityLetter.id)).join(ResponsibilityLetter.decision)
    counted = counted.where(
        ResponsibilityLetter.selection_id == LeadSelection.id, SelectionDecision.set_aside_on.is_(None), *how
    )
    return counted.correlate_except(ResponsibilityLetter, SelectionDecision).scalar_subquery()


def _answers():
    came = (Nomination.selection_id == LeadSelection.id, Nomination.declined_at.is_(None))
    counted = select(func.count(Nomination.id)).where(*came, Nomination.way != Way.COMMITTEE)
    return counted.correlate(LeadSelection).scalar_subquery()


def _marked_by(user_id):
    mark = select(LeadAssessment.id).where(
        LeadAssessment.nomination_id == Nomination.id, LeadAssessment.assessor_id == user_id
    )
    return mark.exists()


def _marked_by_enough():
    marks = select(func.count(LeadAssessment.id)).where(LeadAssessment.nomination_id == Nomination.id)
    return marks.scalar_subquery() >= LeadSelection.min_assessors


def _checked(*how):
    return select(ConflictCheck.id).where(ConflictCheck.nomination_id == Nomination.id, *how).exists()


def hand_overs() -> Select:
    """Ids of selections whose lead was replaced and whose hand-over nobody has witnessed yet.

    `Nomination` is the lead before, `Project.lead_id` the one after.
    """
    holds = (SelectionDecision.selection_id == LeadSelection.id) & SelectionDecision.set_aside_on.is_(None)
    return (
        select(LeadSelection.id)
        .join(LeadSelection.project)
        .join(SelectionDecision, holds)
        .join(SelectionDecision.nomination)
        .where(LeadSelection.state == State.REPLACED, LeadSelection.witnessed_on.is_(None))
        .order_by(LeadSelection.id)
    )


TO_GIVE = (HandOverItem.given_on.is_(None),)
TO_TAKE = (HandOverItem.given_on.is_not(None), HandOverItem.taken_on.is_(None))
NOT_DONE = (HandOverItem.given_on.is_(None) | HandOverItem.taken_on.is_(None),)


def handed(*how):
    """How many items of a hand-over are in a certain way."""
    counted = select(func.count(HandOverItem.id)).where(HandOverItem.selection_id == LeadSelection.id, *how)
    return counted.correlate(LeadSelection).scalar_subquery()


def without_call(user) -> Select:
    """Projects meant to be led, in villages this user is the secretary of, for which nobody is being sought."""
    sought = select(LeadSelection.project_id).where(LeadSelection.state.not_in(OVER))
    wanted = select(Project).where(
        Project.village_id.in_(user.grants.get(Role.SECRETARY, ())),
        Project.wants_lead,
        Project.lead_id.is_(None),
        Project.state.in_(NEEDS_A_LEAD),
        Project.id.not_in(sought),
    )
    return wanted.order_by(Project.code).limit(MOST)


def unled_items(village_id: int, year: int) -> list[CentralWorkItem]:
    """The year's items for which nobody leads and nobody is being sought; also those no project grew out of yet."""
    sought = select(LeadSelection.project_id).where(LeadSelection.state.not_in(OVER))
    project = select(Project.id).where(Project.work_item_id == CentralWorkItem.id)
    settled = project.where(
        or_(Project.lead_id.is_not(None), Project.state.not_in(NEEDS_A_LEAD), Project.id.in_(sought))
    )
    wanted = select(CentralWorkItem).where(
        CentralWorkItem.village_id == village_id, CentralWorkItem.year == year, ~settled.exists()
    )
    return db.session.scalars(wanted.order_by(CentralWorkItem.id).limit(MOST)).all()


def project_of(item: CentralWorkItem) -> Project | None:
    return db.session.scalar(select(Project).where(Project.work_item_id == item.id))
