"""The figures lists read from the project itself, written in the transaction that changes the books."""

from datetime import date

from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.ledger.queries.books import bookings, paid_until, standing_contract
from govproj.projects.models import UNPUBLISHED, State

OVER = UNPUBLISHED | {State.CANCELLED}


def day_of_act(on: date | None, *, after: date | None = None) -> date:
    """Today unless said otherwise; never in the future, never before what it follows."""
    on = on or dates.today()
    if on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if after is not None and on < after:
        raise MoveRefused(_("日期不能早于 %(day)s。", day=in_words(after)))
    return on


def said(words: str, sentence: str) -> None:
    """What has to be written must be written."""
    if not words.strip():
        raise MoveRefused(sentence)


def must_run(project) -> None:
    """Money moves for projects that were approved and not called off."""
    if project.state in OVER:
        raise MoveRefused(_("“%(state)s”的项目还不能登记合同和付款。", state=project.state.label))


def move(workflow, name: str, thing, *, by, on: date, note: str = "", **facts) -> None:
    """Make a move with the facts that belong to it: the database refuses one without the other."""
    workflow.check(name, thing, by=by, note=note)
    with db.session.no_autoflush:
        for field, value in facts.items():
            setattr(thing, field, value)
        workflow.make(name, thing, by=by, note=note, on=on)


def set_if_new(thing, **facts) -> None:
    """An unchanged project keeps its version, so that others may go on editing it."""
    for name, value in facts.items():
        if getattr(thing, name) != value:
            setattr(thing, name, value)


def mirror_contract(project) -> None:
    """Contractor, sum and agreed days of the standing contract."""
    contract = standing_contract(project.id)
    if contract is None:
        set_if_new(project, contractor_id=None, contract_fen=None)
        return
    extended = [c.extends_to for c in contract.changes if c.extends_to and c.approved_on]
    set_if_new(
        project,
        contractor_id=contract.firm_id,
        contract_fen=contract.fen,
        planned_start=contract.starts_on,
        planned_end=max([contract.ends_on, *extended]),
    )


def mirror_payments(project, since: date) -> None:
    """What has been paid, and the months from the day on which the books changed."""
    paid = paid_until(project)
    if paid is None:
        return
    set_if_new(project, paid_fen=paid)
    contract = standing_contract(project.id)
    rows = [row for row in bookings(project.id) if contract is None or row[2] == contract.id]
    for month in project.months:
        if month.month >= dates.month_of(since):
            last = dates.last_day(month.month)
            set_if_new(month, paid_fen=sum(fen for day, fen, _contract in rows if day <= last))
