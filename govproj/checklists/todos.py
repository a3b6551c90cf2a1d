"""What checklists expect of somebody today: to sign, to answer, to decide, to finish."""

from govproj.accounts.models import Role
from govproj.checklists import queries
from govproj.core.i18n import _
from govproj.core.todo import Todo

VOUCHING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.TOWN_ADMIN}  # who `policy.can_vouch` can let


def todos_of(user) -> list[Todo]:
    """Lines for the workbench, at most one a project where a whole page can be signed."""
    vouches = user.grants.keys() & VOUCHING
    judged = [*_signatures(user), *_decisions(user)] if vouches else []
    return [*judged, *_answers(user), *_deadlines(user)]


def _signatures(user):
    for project, number in queries.to_sign(user):
        title = _("审签清单：%(project)s（%(number)s 项）", project=project.name, number=number)
        yield Todo(title, "checklists.sign_all", {"project_id": project.id}, None)


def _answers(user):
    for note in queries.to_answer(user):
        title = _("答复问题：%(item)s（%(project)s）", item=note.item.title, project=note.project.name)
        yield Todo(title, "checklists.answer", {"note_id": note.id}, None)


def _decisions(user):
    for item in queries.to_decide(user):
        title = _("审定不适用：%(item)s（%(project)s）", item=item.title, project=item.project.name)
        yield Todo(title, "checklists.decide_exemption", {"item_id": item.id}, None)


def _deadlines(user):
    for item in queries.to_finish(user):
        title = _("办结清单事项：%(item)s（%(project)s）", item=item.title, project=item.project.name)
        yield Todo(title, "checklists.show", {"item_id": item.id}, item.due_on)
