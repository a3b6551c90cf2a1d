"""RF42–RF43: notices that came late, or say something else than the books."""

from itertools import pairwise

from govproj.core.dates import last_day, months_after, next_month
from govproj.core.i18n import _l
from govproj.core.money import wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule


@rule(
    "RF42",
    _l("月度公示迟了"),
    Level.YELLOW,
    formula=_l("月度公示没有在公示日前贴出；连续两期转红。"),
    reads="duties",
    thresholds="flag.look_back_months",
    powers="P19",
    says={
        "": _l("%(month)s 的公示应 %(due)s 前贴出，%(done)s 才贴出。"),
        "missing": _l("%(month)s 的公示应 %(due)s 前贴出，到现在没有贴出。"),
        "again": _l("从 %(month)s 起，连续 %(count)s 期公示没有按时贴出。"),
    },
)
def disclosure_late(facts, limits):
    since = months_after(facts.today, -limits["flag.look_back_months"])
    late = [
        duty
        for duty in recorded(facts.duties, "duties", "due_on")
        if duty.due_on >= since and (duty.done_on or facts.today) > duty.due_on
    ]
    if not late:
        return None
    late.sort(key=lambda duty: duty.month)
    row, marks = (("disclosures", facts.id),), tuple(duty.month for duty in late)
    twice = [one for one, after in pairwise(late) if next_month(one.month) == after.month]
    if twice:
        numbers = {"month": twice[0].month, "count": len(twice) + 1}
        return Fires(Level.RED, numbers, (*marks, "red"), row, "again")
    newest = late[-1]
    numbers = {"month": newest.month, "due": newest.due_on, "done": newest.done_on}
    return Fires(Level.YELLOW, numbers, marks, row, "" if newest.done_on else "missing")


@rule(
    "RF43",
    _l("公示与台账不一致"),
    Level.RED,
    formula=_l("公示里的累计付款或形象进度，与那个月底的台账不一致。"),
    reads="notices months payments",
    powers="P19",
    says={
        "paid": _l("%(month)s 的公示写累计付款 %(shown)s 万元，台账到那个月底是 %(booked)s 万元。"),
        "progress": _l("%(month)s 的公示写形象进度 %(shown)s%%，月报是 %(booked)s%%。"),
    },
)
def disclosure_mismatch(facts, limits):
    notices, wrong = known(facts.notices, "notices"), []
    months = {row.month: row for row in facts.months or ()}
    for notice in notices:
        month = months.get(notice.month)
        if month and None not in (notice.actual_pct, month.actual_pct):
            wrong += _differs(notice, "progress", notice.actual_pct, month.actual_pct)
        booked = _booked(facts, notice.month)
        if booked is not None and notice.paid_fen is not None:
            wrong += _differs(notice, "paid", notice.paid_fen, booked)
    if not wrong:
        return None
    notice, says, shown, booked = wrong[0]
    in_words = wan_exact if says == "paid" else str
    numbers = {"month": notice.month, "shown": in_words(shown), "booked": in_words(booked)}
    marks = tuple(f"{one.month} {what}" for one, what, *_figures in wrong)
    rows = (*(("disclosure", one.id) for one, *_rest in wrong), ("ledger", facts.id), ("months", facts.id))
    return Fires(Level.RED, numbers, marks, rows, says)


def _differs(notice, what, shown, booked):
    return [(notice, what, shown, booked)] if shown != booked else []


def _booked(facts, month: str) -> int | None:
    """What had been paid by the end of the month; None where the project keeps no books."""
    payments = [p for p in facts.payments or () if p.paid_on]
    if not payments:
        return None
    until = last_day(month)
    return sum(p.fen or 0 for p in payments if p.paid_on <= until)
