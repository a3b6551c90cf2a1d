"""What is due about declarations and planned activities, for the workbench."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.engagement import policy, quarters
from govproj.engagement.models import Activity, LeadDeclaration
from govproj.engagement.queries.declarations import coverage
from govproj.engagement.states import ActivityState
from govproj.engagement.states import DeclarationState as State
from govproj.engagement.workflow import DECLARATIONS
from govproj.projects.models import Project
from govproj.villages import rules

MOST = 300
AHEAD = 30  # days before its day that the yearly declaration is announced
# What the workbench calls a move; to send something back is nobody's duty.
DUTIES = {
    "approve": _l("审核书记领办申报：%(title)s"),
    "declare_again": _l("修改后重新申报：%(title)s"),
    "start": _l("开始实施书记领办项目：%(title)s"),
    "accept": _l("年终验收书记领办项目：%(title)s"),
    "display": _l("晾晒书记领办项目：%(title)s"),
}


def todos_of(user) -> list[Todo]:
    return [*_to_declare(user), *_about_declarations(user), *_planned_activities(user)]


def _to_declare(user):
    """Every year each secretary declares what the local rule asks for."""
    village_ids, today = sorted(user.grants.get(Role.SECRETARY, ())), dates.today()
    if not village_ids:
        return
    days = rules.in_villages("declaration.due_day", village_ids)
    for village in coverage(village_ids, today.year).missing:
        lacking = village.wanted - village.declared - village.returned
        due = date(today.year, **days[village.id])
        if lacking > 0 and (due - today).days <= AHEAD:
            title = _(
                "申报 %(year)s 年书记领办项目（还差 %(n)s 项）",
                year=today.year,
                n=lacking,
            )
            yield Todo(title, "lead_declarations.new", {"village_id": village.id}, due)


def _about_declarations(user):
    if not user.grants.keys() & {Role.SECRETARY, Role.TOWN_ADMIN}:
        return
    wanted = (
        select(LeadDeclaration)
        .where(LeadDeclaration.village_id.in_(user.scope), LeadDeclaration.state != State.SHOWN)
        .options(
            selectinload(LeadDeclaration.reports),
            joinedload(LeadDeclaration.secretary).selectinload(User.offices),
        )
        .order_by(LeadDeclaration.due_on)
    )
    for declaration in db.session.scalars(wanted.limit(MOST)).all():
        args = {"declaration_id": declaration.id}
        for move in DECLARATIONS.open_to(user, declaration):
            if move.name in DUTIES:
                title = str(DUTIES[move.name]) % {"title": declaration.title}
                yield Todo(title, "lead_declarations.show", args, declaration.due_on)
        if policy.can_carry(user, declaration):
            yield from _from_the_secretary(declaration, args)


def _from_the_secretary(declaration, args):
    title = declaration.title
    match declaration.state:
        case State.RUNNING if owed := quarters.owed(declaration, dates.today()):
            words = _("第 %(quarter)s 季度汇报：%(title)s", quarter=owed[0], title=title)
            yield Todo(words, "lead_declarations.report", args, declaration.due_on)
        case State.RUNNING if not quarters.to_report(declaration):
            words = _("申请年终验收：%(title)s", title=title)
            yield Todo(words, "lead_declarations.hand_in", args, declaration.due_on)
        case State.DECLARED | State.HANDED_IN:
            words = _("书记领办项目已报镇里：%(title)s", title=title)
            yield Todo(words, "lead_declarations.show", args, declaration.due_on, _("镇业务干部"))


def _planned_activities(user):
    """Whoever may record it says how it went, once its day has come."""
    works_in = sorted(user.grants.get(Role.CADRE, frozenset()) | user.grants.get(Role.SECRETARY, frozenset()))
    wanted = (
        select(Activity)
        .where(
            or_(Activity.village_id.in_(works_in), Activity.project.has(Project.lead_id == user.id)),
            Activity.state == ActivityState.PLANNED,
            Activity.held_on <= dates.today(),
        )
        .options(joinedload(Activity.project), joinedload(Activity.village))
        .order_by(Activity.held_on)
    )
    for activity in db.session.scalars(wanted.limit(MOST)).all():
        if policy.can_change(user, activity):
            words = _("登记活动开展情况：%(title)s", title=activity.title)
            yield Todo(words, "activities.hold", {"activity_id": activity.id}, activity.held_on)
