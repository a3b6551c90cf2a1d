"""Rules that can be laid down already and that no part of the site reads yet: their pages say so.

A test keeps the list true: whoever begins to read one takes it out.
"""

WAITING = frozenset(
    {
        "decision.major_amount",
        "decision.reps_meeting_months",
        "initiation.review_workdays",
        "budget.review_workdays",
        "permit.min_amount",
        "permit.min_area",
        "acceptance.publicity_days",
        "debt.warning_line",
        "lead.integrity_years",
        "conflict.kinship_scope",
        "conflict.report_days",
        "tender.statutory.works_min",
        "tender.statutory.goods_min",
        "tender.statutory.services_min",
        "tender.statutory.fiscal_min",
        "tender.statutory.fiscal_pct",
        "tender.service_tiers",
        "tender.by_fund",
        "tender.objection_days",
        "bond.performance_max",
        "bond.bid_max",
        "contract.publish_days",
        "goods.quote_min",
        "rental.rate_cap",
        "finance.tiers",
        "payment.pay_days",
        "change.publish_days",
        "settlement.publish_days",
        "retention.check_days",
        "safety.rate_by_type",
        "labour.day_rate",
        "labour.pay_day",
        "disclosure.major_finance_days",
        "quarter.display_day",
        "quarter.weights",
        "quarter.colours",
        "quarter.small_n",
        "report.accept_workdays",
        "report.feedback_workdays",
        "report.transfer_workdays",
    }
)
