"""What is due about declarations and planned activities, for the workbench."""

from collections import Counter
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.engagement import policy, quarters
from govproj.engagement.models import Activity, LeadDeclaration
from govproj.engagement.states import ActivityState
from govproj.engagement.states import DeclarationState as State
from govproj.engagement.workflow import DECLARATIONS
from govproj.projects.models import UNPUBLISHED, Project
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


def register(app) -> None:
    todo.provider(app, todos_of)
    todo.lines(app, todo.Kind(planned_activities, an_activity))


def todos_of(user) -> list[Todo]:
    if not user.grants.keys() & {Role.SECRETARY, Role.TOWN_ADMIN}:
        return []
    known = _declarations(user)
    return [*_to_declare(user, known), *_about_declarations(user, known)]


def _declarations(user) -> list[LeadDeclaration]:
    """This year's, and whatever has not come to its end; read once for both."""
    wanted = (
        select(LeadDeclaration)
        .where(
            LeadDeclaration.village_id.in_(user.scope),
            or_(LeadDeclaration.state != State.SHOWN, LeadDeclaration.year == dates.today().year),
        )
        .options(joinedload(LeadDeclaration.reports))  # four a year at most
        .order_by(LeadDeclaration.due_on)
    )
    return db.session.scalars(wanted.limit(MOST)).unique().all()


def _to_declare(user, declarations):
    """Every year each secretary declares what the local rule asks for."""
    village_ids, today = sorted(user.grants.get(Role.SECRETARY, ())), dates.today()
    if not village_ids:
        return
    known = Counter(one.village_id for one in declarations if one.year == today.year)
    wanted = rules.of_villages(["declaration.due_day", "declaration.per_secretary"], village_ids)
    for village_id, rule in wanted.items():
        lacking = rule["declaration.per_secretary"] - known[village_id]
        due = date(today.year, **rule["declaration.due_day"])
        if lacking > 0 and (due - today).days <= AHEAD:
            title = _(
                "申报 %(year)s 年书记领办项目（还差 %(n)s 项）",
                year=today.year,
                n=lacking,
            )
            # Nobody is late for a day before he took office, and no village for one before it came to the site.
            in_time = due >= user.secretary_since.get(village_id, due)
            args = {"village_id": village_id}
            yield Todo(title, "lead_declarations.new", args, due if in_time else None)


def _about_declarations(user, declarations):
    for declaration in (one for one in declarations if one.state is not State.SHOWN):
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


PUBLISHED = Project.state.not_in(UNPUBLISHED)


def planned_activities(user):
    """Whoever may record it says how it went, once its day has come; by `policy.can_change`."""
    works_in = user.villages_as(Role.CADRE, Role.SECRETARY)
    kept = and_(Activity.village_id.in_(works_in), or_(Project.id.is_(None), PUBLISHED))
    led = and_(Project.lead_id == user.id, PUBLISHED)
    return (
        select(*todo.columns(Activity.id, name=Activity.title, day=Activity.held_on))
        .outerjoin(Activity.project)
        .where(Activity.state == ActivityState.PLANNED, Activity.held_on <= dates.today(), or_(kept, led))
        .order_by(Activity.held_on)
    )


def an_activity(row) -> Todo:
    words = _("登记活动开展情况：%(title)s", title=row.name)
    return Todo(words, "activities.hold", {"activity_id": row.id}, row.day)
