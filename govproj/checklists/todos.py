"""What checklists expect of somebody today: to sign, to answer, to decide, to finish."""

from govproj.checklists.queries import duties, waiting
from govproj.core import dates, todo
from govproj.core.i18n import _
from govproj.core.todo import Todo


def register(app) -> None:
    todo.provider(app, todos_of)
    todo.lines(app, todo.Kind(duties.proposed_editions, a_proposal))


def todos_of(user) -> list[Todo]:
    """Lines for the workbench, at most one a project where a whole page can be signed."""
    lines = waiting.lines_of(user)
    found = [*_signatures(user, lines), *_answers(user), *_decisions(user, lines)]
    return [*found, *_bookings(user, lines), *_deadlines(user, lines), *_spot_checks(user)]


def a_proposal(row) -> Todo:
    level, _bar, place = row.about.partition("|")
    title = _("镇纪委建议改权力清单 %(code)s（%(place)s），请决定", code=row.name, place=place)
    return Todo(title, "power_editions.of_place", {"level": f"{level}s", "place_id": row.id}, None)


def _spot_checks(user):
    """The month's share, until it is reached."""
    for quota in duties.quotas_of(user):
        if quota.missing:
            facts = {"town": quota.town, "checked": quota.checked, "missing": quota.missing}
            title = _("本月抽查清单：已抽 %(checked)s 个项目，还差 %(missing)s 个（%(town)s）", **facts)
            yield Todo(title, "checklists.all_projects", {}, dates.last_day(dates.month_of(dates.today())))


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
