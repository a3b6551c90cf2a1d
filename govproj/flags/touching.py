"""Which parts of the facts an act of the record has changed, and which rules therefore have to be asked again."""

from functools import cache

from govproj.flags.rules import CATALOGUE, Rule

# The longest prefix of the act's name that is listed here counts.
PARTS_BY_ACT = {
    "projects.": "life siblings",
    "projects.month_recorded": "months",
    "projects.start_notice": "start_notice",
    "projects.concealed": "works papers",
    "projects.acceptance": "acceptance papers",
    "projects.milestone": "in_use",
    "projects.object": "",
    "projects.paper_filed": "",
    "projects.work_item_added": "",
    "decisions.": "decision",
    "decisions.add_paper": "papers",
    "minutes.": "decision papers",
    "selections.": "",
    "selections.appoint": "selection officers",
    "selections.replace": "selection officers",
    "ledger.funds_planned": "sources siblings",
    "ledger.received": "sources",
    "ledger.receipt_reversed": "sources",
    "ledger.firm_named": "services",
    "ledger.procurement": "procurement wins siblings",
    "ledger.bid_entered": "procurement",
    "ledger.contract": "contract",
    "ledger.contract_files": "",
    "ledger.change": "changes",
    "ledger.payment.pay": "payments months",
    "ledger.payment_reversed": "payments months",
    "ledger.settlement": "settlement",
    "ledger.asset_registered": "assets",
    "ledger.labour_booked": "labour",
    "ledger.goods_booked": "goods",
    "disclosures.": "",
    "disclosures.publish": "duties notices",
    "disclosures.duty_arose": "duties",
    "evaluations.publish": "rounds",
    "rectifications.": "cases",
    "inspections.": "checks",
}
SHARED = {"village_labour": "labour", "village_goods": "goods"}


@cache
def rules_touched_by(act: str) -> frozenset[str]:
    """The ids of the rules that read what an act of this name changes."""
    prefix = max((known for known in PARTS_BY_ACT if act.startswith(known)), key=len, default=None)
    parts = set(PARTS_BY_ACT[prefix].split()) if prefix else set()
    return frozenset(id_ for id_, rule in CATALOGUE.items() if parts & _read_by(rule))


def _read_by(rule: Rule) -> set[str]:
    return {SHARED.get(name, name) for name in rule.reads}
