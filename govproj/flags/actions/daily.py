"""The work of every day: all rules about all projects and a push for what waits, village by village.

Reading and judging take most of the time and lock nothing; what is written of one village takes a moment. Whoever
runs it commits after each piece, so that nobody waits for the whole, and an interrupted day is taken up where it ended.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete, exists, insert, or_, select

from govproj.core.audit import AuditEntry, LogHead
from govproj.core.db import db, reading, rows
from govproj.core.i18n import speaking
from govproj.flags.actions.computing import Judged, judge, keep, read_by, take_turns
from govproj.flags.actions.pressing import press_everything
from govproj.flags.facts import loading
from govproj.flags.models import FlagRun, RuleCoverage
from govproj.flags.rules import CATALOGUE
from govproj.villages.models import Village

OWN = "flags."  # acts of the rules themselves change nothing that a rule reads


def ask_in_turn(day: date) -> Iterator[None]:
    """A chore in pieces, see core.ticks; each village once a day.

    While one is read and judged the lock is free, and long enough for SQLite's patient writers, who knock every
    tenth of a second.
    """
    for village_id in _not_yet_asked(day):
        with reading():
            size = db.session.scalar(select(LogHead.size)) or 0
            judged = _judge([village_id], day)
            db.session.rollback()
        if _take(village_id, day):
            newest = judged if _nothing_new(village_id, size) else _judge([village_id], day)
            _keep(village_id, newest[village_id], day)
            press_everything(day, [village_id])
        yield


def compute_everything(day: date) -> None:
    """The same at once and without a push, whatever was asked today already: for the demo and for trials."""
    ids = [row.id for row in rows(select(Village.id).order_by(Village.id))]
    for start in range(0, len(ids), loading.VILLAGES_AT_ONCE):
        for village_id, judged in _judge(ids[start : start + loading.VILLAGES_AT_ONCE], day).items():
            _keep(village_id, judged, day)


def _not_yet_asked(day: date) -> list[int]:
    asked = exists().where(FlagRun.village_id == Village.id, FlagRun.day >= day)
    with reading():
        ids = [row.id for row in rows(select(Village.id).where(~asked).order_by(Village.id))]
        db.session.rollback()
    return ids


def _judge(village_ids, day: date) -> dict[int, Judged]:
    rules, by_village = list(CATALOGUE.values()), {village_id: [] for village_id in village_ids}
    for found in loading.of_villages(village_ids, read_by(rules), day):
        for facts in found:
            by_village[facts.village_id].append(facts)
    with speaking("zh"):
        return {village_id: judge(found, rules, day) for village_id, found in by_village.items()}


def _take(village_id: int, day: date) -> bool:
    """False where another machine has done this village meanwhile; else nobody else does until the commit."""
    take_turns([village_id])
    run = db.session.get(FlagRun, village_id, populate_existing=True)
    if run is not None and run.day >= day:
        return False
    db.session.merge(FlagRun(village_id=village_id, day=day))
    return True


def _nothing_new(village_id: int, size: int) -> bool:
    """Whether what was judged still holds: nothing has been recorded of this village or of none since then."""
    entry = AuditEntry
    about = or_(entry.village_id == village_id, entry.village_id.is_(None))
    some = exists().where(entry.leaf_index >= size, about, ~entry.event.startswith(OWN, autoescape=True))
    return not db.session.scalar(select(some))


def _keep(village_id: int, judged: Judged, day: date) -> None:
    with speaking("zh"):
        keep(judged, list(CATALOGUE.values()), day)
    _count(village_id, judged, day)
    db.session.flush()


def _count(village_id: int, judged: Judged, day: date) -> None:
    """What the page of a rule says about what cannot be computed."""
    db.session.execute(delete(RuleCoverage).where(RuleCoverage.village_id == village_id))
    by_rule = defaultdict(dict)
    for (rule_id, _village, what), number in judged.missing.items():
        by_rule[rule_id][what] = number
    same = {"village_id": village_id, "counted_on": day, "projects": len(judged.projects)}
    counted = [{"rule_id": rule_id, "missing": some, **same} for rule_id, some in by_rule.items()]
    if counted:
        db.session.execute(insert(RuleCoverage), counted)
