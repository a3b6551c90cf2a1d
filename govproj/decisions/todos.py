"""What decisions expect of somebody today: the next step, minutes to sign, minutes to mend."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.accounts.models import Role
from govproj.core.db import db, prepared
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.decisions import order, policy
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.decisions.states import DECIDING, Matter, MinutesState, State, Step
from govproj.projects.models import ENDED, Project
from govproj.projects.models import State as ProjectState
from govproj.projects.queries import WITH_PLACE
from govproj.projects.workflow import MADE_BY, next_move

QUIET = frozenset({State.IMPLEMENTING, State.APPRAISED, State.ABANDONED})
MOST = 50
SUPERVISORS = _l("村监会")
# The page a step leads to, and what the workbench calls it.
PAGES = {
    Step.DISCUSSION: ("decisions.discuss", _l("登记村两委会议：%(subject)s")),
    Step.REVIEW: ("decisions.review", _l("登记党员大会：%(subject)s")),
    Step.CONSULTATION: ("decisions.publicise", _l("公示方案：%(subject)s")),
    Step.VOTE: ("decisions.vote", _l("公示期满，召集表决：%(subject)s")),
    Step.RESULT: ("decisions.announce", _l("公示表决结果：%(subject)s")),
}


@prepared
def _waiting(villages):
    wanted = (
        select(DecisionProcess)
        .join(DecisionProcess.project)
        .where(
            Project.village_id.in_(villages),
            Project.state.not_in(ENDED),
            DecisionProcess.state != State.ABANDONED,
        )
        .where(
            DecisionProcess.state.not_in(QUIET)
            | DecisionProcess.meetings.any(
                DecisionMeeting.state.in_((MinutesState.WAITING, MinutesState.RETURNED))
            )
        )
        .options(
            contains_eager(DecisionProcess.project).options(WITH_PLACE),
            joinedload(DecisionProcess.steps),  # five at most
            selectinload(DecisionProcess.meetings).joinedload(DecisionMeeting.resolutions),
        )
    )
    return wanted.order_by(DecisionProcess.id.desc()).limit(MOST * 4)


def todos_of(user) -> list[Todo]:
    """Lines for the workbench, of those who decide or vouch; the same few queries however many matters there are."""
    villages = user.villages_as(Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_ADMIN)
    if not villages:
        return []
    found = db.session.scalars(*_waiting(villages)).unique().all()
    return [todo for process in found for todo in _of(user, process)][:MOST]


def _of(user, process):
    return (*_minutes(user, process), *_next(user, process), *_approval(user, process))


def _approval(user, process):
    """Once all that decides is done, the town approves the project."""
    project, step = process.project, order.next_step(process)
    waits = process.matter is Matter.INITIATION and project.state in (
        ProjectState.PROPOSED,
        ProjectState.DECIDING,
    )
    if not waits or process.state is State.REJECTED or step in DECIDING:
        return
    if any(meeting.state is not MinutesState.SIGNED for meeting in process.current_meetings):
        return
    move = next_move(project)
    title = _("%(move)s：%(project)s", move=move.label, project=project.name)
    at = {"project_id": project.id, "_anchor": f"{move.name}-on"}
    if move.allowed(user, project):
        yield Todo(title, "projects.show", at, None)
    elif user.works_in(project.village_id):
        yield Todo(title, "projects.show", at, None, str(MADE_BY[move.allowed]))


def _minutes(user, process):
    for meeting in process.current_meetings:
        facts = {"kind": meeting.kind.label, "subject": process.subject}
        at = {"meeting_id": meeting.id}
        if meeting.state is MinutesState.WAITING and policy.can_sign(user, meeting):
            yield Todo(_("审签会议记录：%(kind)s（%(subject)s）", **facts), "minutes.show", at, None)
        elif not policy.can_keep(user, meeting):
            continue
        elif meeting.state is MinutesState.RETURNED:
            yield Todo(_("修改退回的会议记录：%(kind)s（%(subject)s）", **facts), "minutes.hand_in", at, None)
        elif meeting.state is MinutesState.WAITING:
            words = _("会议记录待签字：%(kind)s（%(subject)s）", **facts)
            yield Todo(words, "minutes.show", at, None, str(SUPERVISORS))


def _next(user, process):
    """Nothing while the plan hangs, nor while minutes wait for their signature."""
    step = order.next_step(process)
    if step not in PAGES or process.state in QUIET or not policy.can_record(user, process):
        return
    if process.meeting(step) is None and not (step is Step.VOTE and order.plan_hangs(process)):
        endpoint, words = PAGES[step]
        yield Todo(str(words) % {"subject": process.subject}, endpoint, {"process_id": process.id}, None)
