"""A payment from the application to the booking: signed in turn by different people, never edited afterwards."""

from datetime import date

from sqlalchemy import func, select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions.figures import day_of_act, mirror_payments, move, must_run, said
from govproj.ledger.actions.funding import book
from govproj.ledger.chain import chain, has_director, one_man_of
from govproj.ledger.limits import RULES, Asked, verdict
from govproj.ledger.models import Contract, FundSource, Payment, PaymentAct
from govproj.ledger.queries.books import settlement_of, spent_by_kind, standing_contract
from govproj.ledger.states import BY_CONTRACT, ActKind, PayeeAccount, PaymentKind, PaymentState, Seat
from govproj.ledger.workflow import PAYMENTS
from govproj.projects.models import Project, State
from govproj.villages import rules

APPLIED = Event(
    "ledger.payment_applied",
    "kind",
    "fen",
    "payee",
    "on",
    says=_l("提出付款申请 %(fen)s 元，收款人%(payee)s"),
)
REVERSED = Event("ledger.payment_reversed", "fen", "reason", "on", says=_l("冲销付款，原因：%(reason)s"))
BEFORE_ACCEPTANCE = frozenset(
    {State.CONTRACTED, State.READY, State.BUILDING, State.SUSPENDED, State.COMPLETED}
)


def apply(
    project,
    *,
    kind: PaymentKind,
    fen: int,
    by,
    payee: str = "",
    payee_account: PayeeAccount = PayeeAccount.FIRM,
    purpose: str = "",
    invoice: str = "",
    physical_pct: int | None = None,
    safety_fen: int | None = None,
    on: date | None = None,
) -> Payment:
    """Ask for money; who has to sign, and what the rules have against it, is fixed with the application."""
    must_run(project)
    on = day_of_act(on)
    contract = _locked_contract(project) if kind in BY_CONTRACT else None
    payment = Payment(
        project=project,
        village_id=project.village_id,
        contract=contract,
        serial=_next_serial(project),
        kind=kind,
        chain=[],
        applied_on=on,
        applied_by_id=by.id,
        state=PaymentState.SIGNING,
    )
    with db.session.no_autoflush:
        _fill(payment, fen, payee, payee_account, purpose, invoice, physical_pct, safety_fen)
        payment.warning = _judge(payment, contract, on)
    payment.chain = [str(seat.value) for seat in seats_for(project)]
    db.session.add(payment)
    _act(payment, ActKind.APPLIED, by, on, purpose)
    APPLIED.record(payment, by=by, kind=kind, fen=fen, payee=payment.payee, on=on)
    return payment


def _fill(payment, fen, payee, payee_account, purpose, invoice, physical_pct, safety_fen) -> None:
    if fen <= 0:
        raise MoveRefused(_("付款金额要大于 0。"))
    if safety_fen is not None and safety_fen > fen:
        raise MoveRefused(_("其中的安全文明施工费不能超过付款金额。"))
    contract, project = payment.contract, payment.project
    payment.fen, payment.payee_account = fen, payee_account
    payment.payee = payee or (contract and (contract.payee or contract.firm.name)) or ""
    said(payment.payee, _("请填写收款人。"))
    payment.purpose, payment.invoice, payment.safety_fen = purpose, invoice, safety_fen
    payment.physical_pct = project.actual_pct if physical_pct is None else physical_pct


def _judge(payment, contract, on: date, *, booked_only: bool = False) -> str:
    """Refuse what the limits forbid; what they only warn of is handed back, for those who sign."""
    asked = Asked(payment.kind, payment.fen, payment.physical_pct or 0, on)
    found = verdict(
        asked,
        contract,
        settlement_of(contract),
        spent_by_kind(contract, but=payment, booked_only=booked_only),
        rules.values(RULES, payment.village_id, on),
        accepted=payment.project.state not in BEFORE_ACCEPTANCE,
    )
    if found.refused:
        raise MoveRefused(*found.refused)
    return " ".join(found.warned)


def _locked_contract(project) -> Contract | None:
    """Two applications at once are judged one after the other."""
    contract = standing_contract(project.id)
    if contract is not None:
        db.session.execute(select(Contract.id).where(Contract.id == contract.id).with_for_update())
    return contract


def _next_serial(project) -> int:
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    last = select(func.coalesce(func.max(Payment.serial), 0)).where(Payment.project_id == project.id)
    return db.session.scalar(last) + 1


def seats_for(project) -> list[Seat]:
    """The chain as the local rule and the offices of the village stand today."""
    order = rules.value("payment.signing_order", project.village_id)
    seats = chain(order, one_man=one_man_of(project.village_id))
    if Seat.DIRECTOR in seats and not has_director(project.village_id):
        raise MoveRefused(_("村里还没有登记村委会主任，没有人能签第一道字。请镇管理员在他的职务上标明。"))
    return seats


def correct(payment: Payment, *, by, seen=None, on: date | None = None, **facts) -> None:
    """Put right what was sent back; all signatures are given anew."""
    hold(payment, seen)
    PAYMENTS.check("correct", payment, by=by)
    on = day_of_act(on, after=payment.acts[-1].occurred_on)
    with db.session.no_autoflush:
        payment.physical_pct = None
        _fill(payment, **{"physical_pct": None, "safety_fen": None, **facts})
        payment.warning = _judge(payment, payment.contract, on)
    payment.round, payment.signed_seats = payment.round + 1, 0
    payment.chain = [str(seat.value) for seat in seats_for(payment.project)]
    PAYMENTS.make("correct", payment, by=by, on=on)
    _act(payment, ActKind.CORRECTED, by, on, payment.purpose)


def sign(payment: Payment, *, by, seen=None, note: str = "", on: date | None = None) -> None:
    """One seat's signature. Whoever presses a moment later reads who was first."""
    hold(payment, seen)
    PAYMENTS.check("sign", payment, by=by)
    on, seat = day_of_act(on, after=payment.acts[-1].occurred_on), payment.next_seat
    PAYMENTS.make("sign", payment, by=by, on=on, note=note)
    payment.signed_seats += 1
    _act(payment, ActKind.SIGNED, by, on, note, seat=seat)


def send_back(payment: Payment, *, reason: str, by, seen=None, on: date | None = None) -> None:
    hold(payment, seen)
    on = day_of_act(on, after=payment.acts[-1].occurred_on)
    PAYMENTS.make("send_back", payment, by=by, note=reason, on=on)
    _act(payment, ActKind.RETURNED, by, on, reason)


def withdraw(payment: Payment, *, reason: str, by, seen=None, on: date | None = None) -> None:
    hold(payment, seen)
    on = day_of_act(on, after=payment.acts[-1].occurred_on)
    PAYMENTS.make("withdraw", payment, by=by, note=reason, on=on)
    _act(payment, ActKind.WITHDRAWN, by, on, reason)


def pay(
    payment: Payment, *, source: FundSource, receipt_number: str, by, seen=None, on: date | None = None
) -> None:
    """Book it: from which source, on which day. The limits are looked at once more, over what is booked."""
    hold(payment, seen)
    PAYMENTS.check("pay", payment, by=by)
    on = day_of_act(on, after=payment.acts[-1].occurred_on)
    said(receipt_number, _("请填写回单号。"))
    if source.project_id != payment.project_id:
        raise MoveRefused(_("这项资金不是本项目的，不能串用。"))
    contract = payment.contract and _locked_contract(payment.project)
    _judge(payment, contract, on, booked_only=True)
    book(source, paid=payment.fen)
    facts = {"source": source, "paid_on": on, "receipt_number": receipt_number}
    move(PAYMENTS, "pay", payment, by=by, on=on, note=receipt_number, **facts)
    _act(payment, ActKind.PAID, by, on, receipt_number)
    mirror_payments(payment.project, since=on)


def reverse(payment: Payment, *, reason: str, by, seen=None, on: date | None = None) -> Payment:
    """Cancel a wrong payment by an equal and opposite one; both stay on the books."""
    hold(payment, seen)
    said(reason, _("冲销要写明理由。"))
    if payment.state is not PaymentState.PAID or payment.is_reversal:
        raise MoveRefused(_("只有已经付款的才能冲销。"))
    if payment.reversal is not None:
        raise MoveRefused(_("这笔付款已经冲销过。"))
    on = day_of_act(on, after=payment.paid_on)
    book(payment.source, paid=-payment.fen)
    same = ("village_id", "kind", "contract_id", "source_id", "payee", "payee_account", "invoice")
    opposite = Payment(
        project=payment.project,
        serial=_next_serial(payment.project),
        fen=-payment.fen,
        state=PaymentState.PAID,
        chain=[],
        applied_on=on,
        applied_by_id=by.id,
        paid_on=on,
        purpose=reason,
        receipt_number=f"冲-{payment.receipt_number}"[:40],
        reverses=payment,
        **{name: getattr(payment, name) for name in same},
    )
    db.session.add(opposite)
    _act(opposite, ActKind.REVERSED, by, on, reason)
    REVERSED.record(opposite, by=by, fen=opposite.fen, reason=reason, on=on)
    mirror_payments(payment.project, since=on)
    return opposite


def hold(payment: Payment, seen=None) -> None:
    """Until the commit nobody else acts on this payment; `seen` is the version the reader had before him."""
    db.session.flush()
    db.session.execute(select(Payment.id).where(Payment.id == payment.id).with_for_update())
    db.session.refresh(payment)
    if seen is None or str(seen) == str(payment.version):
        return
    last = payment.acts[-1]
    raise MoveRefused(
        _(
            "%(name)s刚刚已经%(act)s，您看到的页面不是最新的。请刷新后再决定。",
            name=last.by.name if last.by else _("系统"),
            act=last.kind.label,
        )
    )


def _act(payment: Payment, kind: ActKind, by, on: date, note: str = "", seat: Seat | None = None) -> None:
    payment.acts.append(
        PaymentAct(
            round=payment.round or 1,
            kind=kind,
            seat=seat,
            occurred_on=on,
            by_id=by.id,
            office=by.office_for(payment.village_id),
            note=note,
        )
    )
