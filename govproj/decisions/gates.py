"""What a project needs of its decision before the town approves it."""

from govproj.core.i18n import _
from govproj.core.workflow import Missing
from govproj.decisions import order
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import DECIDING, MinutesState, State, Step

AT = "decisions.of_project"


def a_decision(project) -> str | None:
    """All steps up to the vote, each with signed minutes, enough people and enough agreement."""
    process = initiation_of(project)
    if process is None:
        return Missing(_("还没有开始民主决策（五议两公开）。"), at=AT)
    return _no(process) or _unsigned(process) or _not_taken(process) or _doubtful(process)


def _no(process):
    if process.state is State.REJECTED:
        return Missing(_("决策没有通过，要修改方案重新商议。"), at=AT)


def _unsigned(process):
    for meeting in process.current_meetings:
        if meeting.state is not MinutesState.SIGNED:
            return Missing(_("%(kind)s的会议记录还没有村监会签字。", kind=meeting.kind.label), at=AT)


def _not_taken(process):
    for step in process.planned_steps:
        if step in DECIDING and process.step(step) is None:
            return Missing(_("民主决策还没有办完，下一步是“%(step)s”。", step=step.label), at=AT)


def _doubtful(process):
    """Asked again of what is stored, whatever way it came there."""
    vote = process.meeting(Step.VOTE)
    if Step.VOTE in process.planned_steps and not (
        vote and vote.resolution.passed and order.was_consulted(vote)
    ):
        return Missing(_("表决没有通过，或者方案公示天数不够。"), at=AT)
