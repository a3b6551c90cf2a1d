"""What can be read about rectifications, always from the reader's point of view."""

from datetime import date, timedelta
from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.projects.models import Project
from govproj.projects.queries import visible_to as projects_visible_to
from govproj.rectifications import numbers, policy
from govproj.rectifications.figures import Figures, figures
from govproj.rectifications.models import Rectification, RectificationAct, RectificationEvidence
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.states import IN_HAND, OPEN, Level, Source, State
from govproj.rectifications.whose_turn import waiting_for
from govproj.rectifications.workflow import WORKFLOW
from govproj.villages.models import Village

__all__ = [
    "Figures",
    "Found",
    "Row",
    "evidence_or_404",
    "figures",
    "just_found",
    "most_urgent",
    "of_project",
    "possible_responsible",
    "projects_of",
    "rectification_or_404",
    "search",
    "todo_for",
    "villages_of",
    "visible_to",
    "waiting_for",
]

PAGE = 20
COUNTED = 1000  # lists are counted up to here and say "1000+" beyond
IS_CURRENT = and_(Turn.rectification_id == Rectification.id, Turn.number == Rectification.turn_number)
IN_FULL = (
    joinedload(Rectification.village).joinedload(Village.town),
    joinedload(Rectification.project).joinedload(Project.village),
    joinedload(Rectification.found_by),
    selectinload(Rectification.turns).joinedload(Turn.responsible),
    selectinload(Rectification.acts).joinedload(RectificationAct.by),
    selectinload(Rectification.evidence),
)


def readable(user):
    """A case belongs to the offices of its village and above, to the one responsible and to the project's lead."""
    return or_(
        Rectification.village_id.in_(user.scope),
        Rectification.turns.any(Turn.responsible_id == user.id),
        Rectification.project.has(Project.lead_id == user.id),
    )


def visible_to(user):
    return select(Rectification).where(readable(user))


def rectification_or_404(user, rectification_id: int) -> Rectification:
    wanted = visible_to(user).where(Rectification.id == rectification_id).options(*IN_FULL)
    return db.session.scalar(wanted) or abort(404)


def evidence_or_404(user, evidence_id: int) -> RectificationEvidence:
    wanted = (
        select(RectificationEvidence)
        .join(Rectification)
        .where(readable(user), RectificationEvidence.id == evidence_id)
    )
    return db.session.scalar(wanted) or abort(404)


def villages_of(user) -> list[Village]:
    """Those this user holds an office in or above."""
    return db.session.scalars(select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)).all()


def projects_of(user, village) -> list[Project]:
    """Those a case can be about, as the village counts them."""
    wanted = projects_visible_to(user).where(Project.village_id == village.id).order_by(Project.code)
    return db.session.scalars(wanted).all()


def _about(user, project):
    """Whoever has no office in it knows of the confirmed ones that are nobody's secret; what grew out of a
    published result is confirmed from the beginning."""
    yield Rectification.project_id == project.id
    if not _has_a_part_in(user, project):
        yield or_(Rectification.state != State.FOUND, Rectification.source == Source.EVALUATION)
        yield Rectification.confidential.is_(False)


def _has_a_part_in(user, project) -> bool:
    return project.village_id in user.scope or project.is_led_by(user)


def just_found(user, project) -> int:
    """How many are opened and not yet assigned that this reader cannot read: that they exist is no secret."""
    if _has_a_part_in(user, project):
        return 0
    opened = (Rectification.project_id == project.id) & (Rectification.state == State.FOUND)
    others = (Rectification.source != Source.EVALUATION) & Rectification.confidential.is_(False)
    return db.session.scalar(select(func.count()).where(opened, others))


def known_about(user, project):
    """(state, due day) of each case about a project that this reader knows of."""
    return select(Rectification.state, Turn.due_on).join(Turn, IS_CURRENT).where(*_about(user, project))


def of_project(user, project) -> list[Rectification]:
    """Newest first."""
    wanted = select(Rectification).where(*_about(user, project))
    wanted = wanted.options(selectinload(Rectification.turns), joinedload(Rectification.project))
    return db.session.scalars(wanted.order_by(Rectification.found_on.desc(), Rectification.id.desc())).all()


class Row(NamedTuple):
    """A line of the list, without the weight of the model."""

    id: int
    year: int
    serial: int
    title: str
    level: Level
    state: State
    village: str
    project: str | None
    responsible: str | None
    due_on: date
    submitted_on: date | None
    closed_on: date | None

    @property
    def number(self) -> str:
        return numbers.of_case(self.year, self.serial)


class Found(NamedTuple):
    rows: list[Row]
    total: int  # capped: COUNTED + 1 means "more than COUNTED"
    next: str | None  # key of the next page


def overdue(on: date):
    return and_(Turn.due_on < on, Turn.submitted_on.is_(None), Turn.closed_on.is_(None))


def search(user, *, on: date, which: str = "open", village_id: int | None = None, key: str = "") -> Found:
    """`which` is "open", "overdue", "look_back" (due for one), "all" or a state.

    Open ones come the most urgent first, others the newest.
    """
    conditions = [readable(user)]
    if village_id:
        conditions.append(Rectification.village_id == village_id)
    if which == "overdue":
        conditions.append(overdue(on))
    elif which == "look_back":
        conditions += [Rectification.state == State.CLOSED, Rectification.next_due_on <= on]
    elif which != "all":
        conditions.append(Rectification.state.in_(OPEN if which == "open" else {State(which)}))
    matching = select(Rectification.id).join(Turn, IS_CURRENT).where(*conditions)
    total = db.session.scalar(select(func.count()).select_from(matching.limit(COUNTED + 1).subquery()))
    rows = _rows(conditions, urgent_first=which in {"open", "overdue"}, key=_understood(key))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Found(rows, total, f"{rows[-1].due_on}.{rows[-1].id}" if more else None)


def most_urgent(user, *how) -> list[Row]:
    """Open cases for which `how` holds, the nearest day first; not counted."""
    return _rows([readable(user), Rectification.state.in_(OPEN), *how], urgent_first=True, key=None)[:PAGE]


def _rows(conditions, *, urgent_first: bool, key) -> list[Row]:
    responsible = aliased(User)
    order = tuple_(Turn.due_on, Rectification.id)
    wanted = (
        select(
            Rectification.id,
            Rectification.year,
            Rectification.serial,
            Rectification.title,
            Rectification.level,
            Rectification.state,
            Village.name.label("village"),
            Project.name.label("project"),
            responsible.name.label("responsible"),
            Turn.due_on,
            Turn.submitted_on,
            Turn.closed_on,
        )
        .join(Turn, IS_CURRENT)
        .join(Village, Village.id == Rectification.village_id)
        .outerjoin(Project, Project.id == Rectification.project_id)
        .outerjoin(responsible, responsible.id == Turn.responsible_id)
        .where(*conditions)
    )
    if key:
        wanted = wanted.where(order > key if urgent_first else order < key)
    columns = (Turn.due_on, Rectification.id)
    wanted = wanted.order_by(*(columns if urgent_first else [column.desc() for column in columns]))
    return [Row(*row) for row in db.session.execute(wanted.limit(PAGE + 1))]


def _understood(key: str) -> tuple[date, int] | None:
    """`2022-06-17.12` → (day, id); anything else begins at the beginning."""
    day, _dot, number = key.partition(".")
    try:
        return date.fromisoformat(day), int(number[:9])
    except ValueError:
        return None


def possible_responsible(rectification) -> list[User]:
    """Those who may be named: the village's cadres and secretary, the project's lead, the accounts agency."""
    project = rectification.project
    own = [project.lead_id, project.contact_id] if project else []
    in_office = or_(
        and_(Office.village_id == rectification.village_id, Office.role.in_((Role.CADRE, Role.SECRETARY))),
        and_(Office.town_id == rectification.town_id, Office.role == Role.TOWN_ADMIN),
    )
    wanted = (
        select(User)
        .where(User.disabled_at.is_(None), or_(User.id.in_(own), User.offices.any(in_office)))
        .options(selectinload(User.offices).selectinload(Office.town))
    )
    people = db.session.scalars(wanted.order_by(User.id)).all()
    return [person for person in people if policy.can_be_responsible(person, rectification)]


SOON = timedelta(days=7)  # how long before its day a look-back is announced
MOST_CASES = 300


def todo_for(user) -> list[Todo]:
    """Whatever this user could do next about a case, and what they wait for."""
    wanted = (
        select(Rectification)
        .where(
            or_(
                Rectification.village_id.in_(user.scope),
                Rectification.turns.any(Turn.responsible_id == user.id),
            ),
            Rectification.state != State.LOOKBACK_PASSED,
            or_(Rectification.state != State.CLOSED, Rectification.next_due_on <= dates.today() + SOON),
        )
        .options(
            joinedload(Rectification.project),
            joinedload(Rectification.turns),  # seldom more than one, so the rows hardly multiply
            joinedload(Rectification.acts),
        )
    )
    cases = db.session.scalars(wanted.order_by(Rectification.next_due_on).limit(MOST_CASES)).unique().all()
    return [todo for case in cases for todo in _todos_about(case, user)]


# The page a move leads to, and what the workbench calls it; `send_back` is nobody's duty.
DUTIES = {
    "assign": ("rectifications.assign", _l("交办整改：%(title)s")),
    "plan": ("rectifications.plan", _l("写整改方案：%(title)s")),
    "start": ("rectifications.show", _l("开始整改：%(title)s")),
    "submit": ("rectifications.submit", _l("整改并申请销号：%(title)s")),
    "verify": ("rectifications.show", _l("核实整改：%(title)s")),
    "close": ("rectifications.close", _l("销号：%(title)s")),
    "pass_look_back": ("rectifications.show", _l("回头看：%(title)s")),
}


def _todos_about(case, user):
    args = {"rectification_id": case.id}
    for move in WORKFLOW.open_to(user, case):
        if move.name in DUTIES and not (move.name == "assign" and case.state is not State.FOUND):
            endpoint, words = DUTIES[move.name]
            yield Todo(str(words) % {"title": case.title}, endpoint, args, case.next_due_on)
    if case.turn.extension_asked and case.state in IN_HAND and policy.can_answer_extension(user, case):
        words = _("答复延期申请：%(title)s", title=case.title)
        yield Todo(words, "rectifications.show", args, case.turn.due_on)
    if case.turn.is_on(user) and case.state in {State.SUBMITTED, State.VERIFIED}:
        words = _("整改已交：%(title)s", title=case.title)
        yield Todo(words, "rectifications.show", args, case.next_due_on, waiting_for(case))
