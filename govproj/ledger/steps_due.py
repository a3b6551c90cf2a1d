"""What the contact cadre has to do next with the books of a project, from the call for bids to the settlement."""

from sqlalchemy import or_, select

from govproj.accounts.models import Role
from govproj.core import todo
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.ledger.models import Contract, Procurement, Settlement
from govproj.ledger.states import ContractState, ProcurementState, SettlementState
from govproj.projects.models import Kind, Project, State

STANDS = (Procurement.project_id == Project.id) & (Procurement.state != ProcurementState.FAILED)
HOLDS = (Contract.project_id == Project.id) & (Contract.state != ContractState.VOID)


def _mine(user, state: State) -> list | None:
    """Conditions: projects in this state that the user looks after; where nobody does, any cadre of the village."""
    villages = user.villages_as(Role.CADRE)
    looks_after = or_(Project.contact_id == user.id, Project.contact_id.is_(None))
    here = [Project.village_id.in_(villages), looks_after, Project.kind == Kind.CONSTRUCTION]
    return [*here, Project.state == state] if villages else None


def to_open(user):
    """The village decided to procure and no call stands."""
    if (mine := _mine(user, State.PROCURING)) is None:
        return None
    stands = select(Procurement.id).where(STANDS).exists()
    return select(*todo.columns(Project.id, name=Project.name)).where(*mine, ~stands).order_by(Project.id)


def a_call(row) -> Todo:
    return Todo(
        _("登记招采：%(project)s", project=row.name), "ledger.open_procurement", {"project_id": row.id}, None
    )


def to_award(user):
    if (mine := _mine(user, State.PROCURING)) is None:
        return None
    columns = todo.columns(Procurement.id, name=Project.name)
    running = select(*columns).join(Project, Project.id == Procurement.project_id)
    return running.where(*mine, Procurement.state == ProcurementState.OPEN).order_by(Procurement.id)


def an_award(row) -> Todo:
    title = _("登记报价、定标：%(project)s", project=row.name)
    return Todo(title, "ledger.procurement", {"procurement_id": row.id}, None)


def to_contract(user):
    if (mine := _mine(user, State.PROCURING)) is None:
        return None
    awarded = select(Procurement.id).where(STANDS, Procurement.state == ProcurementState.AWARDED).exists()
    entered = select(Contract.id).where(HOLDS).exists()
    columns = todo.columns(Project.id, name=Project.name)
    return select(*columns).where(*mine, awarded, ~entered).order_by(Project.id)


def a_contract_to_enter(row) -> Todo:
    return Todo(
        _("登记合同：%(project)s", project=row.name), "ledger.enter_contract", {"project_id": row.id}, None
    )


def at_the_agency(user):
    """Entered, and now the agency's to file."""
    if (mine := _mine(user, State.PROCURING)) is None:
        return None
    columns = todo.columns(Contract.id, name=Project.name)
    entered = select(*columns).join(Project, HOLDS)
    return entered.where(*mine, Contract.state == ContractState.ENTERED).order_by(Contract.id)


def a_contract_to_file(row) -> Todo:
    title, args = _("合同备案：%(project)s", project=row.name), {"contract_id": row.id}
    return Todo(title, "ledger.contract", args, None, _("镇三资代理中心"))


def to_settle(user):
    if (mine := _mine(user, State.ACCEPTED)) is None:
        return None
    sent = select(Settlement.id).where(Settlement.contract_id == Contract.id).exists()
    accepted = select(*todo.columns(Contract.id, name=Project.name)).join(Project, HOLDS)
    return accepted.where(*mine, ~sent).order_by(Contract.id)


def a_settlement_to_send(row) -> Todo:
    title = _("送审结算：%(project)s", project=row.name)
    return Todo(title, "ledger.submit_settlement", {"contract_id": row.id}, None)


def under_review(user):
    if (mine := _mine(user, State.ACCEPTED)) is None:
        return None
    columns = todo.columns(Contract.id, name=Project.name, day=Settlement.review_due_on)
    sent = select(*columns).join(Project, HOLDS).join(Settlement, Settlement.contract_id == Contract.id)
    return sent.where(*mine, Settlement.state == SettlementState.SUBMITTED).order_by(Contract.id)


def a_settlement_under_review(row) -> Todo:
    title, args = _("审定结算：%(project)s", project=row.name), {"contract_id": row.id}
    return Todo(title, "ledger.contract", args, row.day, _("镇三资代理中心"))


# Filing and reviewing move a project on by themselves, unless something else was still missing on that day.


def _left_behind(user, state: State) -> list | None:
    villages = user.villages_as(Role.TOWN_ADMIN)
    return [Project.village_id.in_(villages), Project.state == state] if villages else None


def filed_and_waiting(user):
    if (left := _left_behind(user, State.PROCURING)) is None:
        return None
    filed = select(Contract.id).where(HOLDS, Contract.state == ContractState.FILED).exists()
    return select(*todo.columns(Project.id, name=Project.name)).where(*left, filed).order_by(Project.id)


def a_project_to_sign(row) -> Todo:
    title = _("%(move)s：%(project)s", move=_("签约备案"), project=row.name)
    return Todo(title, "projects.show", {"project_id": row.id, "_anchor": "sign-on"}, None)


def reviewed_and_waiting(user):
    if (left := _left_behind(user, State.ACCEPTED)) is None:
        return None
    reviewed = Settlement.state != SettlementState.SUBMITTED
    columns = todo.columns(Project.id, name=Project.name)
    settled = select(*columns).select_from(Settlement).join(Settlement.project)
    return settled.where(*left, reviewed).order_by(Project.id)


def a_project_to_settle(row) -> Todo:
    title = _("%(move)s：%(project)s", move=_("结算审定"), project=row.name)
    return Todo(title, "projects.show", {"project_id": row.id, "_anchor": "settle-on"}, None)


KINDS = (
    todo.Kind(filed_and_waiting, a_project_to_sign),
    todo.Kind(reviewed_and_waiting, a_project_to_settle),
    todo.Kind(to_open, a_call),
    todo.Kind(to_award, an_award),
    todo.Kind(to_contract, a_contract_to_enter),
    todo.Kind(at_the_agency, a_contract_to_file),
    todo.Kind(to_settle, a_settlement_to_send),
    todo.Kind(under_review, a_settlement_under_review),
)
