"""The weekly and monthly checks of a project, for its dossier."""

from sqlalchemy import Integer, cast, select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, words
from govproj.core.i18n import _, _l
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind


def register(app) -> None:
    chapter(app, 100, _l("周查和月督"), (_checks, _check))


def _checks(project):
    about = words(Check.kind, Check.year, Check.number, cast(Check.done_day > Check.due_day, Integer))
    columns = todo.columns(Check.id, about=about, day=Check.done_day)
    return select(*columns).where(Check.project_id == project.id, Check.done_day.is_not(None))


def _check(row) -> Entry:
    kind, year, number, late = row.about.split("|")
    if CheckKind(kind) is CheckKind.WEEKLY:
        what = _("周查：%(year)s 年第 %(number)s 周", year=year, number=number)
    else:
        what = _("月督：%(year)s 年 %(number)s 月", year=year, number=number)
    return Entry(what, row.day, _("迟了") if late == "1" else _("按时"))
