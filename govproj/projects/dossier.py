"""How the project got on, what was looked at before it was covered, and its acceptance: for its dossier."""

from sqlalchemy import Integer, cast, select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, code
from govproj.core.i18n import _, _l
from govproj.projects.models import Acceptance, ConcealedWork, Milestone, State, StateChange


def register(app) -> None:
    chapter(app, 10, _l("办理经过"), (_steps, _step), (_milestones, _milestone))
    chapter(app, 70, _l("隐蔽工程和验收"), (_works, _work), (_acceptances, _acceptance))


def _steps(project):
    step = StateChange
    columns = todo.columns(step.id, name=step.reason, about=code(step.after), day=step.occurred_on)
    return select(*columns).where(step.project_id == project.id)


def _step(row) -> Entry:
    return Entry(str(State(row.about).label), row.day, row.name)


def _milestones(project):
    columns = todo.columns(Milestone.id, name=Milestone.name, day=Milestone.actual_on)
    return select(*columns).where(Milestone.project_id == project.id, Milestone.actual_on.is_not(None))


def _milestone(row) -> Entry:
    return Entry(_("节点：%(name)s", name=row.name), row.day)


def _works(project):
    work = ConcealedWork
    columns = todo.columns(work.id, name=work.name, about=work.note, day=work.finished_on)
    return select(*columns).where(work.project_id == project.id)


def _work(row) -> Entry:
    return Entry(_("隐蔽工程：%(name)s", name=row.name), row.day, row.about)


def _acceptances(project):
    columns = todo.columns(
        Acceptance.id,
        name=Acceptance.opinions,
        day=Acceptance.held_on,
        number=cast(Acceptance.passed, Integer),
    )
    return select(*columns).where(Acceptance.project_id == project.id)


def _acceptance(row) -> Entry:
    return Entry(_("验收：通过") if row.number else _("验收：没有通过"), row.day, row.name)
