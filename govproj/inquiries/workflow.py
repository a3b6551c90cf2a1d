"""An objection goes from the village to the committee to the town, one step for each reply that does not satisfy."""

from govproj.core.i18n import _l
from govproj.core.workflow import Move, Workflow
from govproj.inquiries import policy
from govproj.inquiries.models import Instance, ObjectionState

S = ObjectionState
REPLIED = {S.OPEN: S.ANSWERED, S.IN_REVIEW: S.REVIEWED, S.AT_TOWN: S.SETTLED}
ASKED_AGAIN = {S.ANSWERED: S.IN_REVIEW, S.REVIEWED: S.AT_TOWN}
NEXT_INSTANCE = {S.IN_REVIEW: Instance.COMMITTEE, S.AT_TOWN: Instance.TOWN}


# fmt: off
WORKFLOW = Workflow(
    "disclosures.objection",
    Move("reply", _l("答复"), frozenset(REPLIED), lambda objection: REPLIED[objection.state], policy.can_reply),
    Move("ask_again", _l("不满意，请上一级复核"), frozenset(ASKED_AGAIN), lambda objection: ASKED_AGAIN[objection.state], policy.can_ask_again),
)
# fmt: on
