"""Firms the books know about a project, for the comparison with whoever wants to lead it."""

from sqlalchemy import literal, select, union

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.ledger.models import Bid, GoodsBooking, Procurement, ProjectFirm
from govproj.ledger.states import FirmRole

OFFER, GOODS = "offer", "goods"


def firms_of(project) -> list[tuple[int, str]]:
    """(firm id, its part in words): whoever offered, delivers, designs, budgets, reviews or watches; one query."""
    offered = (
        select(Bid.firm_id, literal(OFFER))
        .join(Procurement, Procurement.id == Bid.procurement_id)
        .where(Procurement.project_id == project.id)
    )
    serving = select(ProjectFirm.firm_id, ProjectFirm.role).where(ProjectFirm.project_id == project.id)
    delivering = select(GoodsBooking.supplier_id, literal(GOODS)).where(GoodsBooking.project_id == project.id)
    words = {OFFER: _("报价单位"), GOODS: _("材料设备")} | {role.value: str(role.label) for role in FirmRole}
    return [
        (firm_id, words[part]) for firm_id, part in db.session.execute(union(offered, serving, delivering))
    ]
