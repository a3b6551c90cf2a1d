"""From the opening to the close: the set of slips is frozen, answers go in, the rest is made void."""

from datetime import timedelta

from sqlalchemy import select

from govproj.core import dates, sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations import urn
from govproj.evaluations.answers import KEY_PURPOSE, Answer, blank_cell, seal_answer
from govproj.evaluations.models import EvaluationRound, SlipComplaint, SlipTrouble, SpentOnDay, State
from govproj.evaluations.workflow import WORKFLOW

COMMITTED = Event("evaluations.slips_committed", "root", "slips", says=_l("封定 %(slips)s 张票"))
CLOSED = Event(
    "evaluations.closed_with", "issued", "spent", "voided", says=_l("投出 %(spent)s 张，作废 %(voided)s 张")
)

HELPED = Event("evaluations.helpers_named", "names", says=_l("记下代读代写的人"))
COMPLAINED = Event(
    "evaluations.slip_complaint", "trouble", "times", says=_l("记下来反映票不能用的 %(times)s 人次")
)


def open_round(round_, *, by) -> None:
    """Freeze the set of slips, commit its root to the log, seal the round's key to its holders."""
    round_.lock()
    WORKFLOW.make("open", round_, by=by)
    round_.opened_on = dates.today()
    pair = sealed.new_key_pair()
    boxes = sealed.seal_to_each(pair.private, [key.public for key in round_.keys], purpose=KEY_PURPOSE)
    with urn.Urn(urn.path_of(round_.id)) as box:
        root = box.open(public=pair.public, boxes=boxes, blank=lambda: blank_cell(pair.public))
        round_.root, round_.slips = root.hex(), box.size()
    COMMITTED.record(round_, by=by, root=round_.root, slips=round_.slips)


def cast(round_, code: str, answer: Answer) -> bool:
    """Put the answer in and spend the slip; False when the slip is not good. Leaves no trace elsewhere."""
    with urn.Urn(urn.path_of(round_.id)) as box:
        return round_.accepts_answers and box.cast(code, seal_answer(answer, box.public))


def is_good(round_, code: str) -> bool:
    with urn.Urn(urn.path_of(round_.id)) as box:
        return round_.accepts_answers and box.is_good(code)


def complain(round_, trouble: SlipTrouble, times: int, *, by) -> None:
    """Somebody came with a slip that cannot be used; counted by the day, and part of the result."""
    round_.lock()
    if round_.state not in {State.OPEN, State.CLOSED}:
        raise MoveRefused(_("评议没有在进行，不用记。"))
    today = db.session.get(SlipComplaint, (round_.id, dates.today(), trouble))
    if today is None:
        db.session.add(SlipComplaint(round_id=round_.id, day=dates.today(), trouble=trouble, times=times))
    else:
        today.times += times
    round_.complaints += times
    COMPLAINED.record(round_, by=by, trouble=trouble, times=times)


def close(round_, *, by, helpers="", **typed) -> None:
    """Void what was not used, and take down what was counted on paper: signatures, forms, complaints.

    Whoever read out or wrote down for others is named in the log, never beside an answer.
    """
    round_.lock()
    voices = typed["signatures"] + typed["paper_issued"] + round_.drawn_online
    if voices > round_.eligible:
        raise MoveRefused(
            _(
                "发出的票和问卷合起来 %(voices)s 份，比名册上的 %(people)s 人还多，请再清点一遍。",
                voices=voices,
                people=round_.eligible,
            )
        )
    WORKFLOW.make("close", round_, by=by)
    round_.closed_on = dates.today()
    for name, number in typed.items():
        setattr(round_, name, number)
    with urn.Urn(urn.path_of(round_.id)) as box:
        voided, round_.spent = box.close(), box.spent()
    if helpers:
        HELPED.record(round_, by=by, names=helpers)
    CLOSED.record(round_, by=by, issued=round_.turnout.issued, spent=round_.spent, voided=voided)


def note_spent(day) -> None:
    """Daily chore: how many slips of each open round were spent by the end of yesterday."""
    yesterday = day - timedelta(days=1)
    for round_ in db.session.scalars(select(EvaluationRound).where(EvaluationRound.state == State.OPEN)):
        if round_.opened_on <= yesterday and not any(noted.day == yesterday for noted in round_.days):
            with urn.Urn(urn.path_of(round_.id)) as box:
                round_.days.append(SpentOnDay(day=yesterday, spent=box.spent()))
