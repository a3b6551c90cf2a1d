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
    # The steps of a decision by kind of project. 四议 leaves out "appraisal"; a rule may add or leave out others.
    "decision.steps": {
        "construction": [
            "proposal",
            "discussion",
            "review",
            "consultation",
            "vote",
            "result",
            "implementation",
            "appraisal",
        ],
        "governance": ["proposal", "discussion", "review"],
    },
    # Full days the plan hangs before the vote, by what is decided.
    "decision.consult_days": {"initiation": 7, "collective_asset": 15, "lead": 7, "other": 7},
    "decision.result_days": 7,  # days the result hangs before it is carried out
    # Who must be there of those entitled, by kind of meeting; an assembly may count households instead of heads.
    "decision.quorum": {
        "party_branch": {"people": {"more_than": [1, 2]}},
        "two_committees": {"people": {"more_than": [1, 2]}},
        "party_members": {"people": {"more_than": [1, 2]}},
        "villager_assembly": {"people": {"more_than": [1, 2]}, "households": {"at_least": [2, 3]}},
        "villager_reps": {"people": {"at_least": [2, 3]}},
        "collective_members": {"people": {"at_least": [2, 3]}},
    },
    # Who must agree: a share of those present, or with "of" of all entitled.
    "decision.majority": {
        "party_branch": {"more_than": [1, 2]},
        "two_committees": {"more_than": [1, 2]},
        "party_members": {"more_than": [1, 2], "of": "entitled"},
        "villager_assembly": {"more_than": [1, 2]},
        "villager_reps": {"more_than": [1, 2]},
        "collective_members": {"at_least": [2, 3], "of": "entitled"},
    },
    # Days between the notice of a meeting and the meeting.
    "decision.notice_days": {
        "party_branch": 0,
        "two_committees": 0,
        "party_members": 0,
        "villager_assembly": 10,
        "villager_reps": 3,
        "collective_members": 10,
    },
    "start.funds_secured_pct": 70,  # % of the budget that must be secured before the start
    "start.notice_days": 3,  # days the start notice hangs before work begins
    "concealed.photos": 3,  # photos of a concealed work before it counts as accepted
    "concealed.signers": 2,  # different bodies that sign for it
    "acceptance.representatives": 3,  # villagers' representatives at the acceptance
    "objects.stages": ["复评", "签约", "腾空", "拆除", "清理平整"],  # the usual chain of an object board
    # What the file of a project must hold before it is archived; keys of projects/archive.py or plain names.
    "archive.construction": [
        "proposal",
        "decision",
        "approval",
        "procurement",
        "contract",
        "start_notice",
        "concealed_works",
        "monthly_notices",
        "completion_report",
        "acceptance",
        "settlement",
        "asset_card",
    ],
    "archive.governance": ["proposal", "decision", "approval", "completion_report", "acceptance"],
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
        "age_band": 0,  # context, used to mix young and old; a place that scores it says how below
    },
    "lead.age_scores": {"up_to_35": 5, "36-45": 5, "46-59": 5, "60_plus": 5},  # 0 to 5 by age band
    "lead.interest_years": 3,  # years for which a tie to a firm still counts after it has ended
    "lead.objection_workdays": 5,  # by when an objection to the person chosen is answered
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
    "declaration.per_secretary": 1,  # 书记领办 items each secretary declares a year
    "declaration.due_day": {"month": 3, "day": 31},  # of the year declared for
    "declaration.review_workdays": 5,  # the town's answer to a declaration
    "declaration.secretary_days": 7,  # to put a returned one right, or to start an approved one
    "declaration.report_days": 10,  # after the end of a quarter, and of the year
    "declaration.accept_workdays": 10,  # the town's year-end acceptance
    "activity.kinds": {  # theme → the words people choose from
        "joint": ["联建活动", "宣讲", "专业讲座", "宣誓升旗", "送清凉", "专家进工地"],
        "education": ["廉政党课", "警示教育", "案例通报"],
        "supervision": ["现场监督", "跟进检查"],
    },
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


def in_villages(key: str, village_ids, on: date | None = None) -> dict:
    """One rule in many villages at the cost of one query: the value in force by the village's id."""
    places = select(Village.id, Village.town_id, Town.county_id).join(Town).where(Village.id.in_(village_ids))
    place = places.subquery()
    rows = db.session.execute(
        select(place.c.id, LocalRule.value)
        .join(
            LocalRule,
            or_(
                LocalRule.village_id == place.c.id,
                LocalRule.town_id == place.c.town_id,
                LocalRule.county_id == place.c.county_id,
            ),
        )
        .where(LocalRule.key == key, LocalRule.effective_from <= (on or dates.today()))
        .order_by(LocalRule.village_id.is_not(None), LocalRule.town_id.is_not(None), LocalRule.effective_from)
    )
    return dict.fromkeys(village_ids, DEFAULTS[key]) | {village: stored["value"] for village, stored in rows}
