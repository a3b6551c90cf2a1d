"""What happens to a version of the list that an inspector has proposed."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.villages.models import Standing
from govproj.villages.policy import can_set_rules

PROPOSED = frozenset({Standing.PROPOSED})


def a_duty(edition) -> str | None:
    """Power without somebody who watches over it is not switched on."""
    if edition.enabled and not edition.duties:
        return _("监督责任清单里还没有这一项，不能启用。请先写上谁来监督、怎么监督、多久一次。")
    return None


EDITIONS = Workflow(
    "power_editions",
    Move("accept", _l("采纳"), PROPOSED, Standing.SET, can_set_rules, (a_duty,)),
    Move("decline", _l("不采纳"), PROPOSED, Standing.DECLINED, can_set_rules, why=True),
)
