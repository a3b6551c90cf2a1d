"""How a red flag moves: fired → asked → answered → explained, fixed or confirmed."""

from govproj.core.i18n import _l
from govproj.core.workflow import Move, Workflow
from govproj.flags import policy
from govproj.flags.states import OPEN, State

# fmt: off
WORKFLOW = Workflow(
    "flags",
    Move("ask", _l("向项目组发问"), frozenset({State.FIRED}), State.ASKED, policy.can_ask, why=True),
    Move("answer", _l("答复"), frozenset({State.ASKED}), State.ANSWERED, policy.can_answer, why=True),
    Move("send_back", _l("要求再答"), frozenset({State.ANSWERED}), State.ASKED, policy.can_judge, why=True),
    Move("explain", _l("说明成立"), OPEN - {State.ASKED}, State.EXPLAINED, policy.can_judge, why=True),
    Move("fix", _l("已改正"), frozenset({State.ANSWERED}), State.FIXED, policy.can_judge, why=True),
    Move("confirm", _l("核定为查实"), OPEN, State.CONFIRMED, policy.can_judge, why=True),
)
# fmt: on
