"""Facts as they were on an earlier day, as far as the records bear days: for trying a rule on the year behind."""

from dataclasses import replace
from datetime import date

from govproj.core.dates import last_day
from govproj.flags.facts.records import Contract, Facts, Procurement, Settlement, Village


def as_of(facts: Facts, day: date) -> Facts:
    """Without what came later. Rectifications, photos and people are taken as they are today."""
    days = {state: on for state, on in (facts.days or {}).items() if on <= day}
    return replace(
        facts,
        today=day,
        days=days,
        state=max(days, key=days.get) if days else None,
        procurement=_procurement(facts.procurement, day),
        contract=_contract(facts.contract, day),
        changes=_changes(facts.changes, day),
        payments=_until(facts.payments, "paid_on", day),
        settlement=_settlement(facts.settlement, day),
        assets=tuple(on for on in facts.assets or () if on <= day) if facts.assets is not None else None,
        goods=_until(facts.goods, "arrived_on", day),
        labour=_until(facts.labour, "worked_on", day),
        works=_until(facts.works, "finished_on", day),
        in_use_on=facts.in_use_on if _is_over(facts.in_use_on, day) else None,
        acceptance=facts.acceptance if _is_over(facts.acceptance and facts.acceptance.held_on, day) else None,
        months=_months(facts.months, day),
        notices=_months(facts.notices, day),
        duties=_done_by(_until(facts.duties, "due_on", day), day),
        checks=_done_by(_until(facts.checks, "due_on", day), day),
        rounds=_until(facts.rounds, "published_on", day),
        papers=_until(facts.papers, "recorded_on", day),
        village=_village(facts.village, day),
    )


def _is_over(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def _until(rows, name: str, day: date):
    if rows is None:
        return None
    return tuple(row for row in rows if _is_over(getattr(row, name), day))


def _months(rows, day: date):
    return None if rows is None else tuple(row for row in rows if last_day(row.month) <= day)


def _done_by(rows, day: date):
    """What was done later was not done yet."""
    if rows is None:
        return None
    return tuple(row if _is_over(row.done_on, day) else row._replace(done_on=None) for row in rows)


def _changes(rows, day: date):
    if rows is None:
        return None
    return tuple(
        row._replace(
            approved_on=row.approved_on if _is_over(row.approved_on, day) else None,
            implemented_on=row.implemented_on if _is_over(row.implemented_on, day) else None,
        )
        for row in _until(rows, "requested_on", day)
    )


def _procurement(row: Procurement | None, day: date) -> Procurement | None:
    if row is None or not _is_over(row.announced_on, day):
        return None
    return row if _is_over(row.awarded_on, day) else row._replace(awarded_on=None, award_fen=None)


def _contract(row: Contract | None, day: date) -> Contract | None:
    if row is None or not _is_over(row.signed_on, day):
        return None
    return row if _is_over(row.filed_on, day) else row._replace(filed_on=None)


def _settlement(row: Settlement | None, day: date) -> Settlement | None:
    if row is None or not _is_over(row.submitted_on, day):
        return None
    reviewed = _is_over(row.reviewed_on, day)
    return row if reviewed else row._replace(reviewed_fen=None, reviewed_on=None, retention_fen=None)


def _village(village: Village, day: date) -> Village:
    return replace(
        village,
        siblings=_until(village.siblings, "began_on", day),
        wins=_until(village.wins, "awarded_on", day),
        labour=_until(village.labour, "worked_on", day),
        goods=_until(village.goods, "arrived_on", day),
    )
