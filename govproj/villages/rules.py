"""Local rules: days, amounts and thresholds, each with a default that county, town or village may set anew.

Usual practice where no law says otherwise. What each is called and may be stands in `catalogue/`, by subject.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from govproj.core import dates
from govproj.core.db import db
from govproj.villages.catalogue import RULES
from govproj.villages.catalogue.kinds import Rule, inferred
from govproj.villages.models import LocalRule, Standing, Town, Village

# The plain place: a bare `"key": default` works at once. Its kind is inferred and its label is the key, until
# it gets its line in catalogue/; a house test says which keys still wait for one.
PLAIN: dict[str, object] = {
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
    "concealed.photos": 3,  # photos of a concealed work before it counts as accepted
    "concealed.signers": 2,  # different bodies that sign for it
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
    "lead.age_scores": {"up_to_35": 5, "36-45": 5, "46-59": 5, "60_plus": 5},  # 0 to 5 by age band
    "lead.interest_years": 3,  # years for which a tie to a firm still counts after it has ended
    "lead.objection_workdays": 5,  # by when an objection to the person chosen is answered
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

DEFAULTS = {**{key: rule.default for key, rule in RULES.items()}, **PLAIN}


def rule_of(key: str) -> Rule:
    """How a key is called, typed and checked; KeyError for one that is none."""
    return RULES[key] if key in RULES and key not in PLAIN else inferred(key, DEFAULTS[key])


def value(key: str, village: Village | int, on: date | None = None):
    """The rule in force in `village` on a day: the village's own, else the town's, the county's, the default."""
    return values([key], village, on)[key]


def values(keys: Iterable[str], village: Village | int, on: date | None = None) -> dict:
    """Several rules at the cost of one query."""
    village_id = village if isinstance(village, int) else village.id
    return _in_force(list(keys), [village_id], on)[village_id]


def in_villages(key: str, village_ids, on: date | None = None) -> dict:
    """One rule in many villages at the cost of one query: the value in force by the village's id."""
    return {village_id: found[key] for village_id, found in _in_force([key], village_ids, on).items()}


def _in_force(keys: list[str], village_ids, on: date | None) -> dict[int, dict]:
    found = {village_id: {key: DEFAULTS[key] for key in keys} for village_id in village_ids}
    place = (
        select(Village.id, Village.town_id, Town.county_id).join(Town).where(Village.id.in_(found))
    ).subquery()
    here = or_(
        LocalRule.village_id == place.c.id,
        LocalRule.town_id == place.c.town_id,
        LocalRule.county_id == place.c.county_id,
    )
    rows = db.session.execute(
        select(place.c.id, LocalRule.key, LocalRule.value, LocalRule.village_id, LocalRule.town_id)
        .join(LocalRule, here)
        .where(LocalRule.key.in_(keys), LocalRule.effective_from <= (on or dates.today()))
        .where(LocalRule.state == Standing.SET)
        .order_by(*FARTHEST_FIRST)
    )
    # The newest of each level first; a level that has none of its own any more (None) lets the one above speak.
    newest = {(row.id, row.key, row.village_id, row.town_id): row.value["value"] for row in rows}
    for (village_id, key, *_level), own in newest.items():
        if own is not None:
            found[village_id][key] = own
    return found


FARTHEST_FIRST = (
    LocalRule.village_id.is_not(None),
    LocalRule.town_id.is_not(None),
    LocalRule.effective_from,
    LocalRule.id,
)
