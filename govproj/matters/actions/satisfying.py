"""After the answer: did it satisfy? If not it is opened again; if nobody says so for a while it is closed."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inquiries.unnamed import unnamed
from govproj.matters import policy
from govproj.matters.deadlines import plan
from govproj.matters.models import EarlierResult, Matter, MatterClimb, MatterVerdict
from govproj.matters.states import Clock, State, Teller
from govproj.matters.workflow import WORKFLOW
from govproj.villages import rules
from govproj.villages.calendar import calendar_of

SAID = Event("matters.said", "number", "satisfied", says=_l("%(number)s 的反映人评价：满意 %(satisfied)s"))
FOLLOWED_UP = Event(
    "matters.followed_up", "number", "satisfied", says=_l("回访 %(number)s：满意 %(satisfied)s")
)
MOVED = Event(
    "matters.due_moved",
    "number",
    "old",
    "new",
    "reason",
    says=_l("%(number)s 期限由 %(old)s 改为 %(new)s：%(reason)s"),
)
TO_CALL = Event(
    "matters.to_call", "number", "due", says=_l("%(number)s 重办后仍不满意，镇里最迟 %(due)s 回访")
)
CALLED = Event("matters.called", "number", "satisfied", says=_l("镇里回访 %(number)s：满意 %(satisfied)s"))
AWAITING = frozenset({State.REPLIED, State.NOT_ADOPTED})


def say(matter: Matter, *, satisfied: bool, words: str, by) -> None:
    """By whoever holds the receipt, once for each answer."""
    if matter.state not in AWAITING:
        raise MoveRefused(_("现在还没有答复，或者这一件已经办结，不能评价。"))
    if matter.verdict_of_reporter is not None:
        raise MoveRefused(_("这次答复您已经评价过了。"))
    _tell(matter, Teller.REPORTER, satisfied, words, None)
    SAID.record(matter, by=by, number=matter.number, satisfied=satisfied)
    _follow(matter, satisfied, words, by)


def follow_up(matter: Matter, *, satisfied: bool, words: str, by) -> None:
    """Asked by somebody who did not do it; several may ask."""
    if not policy.can_follow_up(by, matter):
        raise MoveRefused(_("回访由没有经办这件事的村干部来做，答复以后才能回访。"))
    _tell(matter, Teller.VISIT, satisfied, words, by.id)
    FOLLOWED_UP.record(matter, by=by, number=matter.number, satisfied=satisfied)
    _follow(matter, satisfied, words, by)


def _tell(matter, teller: Teller, satisfied: bool, words: str, by_id) -> None:
    if not satisfied and not words.strip():
        raise MoveRefused(_("不满意的，请写还有哪里没办好。"))
    words = unnamed(words.strip(), matter.name, matter.phone)
    matter.verdicts.append(
        MatterVerdict(turn=matter.turn, teller=teller, satisfied=satisfied, words=words, by_id=by_id)
    )


def _follow(matter, satisfied: bool, words: str, by) -> None:
    """What the verdict does to the matter."""
    most = rules.value("matter.reopenings", matter.village_id, matter.received_at.date())
    if not satisfied and matter.turn <= most:
        return reopen(matter, why=unnamed(words.strip(), matter.name, matter.phone), by=by)
    if matter.state is State.REPLIED:
        close(matter, by)
    if not satisfied and matter.call_due_on is None:
        _ask_the_town(matter, by)


def _ask_the_town(matter, by) -> None:
    """It is not opened again, and nobody lets it rest either: the town asks what is still wrong."""
    days = rules.value("matter.town_call_workdays", matter.village_id)
    matter.call_due_on = workdays_after(dates.today(), days, calendar_of(matter.village_id))
    TO_CALL.record(matter, by=by, number=matter.number, due=matter.call_due_on)


def call(matter: Matter, *, satisfied: bool, words: str, by) -> None:
    """The town has asked; what it heard, and what it sees to, stands beside the answer. Nothing is opened again."""
    if not policy.can_call(by, matter):
        raise MoveRefused(_("这一件不用镇里回访，或者已经回访过了。"))
    _tell(matter, Teller.TOWN, satisfied, words, by.id)
    matter.called_on = dates.today()
    CALLED.record(matter, by=by, number=matter.number, satisfied=satisfied)


def close(matter, by) -> None:
    matter.ended_on = dates.today()
    WORKFLOW.make("close", matter, by=by)


def reopen(matter: Matter, *, why: str, by) -> None:
    """The old result stays readable; the time to finish begins anew, and so does the way up."""
    refused = matter.state is State.NOT_ADOPTED
    with db.session.no_autoflush:  # what was done and the state go together
        _put_away(matter, why)
        planned, old = plan(matter.village_id, matter.kind, dates.now()), matter.finish_due_at
        matter.finish_due_at = planned.finish_due_at
        if refused:
            matter.first_due_at, matter.owner = planned.first_due_at, None
        for climb in list(matter.climbs):
            matter.climbs.remove(climb)
        WORKFLOW.make("look_again" if refused else "reopen", matter, by=by, note=why)
    MOVED.record(matter, by=by, number=matter.number, old=old, new=matter.finish_due_at, reason=why)
    clocks = {Clock.FINISH, Clock.FIRST} if refused else {Clock.FINISH}
    matter.climbs += [
        MatterClimb(clock=c, office=office, at=at) for c, office, at in planned.climbs if c in clocks
    ]


def _put_away(matter, why: str) -> None:
    matter.earlier.append(
        EarlierResult(
            turn=matter.turn,
            result=matter.result,
            done_at=matter.done_at,
            done_by_id=matter.done_by_id,
            reply=matter.reply,
            due_at=matter.finish_due_at,
            why=why,
        )
    )
    matter.result, matter.done_at, matter.done_by_id, matter.finish_minutes = "", None, None, None
    matter.reply, matter.replied_at, matter.replied_by_id = "", None, None
    matter.published_on, matter.ended_on = None, None
