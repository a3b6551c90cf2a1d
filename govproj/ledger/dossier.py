"""The money of a project, for its dossier."""

from sqlalchemy import Integer, cast, select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, code, words
from govproj.core.filters import as_day
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.firms.models import Firm
from govproj.ledger.models import (
    AssetCard,
    Bid,
    ChangeOrder,
    Contract,
    FundSource,
    Payment,
    Procurement,
    Settlement,
)
from govproj.ledger.states import ChangeState, ContractState, PaymentKind, PaymentState, SourceKind


def register(app) -> None:
    chapter(app, 30, _l("资金来源"), (_sources, _source))
    chapter(app, 40, _l("招采和合同"), (_bids, _bid), (_contracts, _contract), (_changes, _change))
    chapter(app, 50, _l("付款"), (_payments, _payment))
    chapter(app, 60, _l("结算和资产"), (_settlements, _settlement), (_assets, _asset))


def _sources(project):
    columns = todo.columns(
        FundSource.id, name=FundSource.name, about=code(FundSource.kind), number=FundSource.fen
    )
    return select(*columns).where(FundSource.project_id == project.id)


def _source(row) -> Entry:
    return Entry(row.name, None, str(SourceKind(row.about).label), row.number)


def _bids(project):
    about = words(cast(Bid.won, Integer), cast(Bid.valid, Integer))
    columns = todo.columns(Bid.id, name=Firm.name, about=about, day=Bid.delivered_on, number=Bid.fen)
    wanted = select(*columns).join(Procurement, Procurement.id == Bid.procurement_id).join(Firm)
    return wanted.where(Procurement.project_id == project.id)


def _bid(row) -> Entry:
    won, valid = (flag == "1" for flag in row.about.split("|"))
    about = _("中标") if won else _("未中标") if valid else _("报价无效")
    return Entry(_("报价：%(firm)s", firm=row.name), row.day, about, row.number)


def _contracts(project):
    about = words(Contract.number, Contract.filing_number)
    columns = todo.columns(
        Contract.id, name=Firm.name, about=about, day=Contract.signed_on, number=Contract.fen
    )
    wanted = select(*columns).join(Firm, Firm.id == Contract.firm_id)
    return wanted.where(Contract.project_id == project.id, Contract.state != ContractState.VOID)


def _contract(row) -> Entry:
    number, _bar, filed = row.about.partition("|")
    about = _("编号 %(number)s，备案号 %(filed)s", number=number, filed=filed or "—")
    return Entry(_("合同：%(firm)s", firm=row.name), row.day, about, row.number)


def _changes(project):
    change = ChangeOrder
    about = words(change.number, change.state)
    columns = todo.columns(
        change.id, name=change.reason, about=about, day=change.requested_on, number=change.fen
    )
    return select(*columns).where(change.project_id == project.id)


def _change(row) -> Entry:
    number, _bar, state = row.about.partition("|")
    said = f"{ChangeState(state).label} · {row.name}"
    return Entry(_("变更 %(number)s", number=number), row.day, said, row.number)


def _payments(project):
    about = words(Payment.serial, Payment.kind, Payment.receipt_number)
    columns = todo.columns(
        Payment.id, name=Payment.payee, about=about, day=Payment.paid_on, number=Payment.fen
    )
    return select(*columns).where(Payment.project_id == project.id, Payment.state == PaymentState.PAID)


def _payment(row) -> Entry:
    serial, kind, receipt = row.about.split("|", 2)
    about = " · ".join(filter(None, (str(PaymentKind(kind).label), receipt)))
    what = _("第 %(serial)s 笔，付给%(payee)s", serial=serial, payee=row.name)
    return Entry(what, row.day, about, row.number)


def _settlements(project):
    it = Settlement
    columns = todo.columns(
        it.id, name=words(it.reviewed_fen, it.reviewed_on), day=it.submitted_on, number=it.submitted_fen
    )
    return select(*columns).where(it.project_id == project.id)


def _settlement(row) -> Entry:
    fen, _bar, day = row.name.partition("|")
    about = (
        _("%(day)s 审定 %(fen)s 万元", day=in_words(as_day(day[:10])), fen=wan_exact(int(fen)))
        if fen
        else _("还没有审定")
    )
    return Entry(_("结算送审"), row.day, about, row.number)


def _assets(project):
    about = words(AssetCard.number, AssetCard.keeper)
    columns = todo.columns(
        AssetCard.id, name=AssetCard.name, about=about, day=AssetCard.registered_on, number=AssetCard.fen
    )
    return select(*columns).where(AssetCard.project_id == project.id)


def _asset(row) -> Entry:
    number, _bar, keeper = row.about.partition("|")
    about = _("编号 %(number)s，管护人 %(keeper)s", number=number, keeper=keeper)
    return Entry(_("资产：%(name)s", name=row.name), row.day, about, row.number)
