"""What letters about overdue cases expect of somebody; what the cases themselves expect stands in queries."""

from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.rectifications import policy
from govproj.rectifications.models import Rectification, RectificationBriefing, RectificationUrging
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.queries import IS_CURRENT
from govproj.rectifications.states import Level
from govproj.rectifications.urging import Urging

MOST = 100
COPIES = {  # who is told beside the one responsible, by level
    Urging.SUPERVISE: (Role.SECRETARY, Role.SUPERVISOR),
    Urging.INVESTIGATE: (Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR),
}


def letters_for(user) -> list[Todo]:
    """The hardest unanswered letter of each case that is still overdue, for those it goes to."""
    wanted = (
        select(RectificationUrging)
        .join(RectificationUrging.rectification)
        .join(Turn, and_(IS_CURRENT, Turn.number == RectificationUrging.turn_number))
        .where(RectificationUrging.answered_on.is_(None))
        .where(Turn.submitted_on.is_(None), Turn.closed_on.is_(None), or_(*_addressed_to(user)))
        .options(
            contains_eager(RectificationUrging.rectification).options(
                joinedload(Rectification.project),
                joinedload(Rectification.turns).joinedload(Turn.responsible),
                selectinload(Rectification.acts),
            )
        )
        .order_by(RectificationUrging.sent_on.desc(), RectificationUrging.id.desc())
        .limit(MOST)
    )
    hardest: dict[int, RectificationUrging] = {}
    for urging in db.session.scalars(wanted).unique():
        hardest.setdefault(urging.rectification_id, urging)
    return [_line(urging, user) for urging in hardest.values()]


def briefings_for(user) -> list[Todo]:
    """Last month's briefing, for the town's inspectors, where there is something to tell; one question."""
    inspected = user.grants.get(Role.TOWN_INSPECTOR)
    if not inspected:
        return []
    month = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    issued = select(RectificationBriefing.town_id).where(RectificationBriefing.month == month)
    known = select(Rectification.town_id).join(Turn, Turn.rectification_id == Rectification.id)
    known = known.where(Rectification.village_id.in_(inspected), Turn.opened_on <= dates.last_day(month))
    moving = or_(Turn.looked_back_on.is_(None), Turn.looked_back_on >= dates.first_day(month))
    towns = db.session.scalars(known.where(moving, Rectification.town_id.not_in(issued)).distinct()).all()
    words = _("印发整改通报：%(month)s", month=in_words(month))
    return [
        Todo(words, "rectifications.briefing_of_month", {"town_id": id, "month": month}, None) for id in towns
    ]


def _addressed_to(user):
    yield Turn.responsible_id == user.id
    unassigned, minor = Turn.responsible_id.is_(None), Rectification.level == Level.MINOR
    yield and_(unassigned, Rectification.village_id.in_(_as(user, Role.TOWN_INSPECTOR)))
    yield and_(unassigned, minor, Rectification.village_id.in_(_as(user, Role.SECRETARY)))
    for level, roles in COPIES.items():
        yield and_(RectificationUrging.level == level, Rectification.village_id.in_(_as(user, *roles)))


def _as(user, *roles) -> set[int]:
    return set().union(*(user.grants.get(role, ()) for role in roles))


def _line(urging, user) -> Todo:
    case, args = urging.rectification, {"urging_id": urging.id}
    if policy.can_answer_urging(user, urging):
        words = _("答复%(level)s：%(title)s", level=urging.level.label, title=case.title)
        return Todo(words, "rectifications.urging", args, urging.sent_on)
    words = _("已发%(level)s：%(title)s", level=urging.level.label, title=case.title)
    return Todo(words, "rectifications.urging", args, urging.sent_on, _answerer(urging))


def _answerer(urging) -> str:
    if urging.level is Urging.INVESTIGATE:
        return _("镇纪检干部")
    responsible = urging.rectification.turn.responsible
    return responsible.name if responsible else _("有权交办的人")
