"""What people do about risks: screen, find, find again, take measures, judge them; follow a link of a project."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.due_changes import move_due
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.risks.models import ControlMeasure, FollowUp, RiskFinding, RiskPoint, RiskScreening
from govproj.risks.states import State
from govproj.risks.workflow import POINTS

SCREENED = Event("risks.screened", "scope", "on", says=_l("开展廉政风险排查：%(scope)s"))
FOUND = Event("risks.found", "number", "level", "text", says=_l("登记第 %(number)s 号风险点：%(text)s"))
FOUND_AGAIN = Event(
    "risks.found_again", "number", "before", "level", says=_l("再次排查到第 %(number)s 号风险点，重新评级")
)
MEASURE_ADDED = Event("risks.measure_added", "text", "due_on", says=_l("定下防控举措：%(text)s"))
MEASURE_DONE = Event("risks.measure_done", "effect", "on", says=_l("落实了防控举措：%(effect)s"))
MEASURE_MOVED = Event("risks.measure_moved", "due_on", "reason", says=_l("防控举措期限改为 %(due_on)s"))
FOLLOWED = Event("risks.followed", "link", "on", "text", says=_l("跟进记录：%(text)s"))


def screen(village, *, held_on: date, scope: str, participants: str, by, summary: str = "") -> RiskScreening:
    """A round; one that finds nothing is on record like any other."""
    _not_later(held_on)
    screening = RiskScreening(
        village=village, held_on=held_on, scope=scope, participants=participants, summary=summary, by=by
    )
    db.session.add(screening)
    SCREENED.record(screening, by=by, scope=scope, on=held_on)
    return screening


def find(screening, *, unit, post, link, text, level, measures, by, note: str = "") -> RiskPoint:
    """A new point of unit, post and link, with its level and at least one measure (text, owner, due day)."""
    if not (unit.strip() and post.strip()):
        raise MoveRefused(_("风险点要写明是哪个单位、哪个岗位。"))
    if not measures:
        raise MoveRefused(_("风险点至少要有一条防控举措才能提交。"))
    point = RiskPoint(
        village=screening.village,
        number=_next_number(screening.village_id),
        **{"unit": unit, "post": post, "link": link, "text": text, "level": level, "state": State.OPEN},
    )
    point.findings.append(RiskFinding(screening=screening, level=level, note=note))
    db.session.add(point)
    FOUND.record(point, by=by, number=point.number, level=level, text=text)
    for words, owner, due_on in measures:
        add_measure(point, text=words, owner=owner, due_on=due_on, by=by)
    return point


def _next_number(village_id: int) -> int:
    return (db.session.scalar(select(func.max(RiskPoint.number)).filter_by(village_id=village_id)) or 0) + 1


def find_again(screening, point, *, level, by, note: str = "") -> None:
    """It stays one point, with one more finding; a closed one is open again."""
    if point.village_id != screening.village_id:
        raise MoveRefused(_("这个风险点不是本村的。"))
    if any(finding.screening_id == screening.id for finding in point.findings):
        raise MoveRefused(_("这次排查已经记过这个风险点。"))
    before = point.level
    point.findings.append(RiskFinding(screening=screening, level=level, note=note))
    point.level = level
    flag_modified(point, "level")
    FOUND_AGAIN.record(point, by=by, number=point.number, before=before, level=level)
    if point.state is State.CLOSED:
        move(point, "reopen", note=note or _("再次排查到"), by=by)


def add_measure(point, *, text: str, owner, due_on: date, by) -> ControlMeasure:
    if point.state is State.CLOSED:
        raise MoveRefused(_("风险点已经销号，不再加举措。再次排查到时会重新登记。"))
    measure = ControlMeasure(text=text, owner=owner, due_on=due_on)
    point.measures.append(measure)
    flag_modified(point, "level")
    MEASURE_ADDED.record(measure, by=by, village_id=point.village_id, text=text, due_on=due_on)
    return measure


def finish(measure, *, on: date, effect: str, by) -> None:
    """Done, and what came of it; the judgement is somebody else's."""
    if measure.done_on:
        raise MoveRefused(_("这条举措已经落实过。"))
    _not_later(on)
    if not effect.strip():
        raise MoveRefused(_("请写明落实得怎样。"))
    measure.done_on, measure.effect = on, effect
    MEASURE_DONE.record(measure, by=by, village_id=measure.point.village_id, effect=effect, on=on)


def put_off(measure, *, due_on: date, reason: str, by) -> None:
    if measure.done_on:
        raise MoveRefused(_("这条举措已经落实，不用改期限。"))
    move_due(measure, "due_on", due_on, reason=reason, by=by)
    about = {"village_id": measure.point.village_id, "due_on": due_on, "reason": reason}
    MEASURE_MOVED.record(measure, by=by, **about)


def move(point, name: str, *, by, note: str) -> None:
    POINTS.check(name, point, by=by, note=note)
    point.closed_on = dates.today() if name == "close" else None
    POINTS.make(name, point, by=by, note=note)


def follow(project, *, link, followed_on: date, text: str, by) -> FollowUp:
    """Somebody looked at one link of the project."""
    _not_later(followed_on)
    record = FollowUp(project=project, link=link, followed_on=followed_on, text=text, by=by)
    db.session.add(record)
    FOLLOWED.record(record, by=by, link=link, on=followed_on, text=text)
    return record


def _not_later(day: date) -> None:
    if day > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
