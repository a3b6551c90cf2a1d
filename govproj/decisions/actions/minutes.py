"""Minutes are written down, changed while nobody has signed, signed, sent back and corrected."""

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.decisions import order
from govproj.decisions.actions.process import add_papers, take, touch
from govproj.decisions.checks import Facts, Vote, wrong, wrong_vote
from govproj.decisions.local import Local
from govproj.decisions.models import DecisionMeeting, DecisionProcess, Recusal, Resolution
from govproj.decisions.states import MinutesState, State, Step
from govproj.decisions.workflow import MINUTES, MOVE_OF, WORKFLOW

RECORDED = Event(
    "minutes.record",
    "kind",
    "held_on",
    "entitled",
    "present",
    "votes_for",
    "passed",
    says=_l("登记会议记录：应到 %(entitled)s，实到 %(present)s，赞成 %(votes_for)s，通过：%(passed)s"),
)
CHANGED = Event(
    "minutes.change", "kind", "held_on", "present", "votes_for", says=_l("修改没有签字的会议记录")
)
RESOLVED = Event("minutes.resolve", "number", "votes_for", "passed", says=_l("记入第 %(number)s 项决议"))


def record(
    process: DecisionProcess, step: Step, facts: Facts, vote: Vote, *, by, files=()
) -> DecisionMeeting:
    """The minutes of the meeting a step consists of."""
    if step not in order.to_record(process):
        raise MoveRefused(_("现在不是登记“%(step)s”的时候，请刷新页面核对。", step=step.label))
    meeting = _written(process, step, facts, vote, by)
    process.meetings.append(meeting)
    touch(process)
    add_papers(process, step, files, dated_on=facts.held_on, by=by, meeting=meeting)
    _record(RECORDED, meeting, by)
    return meeting


def _record(event: Event, meeting, by) -> None:
    vote = meeting.resolution
    known = {
        "kind": meeting.kind,
        "held_on": meeting.held_on,
        "entitled": meeting.entitled,
        "present": meeting.present,
        "votes_for": vote.votes_for,
        "passed": vote.passed,
    }
    event.record(meeting, by=by, **{name: known[name] for name in event.facts})


def _written(process, step, facts: Facts, vote: Vote, by, **more) -> DecisionMeeting:
    _possible(process, step, facts, vote)
    meeting = DecisionMeeting(
        round=process.round,
        step=step,
        state=MinutesState.WAITING,
        entered_by_id=by.id,
        **{"edition": 1, **more},
    )
    _set(meeting, process, facts, vote)
    return meeting


def _possible(process, step, facts: Facts, vote: Vote) -> None:
    if found := wrong(process, step, facts, vote):
        raise MoveRefused(found.sentence)


def _set(meeting, process, facts: Facts, vote: Vote) -> None:
    for name in facts._fields:
        setattr(meeting, name, getattr(facts, name))
    meeting.attendance = list(facts.attendance)
    _vote(meeting, 1, vote, Local(process.village_id, meeting.held_on))


def _vote(meeting, number: int, vote: Vote, rules: Local) -> Resolution:
    """The figures with the rule of that day, which stays with them."""
    needed = rules.threshold(meeting.kind, meeting.counted_by)
    known = next((r for r in meeting.resolutions if r.number == number), None)
    resolution = known or Resolution(number=number)
    values = vote._asdict()
    recused = values.pop("recused")
    values |= {"entitled": meeting.entitled, "present": meeting.present - len(recused)}
    for name, share in (("quorum", needed.quorum), ("majority", needed.majority)):
        values |= {f"{name}_part": share.part, f"{name}_of": share.of, f"{name}_strict": share.strict}
    for name, value in (values | {"majority_of_entitled": needed.of_entitled}).items():
        setattr(resolution, name, value)
    resolution.recusals = [Recusal(who=who, why=why) for who, why in recused]
    if known is None:
        meeting.resolutions.append(resolution)
    return resolution


def resolve(meeting, vote: Vote, *, by) -> Resolution:
    """What else the meeting resolved; it decides nothing about the process."""
    _unsigned(meeting)
    rules = Local(meeting.process.village_id, meeting.held_on)
    if found := wrong_vote(rules, meeting, vote):
        raise MoveRefused(found.sentence)
    resolution = _vote(meeting, len(meeting.resolutions) + 1, vote, rules)
    flag_modified(meeting, "round")
    RESOLVED.record(meeting, by=by, number=resolution.number, votes_for=vote.votes_for, passed=vote.passed)
    return resolution


def change(meeting, facts: Facts, vote: Vote, *, by, files=()) -> None:
    """As long as nobody has signed; what was sent back waits again."""
    _unsigned(meeting)
    process = meeting.process
    _possible(process, meeting.step, facts, vote)
    if len(meeting.resolutions) > 1 and (facts.present, facts.entitled) != (
        meeting.present,
        meeting.entitled,
    ):
        raise MoveRefused(_("后面还有决议按原来的人数记着，人数不能改；请退回重新登记。"))
    _set(meeting, process, facts, vote)
    meeting.entered_by_id = by.id
    flag_modified(meeting, "round")
    add_papers(process, meeting.step, files, dated_on=facts.held_on, by=by, meeting=meeting)
    _record(CHANGED, meeting, by)
    if meeting.state is MinutesState.RETURNED:
        MINUTES.make("hand_in", meeting, by=by)


def _unsigned(meeting) -> None:
    if meeting.is_frozen:
        raise MoveRefused(_("会议记录已经签字，不能再改；有错请用“更正”，原来的一版照样看得到。"))


def sign(meeting, *, by, opinion: str = "") -> None:
    """The supervision committee vouches for the minutes; from then on they are frozen, and the step is taken."""
    MINUTES.check("sign", meeting, by=by, note=opinion)
    meeting.signed_by_id, meeting.signed_at, meeting.signer_opinion = by.id, dates.now(), opinion
    MINUTES.make("sign", meeting, by=by, note=opinion)
    _take_its_step(meeting, by)


def _take_its_step(meeting, by) -> None:
    """Move the process on; minutes of an old round, or of a process given up, move nothing any more."""
    process, move = meeting.process, MOVE_OF.get(meeting.step)
    taken = process.step(meeting.step)
    if meeting.round != process.round or process.state is State.ABANDONED or move is None:
        return
    if taken is None:
        WORKFLOW.make(move, process, by=by, on=meeting.held_on)
        take(process, meeting.step, on=meeting.held_on, by=meeting.entered_by)
        return
    taken.occurred_on = meeting.held_on
    before = meeting.process.meetings
    corrected = next(m for m in before if m.id == meeting.corrects_id)
    if corrected.resolution.passed != meeting.resolution.passed:
        WORKFLOW.make(move, process, by=by, on=meeting.held_on)
    touch(process)


def send_back(meeting, *, note: str, by) -> None:
    MINUTES.make("send_back", meeting, by=by, note=note)
    meeting.returned_because = note


def correct(meeting, facts: Facts, vote: Vote, *, reason: str, by, files=()) -> DecisionMeeting:
    """A further version of signed minutes; it wants a signature of its own, the old one stays readable."""
    process = meeting.process
    _possible(process, meeting.step, facts, vote)
    MINUTES.make("correct", meeting, by=by, note=reason)
    db.session.flush()  # the old version has to stand aside before the new one can come
    newer = _written(
        process,
        meeting.step,
        facts,
        vote,
        by,
        edition=meeting.edition + 1,
        corrects_id=meeting.id,
        correction_reason=reason,
    )
    newer.round = meeting.round
    process.meetings.append(newer)
    touch(process)
    add_papers(process, meeting.step, files, dated_on=facts.held_on, by=by, meeting=newer)
    _record(RECORDED, newer, by)
    return newer
