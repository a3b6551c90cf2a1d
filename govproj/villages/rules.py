"""Local rules: days, amounts and thresholds, each with a default that county, town or village may set anew.

Usual practice where no law says otherwise; the comment beside each gives its unit and meaning.
"""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govproj.core import dates
from govproj.core.db import db
from govproj.villages.models import LocalRule, Town, Village

DEFAULTS = {
    "decision.consult_days": 7,  # days between the plan's publication and the vote
    "start.funds_secured_pct": 70,  # % of the budget that must be secured before the start
    "start.notice_days": 3,  # days the start notice hangs before work begins
    "acceptance.representatives": 3,  # villagers' representatives at the acceptance
    "lead.call_days": 7,  # days a call stays open
    "lead.extension_days": 7,  # the one extension where nobody applied
    "lead.min_assessors": 3,
    "lead.assess_days": 5,  # days for the assessment, the check of conflicts and the committees' meeting
    "lead.check_days": 4,
    "lead.decide_days": 2,
    "lead.weights": {
        "project_nature_fit": 25,
        "progress_demand_fit": 25,
        "willingness": 15,
        "communication": 20,
        "education_level": 5,
        "current_load": 10,
    },
    "lead.publicity_workdays": 5,
    "lead.replacement_publicity_workdays": 3,  # where a lead is replaced
    "lead.max_load": 2,  # led projects at the same time before a warning
    "lead.spread_points": 25,  # spread between assessors that asks for a written reconciliation
    "disclosure.lead_day": 3,  # of the following month: lead submits
    "disclosure.village_day": 5,
    "disclosure.supervision_day": 8,
    "disclosure.due_day": 10,
    "disclosure.publicity_days": 7,
    "disclosure.signatures": 2,  # members of the supervision committee
    "disclosure.tolerated_delay": 5,  # points behind the plan that need no explanation
    "evaluation.open_days": 10,
    "evaluation.min_valid": 20,
    "evaluation.min_valid_pct_households": 10,
    "weak_link.rate": 80,
    "weak_link.score": 60,
    "weak_link.fall": 5,
    "weak_link.lowest_two_rate": 90,
    "rectification.assign_workdays": 2,
    "rectification.plan_days": 3,
    "rectification.days": {"minor": 30, "major": 15, "severe": 3},
    "rectification.verify_workdays": 5,
    "rectification.extension_days": 15,
    "rectification.urging_days": {"urge": 1, "supervise": 7, "investigate": 15},  # days overdue
    "lookback.days": 30,
    "privacy.min_cell": 5,
    # How work is given out: below `below_fen` this method at least, with so many offers; the last has no limit.
    "tender.tiers": [
        {"below_fen": 1_000_000, "method": "direct", "bidders": 1},
        {"below_fen": 5_000_000, "method": "inquiry", "bidders": 3},
        {"below_fen": 20_000_000, "method": "village_comparison", "bidders": 3},
        {"below_fen": 400_000_000, "method": "town_platform", "bidders": 3},
        {"below_fen": None, "method": "statutory_tender", "bidders": 3},
    ],
    "tender.publicity_days": 3,  # days the candidates hang before the award
    "tender.similar_months": 12,  # within which like work of the village is added up beside a procurement
    "contract.sign_days": 30,  # from the award to the signature
    "contract.filing_workdays": 5,  # from the signature to the filing
    "payment.signing_order": ["director", "supervision", "town", "secretary"],
    "payment.advance_max_pct": 30,  # % of the contract
    "payment.progress_max_pct": 80,  # % of the contract with its changes, before the acceptance
    "payment.before_audit_max_pct": 85,  # the same, from the acceptance to the settlement
    "payment.over_progress_points": 10,  # points by which payments may run ahead of the work
    "payment.over_progress": "warn",  # what happens beyond: "warn" or "refuse"
    "retention.max_pct": 3,  # % of the settlement
    "retention.months": 12,  # from the acceptance
    "change.single_pct": 5,  # % of the contract from which one change is marked
    "change.cumulative_pct": 10,  # the same for all changes together
    "change.town_approval_fen": 5_000_000,  # a change of this size or more is the town's to approve
    "settlement.review_days": [  # days to fix a settlement, by the sum handed in
        {"below_fen": 500_000_000, "days": 20},
        {"below_fen": 2_000_000_000, "days": 30},
        {"below_fen": 5_000_000_000, "days": 45},
        {"below_fen": None, "days": 60},
    ],
    "asset.register_days": 30,  # from the settlement to the asset card
}


def value(key: str, village: Village | int, on: date | None = None):
    """The rule in force in `village` on a day: the village's own, else the town's, the county's, the default."""
    return values([key], village, on)[key]


def values(keys, village: Village | int, on: date | None = None) -> dict:
    """Several rules at the cost of one query."""
    on = on or dates.today()
    found = {key: DEFAULTS[key] for key in keys}
    village_id = village if isinstance(village, int) else village.id
    place = (
        select(Village)
        .options(joinedload(Village.town))
        .where(Village.id == village_id)
        .with_only_columns(Village.id, Village.town_id, Town.county_id)
        .join(Town)
    ).subquery()
    rows = db.session.execute(
        select(LocalRule.key, LocalRule.value)
        .join(
            place,
            or_(
                LocalRule.village_id == place.c.id,
                LocalRule.town_id == place.c.town_id,
                LocalRule.county_id == place.c.county_id,
            ),
        )
        .where(LocalRule.key.in_(found), LocalRule.effective_from <= on)
        .order_by(LocalRule.village_id.is_not(None), LocalRule.town_id.is_not(None), LocalRule.effective_from)
    )
    found.update({key: stored["value"] for key, stored in rows})
    return found
