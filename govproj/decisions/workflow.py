"""A decision: proposed → discussed → reviewed → plan posted → voted → result posted → carried out; and its minutes.

The meetings' steps are taken by the signature of the supervision committee, so that nothing rests on minutes
nobody has vouched for. Which steps there are is a local rule; those left out are skipped.
"""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.decisions import order, policy
from govproj.decisions.states import (
    BEFORE_THE_VOTE,
    DECIDING,
    REACHED,
    Matter,
    MinutesState,
    State,
    Step,
)
from govproj.projects.models import State as ProjectState

BUILT = frozenset(
    {
        ProjectState.COMPLETED,
        ProjectState.ACCEPTED,
        ProjectState.SETTLED,
        ProjectState.HANDED_OVER,
        ProjectState.ARCHIVED,
    }
)
STILL_OPEN = frozenset(State) - {State.ABANDONED}


def planned(step):
    return lambda process: step in process.planned_steps


def in_turn(step):
    """All planned steps before this one have been taken."""

    def before_it(process):
        for earlier in process.planned_steps:
            if earlier is step:
                return None
            if process.step(earlier) is None:
                return _("还没有办完“%(step)s”。", step=earlier.label)

    return before_it


def outcome(step):
    """Where the minutes of this step lead: on, or to a no."""

    def leads_to(process):
        return REACHED[step] if process.meeting(step).resolution.passed else State.REJECTED

    return leads_to


def minutes_hold(step):
    def hold(process):
        meeting = process.meeting(step)
        return figures_hold(meeting) if meeting else _("还没有“%(step)s”的会议记录。", step=step.label)

    return hold


def consulted(process):
    meeting = process.meeting(Step.VOTE)
    if meeting and not order.was_consulted(meeting):
        return _("方案公示不满 %(days)s 天，或者表决时还没有公示完。", days=process.consult_days or 0)


def initiated(process):
    if process.matter is Matter.INITIATION and not process.project.is_published:
        return _("项目还没有立项。")


def built(process):
    if process.project.state not in BUILT:
        return _("项目还没有完工，完工后再评议。")


def figures_hold(meeting):
    """What the database refuses as well, said in words before."""
    for resolution in meeting.resolutions:
        if resolution.passed and not resolution.count.has_quorum(resolution.threshold):
            return _("到会人数不够，不能记为通过。")
        if resolution.passed and not resolution.count.has_majority(resolution.threshold):
            return _("赞成票不够，不能记为通过。")


def its_step(meeting):
    """The process must have come as far as the step these minutes are about; a correction changes no order."""
    move = MOVE_OF.get(meeting.step)
    if move and meeting.corrects_id is None:
        return next(iter(WORKFLOW.missing(move, meeting.process)), None)


MOVE_OF = {Step.DISCUSSION: "discuss", Step.REVIEW: "review", Step.VOTE: "vote"}
BEFORE_POSTING = BEFORE_THE_VOTE - {State.CONSULTING}
DECIDED = frozenset(REACHED[step] for step in DECIDING)


def _by_signature(name, label, step, *needs):
    return Move(
        name,
        label,
        STILL_OPEN,
        outcome(step),
        policy.can_sign_for,
        (in_turn(step), minutes_hold(step), *needs),
        when=planned(step),
    )


# fmt: off
WORKFLOW = Workflow(
    "decisions",
    _by_signature("discuss", _l("记入村两委商议"), Step.DISCUSSION),
    _by_signature("review", _l("记入党员大会审议"), Step.REVIEW),
    Move("publicise", _l("公示方案"), BEFORE_POSTING, State.CONSULTING, policy.can_record, (in_turn(Step.CONSULTATION),), when=planned(Step.CONSULTATION)),
    _by_signature("vote", _l("记入表决"), Step.VOTE, consulted),
    Move("announce", _l("公示结果"), DECIDED, State.ANNOUNCED, policy.can_record, (in_turn(Step.RESULT),), when=planned(Step.RESULT)),
    Move("implement", _l("转入实施"), DECIDED | {State.ANNOUNCED}, State.IMPLEMENTING, policy.can_record, (in_turn(Step.IMPLEMENTATION), initiated), when=planned(Step.IMPLEMENTATION)),
    Move("appraise", _l("登记群众评议"), DECIDED | {State.ANNOUNCED, State.IMPLEMENTING}, State.APPRAISED, policy.can_record, (in_turn(Step.APPRAISAL), built), why=True, when=planned(Step.APPRAISAL)),
    Move("revise", _l("修改方案，重新商议"), BEFORE_THE_VOTE - {State.PROPOSED} | {State.REJECTED}, State.PROPOSED, policy.can_record, why=True),
    Move("abandon", _l("终止这项决策"), BEFORE_THE_VOTE | {State.REJECTED}, State.ABANDONED, policy.can_steer, why=True),
)
MINUTES = Workflow(
    "minutes",
    Move("sign", _l("签字"), frozenset({MinutesState.WAITING}), MinutesState.SIGNED, policy.can_sign, (figures_hold, its_step)),
    Move("send_back", _l("退回"), frozenset({MinutesState.WAITING}), MinutesState.RETURNED, policy.can_sign, why=True),
    Move("hand_in", _l("改好再交"), frozenset({MinutesState.RETURNED}), MinutesState.WAITING, policy.can_keep),
    Move("correct", _l("更正"), frozenset({MinutesState.SIGNED}), MinutesState.CORRECTED, policy.can_keep, why=True),
)
# fmt: on
