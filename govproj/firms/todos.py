"""今天要办: qualifications that are running out, for the administration that keeps the register."""

from datetime import timedelta

from sqlalchemy import select

from govproj.core import dates, todo
from govproj.core.i18n import _
from govproj.firms import policy
from govproj.firms.models import Firm, Qualification
from govproj.villages import rules


def register(app) -> None:
    todo.lines(app, todo.Kind(running_out, a_qualification))


def warn_days(user) -> int:
    """By the rule of the first village of one's office; the register itself belongs to none."""
    key = "firm.expiry_warning_days"
    return rules.value(key, min(user.scope)) if user.scope else rules.DEFAULTS[key]


def running_out(user):
    """What has expired or soon will, the nearest first."""
    if not policy.can_keep(user):
        return None
    return (
        select(*todo.columns(Firm.id, name=Firm.name, about=Qualification.name, day=Qualification.valid_to))
        .join(Qualification, Qualification.firm_id == Firm.id)
        .where(Qualification.valid_to <= dates.today() + timedelta(days=warn_days(user)))
        .order_by(Qualification.valid_to, Qualification.id)
    )


def a_qualification(row) -> todo.Todo:
    title = _("%(firm)s的“%(name)s”快到期或已过期，请核实换证", firm=row.name, name=row.about)
    return todo.Todo(title, "firms.show", {"firm_id": row.id}, row.day)
