"""今天要办: qualifications that are running out, for the administration that keeps the register."""

from collections.abc import Iterable
from datetime import timedelta

from govproj.core import dates
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.firms import policy, queries
from govproj.villages import rules


def warn_days(user) -> int:
    """By the rule of the first village of one's office; the register itself belongs to none."""
    key = "firm.expiry_warning_days"
    return rules.value(key, min(user.scope)) if user.scope else rules.DEFAULTS[key]


def for_user(user) -> Iterable[Todo]:
    if not policy.can_keep(user):
        return
    for firm_id, firm, name, valid_to in queries.running_out(dates.today() + timedelta(days=warn_days(user))):
        title = _("%(firm)s的“%(name)s”快到期或已过期，请核实换证", firm=firm, name=name)
        yield Todo(title, "firms.show", {"firm_id": firm_id}, valid_to)
