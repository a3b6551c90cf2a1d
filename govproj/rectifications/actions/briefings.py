"""The month's briefing is issued: its facts are kept as they stood, a wrong one is followed by another edition."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.actions.record import said
from govproj.rectifications.briefing import Month, facts_of
from govproj.rectifications.models import RectificationBriefing

ISSUED = Event(
    "rectifications.issue_briefing",
    "month",
    "edition",
    "reason",
    says=_l("印发 %(month)s 整改通报，第 %(edition)s 版"),
)


def issue_briefing(month: Month, *, by, remarks: str = "", reason: str = "") -> RectificationBriefing:
    """Keep the month as it stands today. A further edition needs a reason."""
    if not policy.can_issue_briefing(by, month):
        raise MoveRefused(_("通报由纪检干部印发。"))
    if month.issued:
        said(reason, _("这个月的通报已经印发。再印一版请写明更正的理由。"))
    briefing = RectificationBriefing(
        town_id=month.town.id,
        month=month.month,
        edition=month.issued[0].edition + 1 if month.issued else 1,
        as_of=month.as_of,
        content=facts_of(month),
        remarks=remarks,
        reason=reason,
        issued_on=dates.today(),
        issued_by_id=by.id,
    )
    db.session.add(briefing)
    ISSUED.record(
        briefing,
        by=by,
        village_id=next((village.id for village in month.town.villages), None),
        month=month.month,
        edition=briefing.edition,
        reason=reason,
    )
    return briefing
