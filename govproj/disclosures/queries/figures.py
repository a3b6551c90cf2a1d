"""The figures of a notice: what the records say today while it is written, what was signed once it is handed in."""

from govproj.disclosures.models import Facts
from govproj.disclosures.queries.records import records_of


def facts(disclosure) -> Facts:
    """What stands on the notice: as signed and published, or as of now while it is being written."""
    return facts_of_today(disclosure) if disclosure.in_writing else disclosure.frozen


def facts_of_today(disclosure) -> Facts:
    project = disclosure.project
    month, before = months_around(project, disclosure.month)
    found = records_of(project, disclosure.month)
    return Facts(
        planned_pct=month and month.planned_pct,
        actual_pct=month and month.actual_pct,
        paid_fen=month and month.paid_fen,
        paid_month_fen=month and _paid_in(month, before, found.books),
        budget_fen=project.budget_fen,
        contract_fen=project.contract_fen,
        funds=project.funds,
        contractor=project.contractor.name if project.contractor else "",
        lead=project.lead.name if project.lead else "",
        contact=project.contact.name if project.contact else "",
        supervisors=found.supervisors,
        records=found.records,
    )


def _paid_in(month, before, books) -> int:
    """The ledger knows the day of each payment; typed figures only say what had been paid altogether."""
    return books.paid_month_fen if books.payments else month.paid_fen - (before.paid_fen if before else 0)


def months_around(project, month: str):
    """What is recorded for `month`, and for the last month before it."""
    earlier = [row for row in project.months if row.month < month]
    return project.month(month), earlier[-1] if earlier else None
