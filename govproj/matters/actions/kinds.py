"""A matter reported under the wrong kind is put under the right one, and runs on its clock from the same arrival."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.inquiries.unnamed import unnamed
from govproj.matters import policy
from govproj.matters.actions.climbing import lay_anew, log_climbs
from govproj.matters.actions.satisfying import MOVED
from govproj.matters.deadlines import kind_words, kinds_of, plan
from govproj.matters.models import Matter
from govproj.matters.roster import on_duty
from govproj.matters.states import State

KIND_CHANGED = Event(
    "matters.kind_changed",
    *("number", "old", "new", "reason"),
    says=_l("%(number)s 由%(old)s改为%(new)s：%(reason)s"),
)


def change_kind(matter: Matter, *, kind: str, reason: str, by) -> None:
    """Nobody wins time by it: everything counts from when it came, or was opened again."""
    if not policy.can_change_kind(by, matter):
        raise MoveRefused(_("办好以后不能再改类别。"))
    if kind == matter.kind or kind not in kinds_of(matter.village_id):
        raise MoveRefused(_("请选另一类。"))
    log_climbs(matter)
    reason = unnamed(reason, matter.name, matter.phone)
    facts = {
        "old": in_chinese(kind_words(matter.kind)),
        "new": in_chinese(kind_words(kind)),
        "reason": reason,
    }
    old = matter.finish_due_at
    with db.session.no_autoflush:  # kind and moments are one change
        _run_on_its_clock(matter, kind)
    KIND_CHANGED.record(matter, by=by, number=matter.number, **facts)
    MOVED.record(matter, by=by, number=matter.number, old=old, new=matter.finish_due_at, reason=reason)


def _run_on_its_clock(matter, kind: str) -> None:
    start = matter.earlier[-1].reopened_at if matter.earlier else matter.received_at
    planned = plan(matter.village_id, kind, start)
    matter.kind, matter.urgent = kind, planned.urgent
    if not matter.earlier or matter.state is State.RECEIVED:
        matter.first_due_at = planned.first_due_at
    matter.finish_due_at = max(planned.finish_due_at, matter.first_due_at)
    lay_anew(matter, planned.climbs)
    if planned.urgent and matter.owner is None:
        matter.owner = on_duty(matter.village_id, dates.today())
