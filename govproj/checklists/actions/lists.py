"""What places lay down about the list of powers: by the administration at once, by inspectors as a proposal."""

from datetime import date

from sqlalchemy import func, select

from govproj.checklists.catalogue import POWERS
from govproj.checklists.models import PowerEdition
from govproj.checklists.queries import lists
from govproj.checklists.workflow import EDITIONS, a_duty
from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.villages import policy as villages
from govproj.villages.actions.decreeing import decided, decreed
from govproj.villages.actions.rules import office_in
from govproj.villages.jurisdictions import Jurisdiction

FACTS = ("place", "code", "number", "enabled", "effective_from", "reason")
LAID_DOWN = Event(
    "power_editions.laid_down",
    *FACTS,
    says=_l("%(place)s：权力事项 %(code)s 第 %(number)s 版从 %(effective_from)s 起用。%(reason)s"),
)
PROPOSED = Event(
    "power_editions.proposed",
    *FACTS,
    says=_l("建议%(place)s：权力事项 %(code)s 第 %(number)s 版从 %(effective_from)s 起用。%(reason)s"),
)


def lay_down(
    place: Jurisdiction, code: str, content: dict, *, enabled: bool, effective_from: date, reason: str, by
) -> PowerEdition:
    """A further edition of one item; `code` "new" begins an item of the place's own."""
    proposed = not villages.can_set_rules(by, place)
    if proposed and not villages.can_propose_rules(by, place):
        raise MoveRefused(_("只有镇业务干部能定，镇纪委能提建议。"))
    office = office_in(place, by)
    facts = decreed(effective_from=effective_from, reason=reason, by=by, proposed=proposed, office=office)
    code = lists.next_code(place) if code == "new" else code
    edition = PowerEdition(
        **{"code": code, "number": _next_number(place, code), "content": content, "enabled": enabled},
        **{"duties": duties_of(code, content), **place.column, **facts},
    )
    if missing := a_duty(edition):
        raise MoveRefused(missing)
    db.session.add(edition)
    _record(PROPOSED if proposed else LAID_DOWN, edition, place.name, by)
    return edition


def duties_of(code: str, content: dict) -> int:
    """Lines of the duty list beside the item: the catalogue's own, and those written down here."""
    own = len(POWERS[code].duties) if code in POWERS else 0
    return own + len(content.get("duties", ()))


def _next_number(place: Jurisdiction, code: str) -> int:
    wanted = select(func.max(PowerEdition.number)).filter_by(code=code, **place.column)
    return (db.session.scalar(wanted) or 0) + 1


def accept(edition: PowerEdition, *, by, answer: str = "") -> None:
    """It holds from the day it was proposed for, and never from a day that is over."""
    EDITIONS.make("accept", edition, by=by, note=answer)
    edition.effective_from = max(edition.effective_from, dates.today())
    decided(edition, by=by, answer=answer)


def decline(edition: PowerEdition, *, by, answer: str) -> None:
    EDITIONS.make("decline", edition, by=by, note=answer)
    decided(edition, by=by, answer=answer)


def _record(event: Event, edition: PowerEdition, place: str, by) -> None:
    told = {name: getattr(edition, name) for name in FACTS if name != "place"}
    event.record(edition, by=by, office=edition.by_office, place=place, **told)
