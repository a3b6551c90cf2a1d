"""What the page of a project's decisions shows: each step with what is known of it, and what can be done next."""

from datetime import date
from typing import NamedTuple

from govproj.core import dates
from govproj.core.filters import day
from govproj.core.i18n import _
from govproj.decisions import order, policy
from govproj.decisions.models import DecisionMeeting, DecisionPaper, DecisionProcess, DecisionStep
from govproj.decisions.states import HELD_BY, MinutesState, State, Step
from govproj.decisions.workflow import MOVE_OF, WORKFLOW

RECORDED_AT = {step: MOVE_OF.get(step, "propose") for step in HELD_BY}  # the page its minutes are typed on
LESS_WANTED = {"revise": 1, "abandon": 2}


class Line(NamedTuple):
    """One planned step as it stands."""

    step: Step
    mark: str
    taken: DecisionStep | None
    meeting: DecisionMeeting | None
    papers: list[DecisionPaper]

    @property
    def on(self) -> date | None:
        return self.meeting.held_on if self.meeting else self.taken and self.taken.occurred_on


class Desk(NamedTuple):
    """One process, seen by one reader."""

    process: DecisionProcess
    lines: list[Line]
    to_record: list[Step]
    moves: list
    waiting: str  # the sentence that says what it waits for

    @property
    def to_hold(self) -> list[Step]:
        """Meetings somebody waits for; that of the Party organisation can only be added."""
        hangs = order.plan_hangs(self.process)
        waited_for = (step for step in self.to_record if step is not Step.PROPOSAL)
        return [step for step in waited_for if not (step is Step.VOTE and hangs)]

    @property
    def done(self) -> int:
        return sum(line.mark == "done" for line in self.lines)

    @property
    def vote(self) -> DecisionMeeting | None:
        return signed_vote(self.process)


class Glance(NamedTuple):
    """One process in a list."""

    process: DecisionProcess
    vote: DecisionMeeting | None
    waiting: str


def glance(process: DecisionProcess) -> Glance:
    return Glance(process, signed_vote(process), waiting_for(process))


def signed_vote(process) -> DecisionMeeting | None:
    """The meeting that decided, as far as its minutes are signed."""
    meeting = process.meeting(Step.VOTE)
    return meeting if meeting and meeting.state is MinutesState.SIGNED else None


def desk(user, process: DecisionProcess) -> Desk:
    may = policy.can_record(user, process)
    to_record = order.to_record(process) if may else []
    by_signature = set(MOVE_OF.values())
    moves = [
        move
        for move in WORKFLOW.open_to(user, process)
        if move.name not in by_signature and not WORKFLOW.missing(move.name, process)
    ]
    moves.sort(key=lambda move: LESS_WANTED.get(move.name, 0))
    insider = policy.can_read_all(user, process.project)
    lines = [_line(process, step, insider) for step in process.planned_steps]
    return Desk(process, lines, to_record, moves, waiting_for(process))


def _line(process, step: Step, insider: bool) -> Line:
    taken, meeting = process.step(step), process.meeting(step)
    if not insider and meeting and meeting.state is not MinutesState.SIGNED:
        meeting = None  # what nobody has vouched for is not told
    papers = [p for p in process.papers if p.step is step and (insider or p.is_public)]
    return Line(step, _mark(taken, meeting), taken, meeting, papers)


def _mark(taken, meeting) -> str:
    if meeting and meeting.state is MinutesState.SIGNED and not meeting.resolution.passed:
        return "problem"
    if meeting and meeting.state is not MinutesState.SIGNED:
        return "running"
    if taken and taken.until and taken.until >= dates.today():
        return "running"
    return "done" if taken else "waiting"


def waiting_for(process) -> str:
    """What happens next, in a sentence."""
    step = order.next_step(process)
    if process.state is State.REJECTED:
        return _("没有通过。可以修改方案，重新商议，也可以终止。")
    if step is None:
        return ""
    if any(meeting.state is not MinutesState.SIGNED for meeting in process.current_meetings):
        return _("会议记录等村监会签字。")
    if step is Step.VOTE and order.plan_hangs(process):
        posted = process.step(Step.CONSULTATION)
        return _("方案公示到 %(day)s，期满后表决。", day=day(posted.until))
    return _("下一步：%(step)s。", step=step.label)
