"""A problem is found, and somebody is named to put it right."""

from datetime import date, timedelta

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.due_changes import move_due
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.actions.record import act, day_of_act, move, rule, written
from govproj.rectifications.models import Rectification, RectificationTurn
from govproj.rectifications.states import ActKind, Source, Theme
from govproj.villages.calendar import workdays_in
from govproj.villages.models import Town, Village

OPENED = Event(
    "rectifications.open", "number", "source", "level", "title", "on", says=_l("立案 %(number)s：%(title)s")
)


def open_case(
    *,
    village_id: int,
    source: Source,
    level,
    title: str,
    fact: str,
    by,
    project=None,
    theme: Theme = Theme.OTHER,
    found_on: date | None = None,
    place: str = "",
    responsible=None,
    requirement: str = "",
    confidential: bool | None = None,
    serial: int | None = None,
) -> Rectification:
    """Write down a problem; the features that find one call this after asking their own policy.

    `by` is None where the system found it. With `responsible` it is assigned at once if `by` may assign
    it, otherwise the name waits as a proposal. What a red flag brought up stays within the offices unless
    said otherwise. `serial` is for a case that already bears a number on the town's paper list.
    """
    found_on = found_on or dates.today()
    if found_on > dates.today():
        raise MoveRefused(_("发现日期不能晚于今天。"))
    case = Rectification(
        town_id=db.session.get(Village, village_id).town_id,
        village_id=village_id,
        project=project,
        year=found_on.year,
        source=source,
        level=level,
        theme=theme,
        title=title,
        fact=fact,
        place=place,
        found_on=found_on,
        found_by_id=None if by is None else by.id,
        confidential=source is Source.RED_FLAG if confidential is None else confidential,
    )
    case.serial = serial or _next_serial(case.town_id, case.year)
    case.turn_number = 1
    case.turns.append(new_turn(case, found_on))
    case.turn.requirement = requirement
    case.next_due_on = min(
        workdays_in(village_id, found_on, rule(case, "rectification.assign_workdays", found_on)),
        case.turn.due_on,
    )
    db.session.add(case)
    act(case, ActKind.OPENED, by, found_on)
    OPENED.record(case, by=by, number=case.number, source=source, level=level, title=title, on=found_on)
    if responsible is not None:
        _propose_or_assign(case, responsible, by, requirement, found_on)
    return case


def _next_serial(town_id: int, year: int) -> int:
    """The town's row is the lock, so that two cases opened at once get two numbers."""
    db.session.execute(select(Town.id).where(Town.id == town_id).with_for_update())
    last = select(func.max(Rectification.serial)).where(
        Rectification.town_id == town_id, Rectification.year == year
    )
    return (db.session.scalar(last) or 0) + 1


def new_turn(case, opened_on: date) -> RectificationTurn:
    days = rule(case, "rectification.days", opened_on)[case.level]
    return RectificationTurn(
        number=case.turn_number, opened_on=opened_on, due_on=opened_on + timedelta(days=days), hand_ins=0
    )


def _propose_or_assign(case, responsible, by, requirement, on) -> None:
    if by is not None and policy.can_assign(by, case):
        assign(case, responsible=responsible, requirement=requirement, by=by, on=on)
    elif policy.can_be_responsible(responsible, case):
        case.turn.responsible = responsible


def assign(case, *, responsible, by, requirement="", unit="", theme=None, due_on=None, on=None) -> None:
    """Name who puts it right, and by when: the rule's day or an earlier one."""
    on = day_of_act(case, on)
    if not policy.can_be_responsible(responsible, case):
        raise MoveRefused(
            _(
                "%(name)s不能承办：责任人要在村里任职、领办这个项目或代理本村三资，监督的人不承办。",
                name=responsible.name,
            )
        )
    turn = case.turn
    if due_on is not None and not on <= due_on <= turn.due_on:
        raise MoveRefused(_("整改期限要在今天之后，最迟 %(day)s。", day=in_words(turn.due_on)))
    due_on = due_on or turn.due_on
    move("assign", case, ActKind.ASSIGNED, by, on, f"{responsible.name} · {written(due_on)} · {requirement}")
    turn.responsible, turn.unit, turn.requirement = responsible, unit, requirement
    case.theme = theme or case.theme
    move_due(turn, "due_on", due_on, reason=_("交办时定的期限比规定的早。"), by=by)
    turn.assigned_on, turn.assigned_as = on, by.office_for(case.village_id)
    case.next_due_on = plan_due(case, on)


def plan_due(case, on: date) -> date:
    days = rule(case, "rectification.plan_days", on)
    return min(on + timedelta(days=days), case.turn.due_on)
