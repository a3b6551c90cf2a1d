"""A clue is registered, handed to another keeper, ended. The record holds numbers and never a word of it.

Whatever feature comes upon one calls `register` after asking its own policy, and keeps nothing but the clue's number.
"""

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.actions.record import said
from govproj.rectifications.models import Clue
from govproj.rectifications.states import ClueSource
from govproj.villages.models import Town, Village

# Of no village: its officials who also inspect read the trail of their village.
REGISTERED = Event("rectifications.clue_registered", "number", says=_l("登记问题线索 %(number)s"))
HANDED_OVER = Event("rectifications.clue_handed_over", "number", says=_l("移交问题线索 %(number)s"))
ENDED = Event("rectifications.clue_ended", "number", says=_l("办结问题线索 %(number)s"))


def register(
    *, village_id: int, source: ClueSource, words: str, by, project=None, came_from: str = ""
) -> Clue:
    """Whoever registers it keeps it until it is handed over."""
    if not policy.can_keep_clues(by, village_id):
        raise MoveRefused(_("问题线索只由村外的纪检干部登记。"))
    said(words, _("请写明线索的内容。"))
    town_id = db.session.get(Village, village_id).town_id
    clue = Clue(
        town_id=town_id,
        place_id=village_id,
        project=project,
        year=dates.today().year,
        source=source,
        came_from=came_from[:120],
        words=words,
        registered_by_id=by.id,
        keeper=by,
    )
    clue.serial = _next_serial(town_id, clue.year)
    db.session.add(clue)
    db.session.flush()
    REGISTERED.record(None, by=by, number=clue.number)
    return clue


def _next_serial(town_id: int, year: int) -> int:
    """The town's row is the lock, so that two clues at once get two numbers."""
    db.session.execute(select(Town.id).where(Town.id == town_id).with_for_update())
    last = select(func.max(Clue.serial)).where(Clue.town_id == town_id, Clue.year == year)
    return (db.session.scalar(last) or 0) + 1


def hand_over(clue: Clue, *, to, by) -> None:
    """Always to one person, by name, who may read it."""
    _must_run(clue)
    if not policy.can_read_clue(to, clue):
        raise MoveRefused(_("%(name)s不能保管这条线索。", name=to.name))
    clue.keeper = to
    HANDED_OVER.record(None, by=by, number=clue.number)


def end(clue: Clue, *, outcome: str, by) -> None:
    _must_run(clue)
    said(outcome, _("请写明怎么办结的。"))
    clue.outcome, clue.ended_on = outcome, dates.today()
    ENDED.record(None, by=by, number=clue.number)


def _must_run(clue: Clue) -> None:
    if clue.ended_on is not None:
        raise MoveRefused(_("这条线索已经办结。"))
