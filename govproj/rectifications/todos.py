"""What letters about overdue cases and the month's briefing expect of somebody; the cases speak in queries."""

from datetime import timedelta

from sqlalchemy import and_, case, func, literal, or_, select

from govproj.accounts.models import Role, User
from govproj.core import dates, todo
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.core.todo import Kind, Row, Todo, columns
from govproj.rectifications.models import Rectification, RectificationBriefing, RectificationUrging
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.queries import IS_CURRENT
from govproj.rectifications.states import Level
from govproj.rectifications.urging import RISING, Urging

LEVEL = case({level: number for number, level in enumerate(RISING)}, value=RectificationUrging.level)


def register(app) -> None:
    todo.lines(app, Kind(_to_answer, _answer), Kind(_copies, _copy), Kind(_to_brief, _brief))


def _letters():
    """The hardest unanswered letter about each turn that is still overdue."""
    hardest = select(func.max(RectificationUrging.id)).group_by(
        RectificationUrging.rectification_id, RectificationUrging.turn_number
    )
    return (
        select(
            *columns(
                RectificationUrging.id,
                name=Rectification.title,
                about=func.coalesce(User.name, ""),
                day=RectificationUrging.sent_on,
                number=LEVEL,
            )
        )
        .join(Rectification, Rectification.id == RectificationUrging.rectification_id)
        .join(Turn, and_(IS_CURRENT, Turn.number == RectificationUrging.turn_number))
        .outerjoin(User, User.id == Turn.responsible_id)
        .where(RectificationUrging.id.in_(hardest), RectificationUrging.answered_on.is_(None))
        .where(Turn.submitted_on.is_(None), Turn.closed_on.is_(None))
        .order_by(RectificationUrging.sent_on, RectificationUrging.id)
    )


def _to_answer(user):
    """For the one responsible; before anybody is, for those who may assign it; 查办 for the town's inspectors."""
    inspects = Rectification.village_id.in_(user.villages_as(Role.TOWN_INSPECTOR))
    names_somebody = and_(
        Rectification.level == Level.MINOR, Rectification.village_id.in_(user.villages_as(Role.SECRETARY))
    )
    ordinary = RectificationUrging.level != Urging.INVESTIGATE
    mine = and_(ordinary, Turn.responsible_id == user.id)
    unassigned = and_(ordinary, Turn.responsible_id.is_(None), or_(inspects, names_somebody))
    return _letters().where(or_(mine, unassigned, and_(~ordinary, inspects)))


def _answer(row: Row) -> Todo:
    words = _("答复%(level)s：%(title)s", level=RISING[row.number].label, title=row.name)
    return Todo(words, "rectifications.urging", {"urging_id": row.id}, row.day)


def _copies(user):
    """督办 and 查办 are read in the village as well; 查办 by the one responsible too, who does not answer it."""
    watched = Rectification.village_id.in_(user.villages_as(Role.SECRETARY, Role.SUPERVISOR))
    told = and_(
        RectificationUrging.level != Urging.URGE, watched, Turn.responsible_id.is_distinct_from(user.id)
    )
    accused = and_(RectificationUrging.level == Urging.INVESTIGATE, Turn.responsible_id == user.id)
    return _letters().where(or_(told, accused))


def _copy(row: Row) -> Todo:
    level = RISING[row.number]
    answerer = _("镇纪检干部") if level is Urging.INVESTIGATE else row.about or _("有权交办的人")
    words = _("已发%(level)s：%(title)s", level=level.label, title=row.name)
    return Todo(words, "rectifications.urging", {"urging_id": row.id}, row.day, answerer)


def _last_month() -> str:
    return dates.month_of(dates.today().replace(day=1) - timedelta(days=1))


def _to_brief(user):
    """Last month's briefing, for the town's inspectors, where there is something to tell."""
    inspected, month = user.villages_as(Role.TOWN_INSPECTOR), _last_month()
    if not inspected:
        return None
    issued = select(RectificationBriefing.town_id).where(RectificationBriefing.month == month)
    return (
        select(*columns(Rectification.town_id, name=literal(month)))
        .join(Turn, Turn.rectification_id == Rectification.id)
        .where(Rectification.village_id.in_(inspected), Rectification.town_id.not_in(issued))
        .where(Turn.opened_on <= dates.last_day(month))
        .where(or_(Turn.looked_back_on.is_(None), Turn.looked_back_on >= dates.first_day(month)))
        .distinct()
    )


def _brief(row: Row) -> Todo:
    words = _("印发整改通报：%(month)s", month=in_words(row.name))
    return Todo(words, "rectifications.briefing_of_month", {"town_id": row.id, "month": row.name}, None)
