"""What was put right in a project, for its dossier; what is kept from the village is not on paper either."""

from sqlalchemy import select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, words
from govproj.core.i18n import _l
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import State as CaseState


def register(app) -> None:
    chapter(app, 110, _l("整改"), (_cases, _case))


def _cases(project):
    case = Rectification
    about = words(case.year, case.serial, case.state)
    columns = todo.columns(case.id, name=case.title, about=about, day=case.found_on)
    return select(*columns).where(case.project_id == project.id, ~case.confidential)


def _case(row) -> Entry:
    year, serial, state = row.about.split("|")
    what = f"ZG-{year}-{int(serial):03} {row.name}"
    return Entry(what, row.day, str(CaseState(state).label))
