"""What people declare about firms they are tied to; relatives are declared with the account."""

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.firms.actions import firm
from govproj.firms.models import Interest
from govproj.selections.queries import interests_of

INTEREST_DECLARED = Event(
    "selections.interest_declared", "firm", "nature", says=_l("申报利益关系：%(firm)s，%(nature)s")
)
INTEREST_WITHDRAWN = Event(
    "selections.interest_withdrawn", "firm", "nature", says=_l("撤回利益关系申报：%(firm)s，%(nature)s")
)


def declare_interest(user, *, firm_name: str, nature: str) -> Interest:
    known = firm(firm_name)
    if any(i.firm_id == known.id and i.nature == nature for i in interests_of(user)):
        raise MoveRefused(_("这一项已经申报过。"))
    interest = Interest(user=user, firm=known, nature=nature)
    db.session.add(interest)
    INTEREST_DECLARED.record(user, by=user, firm=known.name, nature=nature)
    return interest


def withdraw_interest(interest, *, by) -> None:
    INTEREST_WITHDRAWN.record(by, by=by, firm=interest.firm.name, nature=interest.nature)
    db.session.delete(interest)
