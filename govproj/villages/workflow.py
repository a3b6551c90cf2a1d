"""What happens to a rule, or to what it rests on, between being proposed and holding."""

from govproj.core import dates
from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.villages import policy
from govproj.villages.models import Standing

PROPOSED, SET = frozenset({Standing.PROPOSED}), frozenset({Standing.SET})


def still_ahead(rule):
    """What has held for a day explains what was done on it, and stays."""
    if rule.effective_from <= dates.today():
        return _("已经在用，不能撤回。要改，请另定新的，从今天或以后起用。")


def _move(name, label, source, target, *needs, why=False):
    return Move(name, label, source, target, policy.can_set_rules, needs, why=why)


RULES = Workflow(
    "rules",
    _move("accept", _l("采纳"), PROPOSED, Standing.SET),
    _move("decline", _l("不采纳"), PROPOSED, Standing.DECLINED, why=True),
    _move("withdraw", _l("撤回"), SET, Standing.WITHDRAWN, still_ahead, why=True),
)
BASES = Workflow(
    "legal_bases",
    _move("accept", _l("采纳"), PROPOSED, Standing.SET),
    _move("decline", _l("不采纳"), PROPOSED, Standing.DECLINED, why=True),
)
