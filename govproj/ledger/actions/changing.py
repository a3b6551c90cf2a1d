"""Change orders: asked for, decided by amount, carried out. The days are recorded as they were."""

from datetime import date

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions.figures import day_of_act, mirror_contract, move, said
from govproj.ledger.models import ChangeOrder, Contract
from govproj.ledger.states import ChangeState
from govproj.ledger.workflow import CHANGES
from govproj.villages import rules

REQUESTED = Event(
    "ledger.change_requested", "number", "fen", "reason", "on", says=_l("提出变更 %(number)s：%(reason)s")
)
IMPLEMENTED = Event(
    "ledger.change_implemented", "number", "on", "before_approval", says=_l("变更 %(number)s 于 %(on)s 实施")
)


def request(
    contract: Contract,
    *,
    number: str,
    fen: int,
    reason: str,
    by,
    requested_on: date | None = None,
    extends_to: date | None = None,
    implemented_on: date | None = None,
) -> ChangeOrder:
    """The amount says who decides. What was done without waiting is entered as it was, and marked."""
    on = day_of_act(requested_on, after=contract.signed_on)
    _may_request(contract, number, fen, reason, extends_to)
    change = ChangeOrder(
        contract=contract,
        project_id=contract.project_id,
        number=number,
        fen=fen,
        reason=reason,
        extends_to=extends_to,
        requested_on=on,
        requested_by_id=by.id,
        needs_town=town_decides(contract, fen, on),
    )
    db.session.add(change)
    REQUESTED.record(change, by=by, number=number, fen=fen, reason=reason, on=on)
    if implemented_on is not None:
        implement(change, by=by, on=implemented_on)
    return change


def _may_request(contract: Contract, number: str, fen: int, reason: str, extends_to: date | None) -> None:
    if not contract.is_filed:
        raise MoveRefused(_("合同备案以后才能登记变更；备案前请直接修改合同。"))
    said(reason, _("请写明变更的原因。"))
    if not fen and extends_to is None:
        raise MoveRefused(_("请填写变更金额，或者延长到哪一天。"))
    if any(change.number == number for change in contract.changes):
        raise MoveRefused(_("变更编号 %(number)s 已经用过。", number=number))
    if extends_to is not None and contract.project.planned_end and extends_to <= contract.project.planned_end:
        raise MoveRefused(
            _("延长后的完工日期要晚于现在的计划 %(day)s。", day=in_words(contract.project.planned_end))
        )


def town_decides(contract: Contract, fen: int, on: date | None = None) -> bool:
    return abs(fen) >= rules.value("change.town_approval_fen", contract.village_id, on)


def approve(change: ChangeOrder, *, by, on: date | None = None, seen=None) -> None:
    if seen is not None:
        same_version(change, seen)
    on = day_of_act(on, after=change.requested_on)
    office = by.office_for(change.contract.village_id)
    facts = {"approved_on": on, "approved_by_id": by.id, "approved_as": office}
    move(CHANGES, "approve", change, by=by, on=on, **facts)
    if change.extends_to:
        mirror_contract(change.contract.project)


def reject(change: ChangeOrder, *, reason: str, by, on: date | None = None, seen=None) -> None:
    if seen is not None:
        same_version(change, seen)
    on = day_of_act(on, after=change.requested_on)
    move(CHANGES, "reject", change, by=by, on=on, note=reason, answer=reason)


def implement(change: ChangeOrder, *, by, on: date | None = None) -> None:
    """The day it was carried out on the site, also where nobody had approved it yet."""
    if change.implemented_on is not None:
        raise MoveRefused(_("实施日期已经登记过。"))
    on = day_of_act(on, after=change.contract.signed_on)
    change.implemented_on = on
    IMPLEMENTED.record(
        change,
        by=by,
        number=change.number,
        on=on,
        before_approval=change.was_done_first and change.state is not ChangeState.REJECTED,
    )
