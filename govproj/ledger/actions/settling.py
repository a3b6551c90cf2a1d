"""The settlement with its retention, and the cards of what the village owns now."""

from datetime import date, timedelta

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions.figures import day_of_act, move, must_run, said
from govproj.ledger.actions.following import project_follows
from govproj.ledger.models import AssetCard, Contract, Settlement
from govproj.ledger.queries.books import settlement_of, spent_by_kind
from govproj.ledger.tiers import band_of
from govproj.ledger.workflow import SETTLEMENTS
from govproj.projects.models import State
from govproj.villages import rules

SUBMITTED = Event(
    "ledger.settlement_submitted", "fen", "reviewer", "on", says=_l("结算送审，交%(reviewer)s审核")
)
REVIEWED = Event(
    "ledger.settlement_reviewed",
    *("submitted_fen", "reviewed_fen", "reduction_pct", "retention_fen", "retention_due_on"),
    says=_l("结算审定，核减 %(reduction_pct)s%%"),
)
REGISTERED = Event(
    "ledger.asset_registered", "number", "name", "fen", says=_l("登记了资产卡片 %(number)s：%(name)s")
)


def submit(contract: Contract, *, fen: int, reviewer, by, on: date | None = None) -> Settlement:
    """What the contractor hands in; every change order must be decided and carried out by then."""
    on = day_of_act(on, after=contract.signed_on)
    if not contract.is_filed:
        raise MoveRefused(_("合同还没有备案，不能办结算。"))
    if settlement_of(contract) is not None:
        raise MoveRefused(_("结算已经送审。"))
    changes_are_complete(contract)
    if reviewer.id == contract.firm_id:
        raise MoveRefused(_("审核单位不能就是施工单位。"))
    bands = rules.value("settlement.review_days", contract.village_id, on)
    settlement = Settlement(
        contract=contract,
        project_id=contract.project_id,
        submitted_fen=fen,
        submitted_on=on,
        submitted_by_id=by.id,
        reviewer=reviewer,
        review_due_on=on + timedelta(days=band_of(fen, bands)["days"]),
    )
    db.session.add(settlement)
    SUBMITTED.record(
        settlement, by=by, project_id=contract.project_id, fen=fen, reviewer=reviewer.name, on=on
    )
    return settlement


def changes_are_complete(contract: Contract) -> None:
    if waiting := [change.number for change in contract.changes if not change.is_complete]:
        raise MoveRefused(_("变更 %(numbers)s 还没有审批或实施，办完才能结算。", numbers="、".join(waiting)))


def review(
    settlement: Settlement, *, reviewed_fen: int, report_number: str, by, on: date | None = None, seen=None
) -> None:
    """Fix the value; the agreed share is held back until the warranty is over."""
    if seen is not None:
        same_version(settlement, seen)
    on, contract = day_of_act(on, after=settlement.submitted_on), settlement.contract
    changes_are_complete(contract)
    if reviewed_fen <= 0:
        raise MoveRefused(_("审定价要大于 0。"))
    paid = sum(spent_by_kind(contract).values())
    retention = (reviewed_fen * contract.retention_pct + 50) // 100  # half up to the fen
    if paid > reviewed_fen - retention:
        raise MoveRefused(
            _("已付和在签的 %(paid)s 万元超过审定价扣除质保金后的数，请先冲销多付的。", paid=wan_exact(paid))
        )
    facts = {"reviewed_fen": reviewed_fen, "reviewed_on": on, "report_number": report_number}
    facts |= {"retention_fen": retention, "retention_due_on": _retention_due(contract, on)}
    move(SETTLEMENTS, "review", settlement, by=by, on=on, note=report_number, **facts)
    REVIEWED.record(
        settlement,
        by=by,
        submitted_fen=settlement.submitted_fen,
        reviewed_fen=reviewed_fen,
        reduction_pct=settlement.reduction_rate,
        retention_fen=retention,
        retention_due_on=settlement.retention_due_on,
    )
    project_follows(contract.project, "settle", by=by, on=on)


def _retention_due(contract: Contract, on: date) -> date:
    """So many months after the acceptance, or after the settlement where nobody recorded one."""
    accepted = contract.project.day_of(State.ACCEPTED) or on
    return dates.months_after(accepted, rules.value("retention.months", contract.village_id, on))


def register_asset(
    project, *, number: str, name: str, fen: int, keeper: str, place: str, by, on: date | None = None
) -> AssetCard:
    """On the books of the collective: without a card nobody answers for the thing."""
    must_run(project)
    on = day_of_act(on)
    said(keeper, _("请填写管护人。"))
    card = AssetCard(
        project_id=project.id,
        village_id=project.village_id,
        number=number,
        name=name,
        fen=fen,
        keeper=keeper,
        place=place,
        registered_on=on,
        by_id=by.id,
    )
    db.session.add(card)
    REGISTERED.record(card, by=by, number=number, name=name, fen=fen)
    return card
