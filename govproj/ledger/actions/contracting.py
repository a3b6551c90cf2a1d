"""The contract: entered by the village, filed by the town, and from then on never edited."""

from datetime import date

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions.figures import day_of_act, mirror_contract, move, must_run, said, set_if_new
from govproj.ledger.actions.following import project_follows
from govproj.ledger.models import Contract, ContractFile
from govproj.ledger.queries.books import (
    spent_by_kind,
    standing_contract,
    standing_procurement,
    under_way,
)
from govproj.ledger.states import ContractState, ProcurementState
from govproj.ledger.workflow import CONTRACTS
from govproj.villages import rules

ENTERED = Event(
    "ledger.contract_entered", "number", "firm", "fen", says=_l("登记了合同 %(number)s（%(firm)s）")
)
CHANGED = Event("ledger.contract_changed", "fields", says=_l("备案前修改了合同：%(fields)s"))
FILES_ADDED = Event("ledger.contract_files", "names", says=_l("上传了合同文件：%(names)s"))
LIMITS = ("payment.advance_max_pct", "payment.progress_max_pct", "retention.max_pct")
TERMS = (
    *("number", "fen", "signed_on", "starts_on", "ends_on"),
    *("advance_pct", "progress_pct", "retention_pct", "safety_fen", "payee"),
)


def obstacle_to_entering(project) -> str:
    """Why there is nothing to enter; empty where an award waits for its contract."""
    procurement = standing_procurement(project.id)
    if procurement is None or procurement.state is not ProcurementState.AWARDED:
        return _("还没有定标，不能登记合同。")
    return _("这个项目已经有一份合同。") if standing_contract(project.id) is not None else ""


def enter(project, *, by, **terms) -> Contract:
    """The contract with the winner, at most at the price of the award."""
    must_run(project)
    if obstacle := obstacle_to_entering(project):
        raise MoveRefused(obstacle)
    procurement = standing_procurement(project.id)
    contract = Contract(
        project=project,
        village_id=project.village_id,
        procurement=procurement,
        firm_id=procurement.winner.firm_id,
        **terms,
    )
    _terms_hold(contract, procurement)
    db.session.add(contract)
    ENTERED.record(
        contract, by=by, number=contract.number, firm=procurement.winner.firm.name, fen=contract.fen
    )
    mirror_contract(project)
    return contract


def change(contract: Contract, *, by, seen=None, **terms) -> None:
    """Until it is filed a slip of the pen is put right; afterwards there are change orders."""
    if seen is not None:
        same_version(contract, seen)
    if contract.state is not ContractState.ENTERED:
        raise MoveRefused(_("合同已经备案，不能修改。金额和工期的变化请登记变更。"))
    before = {name: getattr(contract, name) for name in terms}
    set_if_new(contract, **terms)
    _terms_hold(contract, contract.procurement)
    fields = sorted(name for name, value in before.items() if value != terms[name])
    CHANGED.record(contract, by=by, fields={name: [before[name], terms[name]] for name in fields})
    mirror_contract(contract.project)


def _terms_hold(contract: Contract, procurement) -> None:
    if contract.fen > procurement.award_fen:
        raise MoveRefused(
            _(
                "合同价 %(fen)s 万元高于中标价 %(award)s 万元。",
                fen=wan_exact(contract.fen),
                award=wan_exact(procurement.award_fen),
            )
        )
    day_of_act(contract.signed_on)
    if contract.signed_on < procurement.awarded_on:
        raise MoveRefused(_("签订日期不能早于定标日期 %(day)s。", day=in_words(procurement.awarded_on)))
    if contract.ends_on < contract.starts_on:
        raise MoveRefused(_("合同完工日期早于开工日期。"))
    if contract.safety_fen is not None and contract.safety_fen > contract.fen:
        raise MoveRefused(_("安全文明施工费不能超过合同价。"))
    _shares_hold(contract)


def _shares_hold(contract: Contract) -> None:
    most = rules.values(LIMITS, contract.village_id, contract.signed_on)
    for share, key, words in (
        (contract.advance_pct, "payment.advance_max_pct", _("预付款")),
        (contract.progress_pct, "payment.progress_max_pct", _("审定前付款")),
        (contract.retention_pct, "retention.max_pct", _("质保金")),
    ):
        if share > most[key]:
            raise MoveRefused(_("%(what)s不超过 %(most)s%%。", what=words, most=most[key]))


def file(contract: Contract, *, filing_number: str, by, on: date | None = None, seen=None) -> None:
    """合同备案: the town has read it; payments may follow."""
    if seen is not None:
        same_version(contract, seen)
    on = day_of_act(on, after=contract.signed_on)
    said(filing_number, _("请填写备案编号。"))
    facts = {"filed_on": on, "filed_by_id": by.id, "filing_number": filing_number}
    move(CONTRACTS, "file", contract, by=by, on=on, note=filing_number, **facts)
    mirror_contract(contract.project)
    project_follows(contract.project, "sign", by=by, on=on)


def void(contract: Contract, *, reason: str, by, on: date | None = None) -> None:
    """Only when nothing has been paid on it that was not reversed, and nothing is being signed."""
    said(reason, _("作废合同要写明理由。"))
    left = sum(spent_by_kind(contract, booked_only=True).values())
    if left:
        raise MoveRefused(_("还有 %(fen)s 万元付款没有冲销，不能作废合同。", fen=wan_exact(left)))
    if under_way(contract):
        raise MoveRefused(_("还有付款在联审联签，先撤回再作废合同。"))
    move(CONTRACTS, "void", contract, by=by, on=day_of_act(on), note=reason, void_reason=reason)
    mirror_contract(contract.project)


def add_files(contract: Contract, *, files, by) -> None:
    """Scans are added at any time and never taken away."""
    for stored in files:
        db.session.add(ContractFile(contract=contract, by_id=by.id, **stored._asdict()))
    if files:
        FILES_ADDED.record(contract, by=by, names="、".join(stored.name for stored in files))
