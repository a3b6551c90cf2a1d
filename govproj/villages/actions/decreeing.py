"""What laying down a rule and laying down what it rests on have in common: from when, why, by whom."""

from datetime import date, timedelta

from govproj.core import dates, ticks
from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.villages.models import Standing


def earliest_day() -> date:
    """From which day on something new may hold: nothing that a day has been settled by is changed afterwards.

    Today at the latest; days since the last daily chores, if those were missed, are still open, and so is
    everything on a site whose first day has not been closed yet.
    """
    last = ticks.last_day()
    return dates.EARLIEST if last is None else min(dates.today(), last + timedelta(days=1))


def decreed(*, effective_from: date, reason: str, by, proposed: bool, office: str) -> dict:
    """The columns of something laid down, or MoveRefused."""
    if effective_from < (first := earliest_day()):
        raise MoveRefused(
            _("最早从 %(day)s 起用：以前的日子已经按当时的规矩办了，不能倒改。", day=in_words(first))
        )
    if not reason.strip():
        raise MoveRefused(_("请写明理由或文件名称。"))
    return {
        "state": Standing.PROPOSED if proposed else Standing.SET,
        "effective_from": effective_from,
        "reason": reason.strip(),
        "by_id": by.id,
        "by_name": by.name,
        "by_office": office,
    }


def decided(thing, *, by, answer: str) -> None:
    thing.answer, thing.decided_by_name, thing.decided_on = answer.strip(), by.name, dates.today()
