"""What checklists expect of somebody today: to sign, to answer, to decide, to finish."""

from govproj.checklists.queries import waiting
from govproj.core.i18n import _
from govproj.core.todo import Todo


def todos_of(user) -> list[Todo]:
    """Lines for the workbench, at most one a project where a whole page can be signed."""
    lines = waiting.lines_of(user)
    found = [*_signatures(user, lines), *_answers(user), *_decisions(user, lines)]
    return [*found, *_bookings(user, lines), *_deadlines(user, lines)]


def _signatures(user, lines):
    for project_id, name, number in waiting.to_sign(user, lines):
        title = _("审签清单：%(project)s（%(number)s 项）", project=name, number=number)
        yield Todo(title, "checklists.sign_all", {"project_id": project_id}, None)


def _answers(user):
    for note in waiting.to_answer(user):
        title = _("答复问题：%(item)s（%(project)s）", item=note.item.title, project=note.project.name)
        yield Todo(title, "checklists.answer", {"note_id": note.id}, None)


def _decisions(user, lines):
    for item in waiting.to_decide(user, lines):
        title = _("审定不适用：%(item)s（%(project)s）", item=item.title, project=item.project.name)
        yield Todo(title, "checklists.decide_exemption", {"item_id": item.id}, None)


def _bookings(user, lines):
    for item in waiting.to_book(user, lines):
        title = _("记录三资中心的步骤：%(item)s（%(project)s）", item=item.title, project=item.project.name)
        yield Todo(title, "checklists.show", {"item_id": item.id}, None)


def _deadlines(user, lines):
    for item in waiting.to_finish(user, lines):
        title = _("办结清单事项：%(item)s（%(project)s）", item=item.title, project=item.project.name)
        yield Todo(title, "checklists.show", {"item_id": item.id}, item.due_on)
