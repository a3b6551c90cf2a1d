"""What the features above the checklists add to a project's dossier: of what the rules read, what may be on paper.

Red flags themselves are never in it, and no rectification that is kept from the village.
"""

from sqlalchemy import Integer, cast, select

from govproj.checklists.dossier import Entry, chapter, code, words
from govproj.core import todo
from govproj.core.filters import month
from govproj.core.i18n import _, _l
from govproj.core.money import percent
from govproj.disclosures.models import Disclosure
from govproj.disclosures.models import State as NoticeState
from govproj.evaluations.models import EvaluationRound, QuestionTotal
from govproj.evaluations.models import State as RoundState
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import State as CaseState


def register(app) -> None:
    chapter(app, 90, _l("月度公示"), (_notices, _notice))
    chapter(app, 100, _l("周查和月督"), (_checks, _check))
    chapter(app, 110, _l("整改"), (_cases, _case))
    chapter(app, 120, _l("群众评议"), (_rounds, _round))


def _notices(project):
    notice = Disclosure.__table__.c
    columns = todo.columns(notice.id, name=notice.month, day=notice.publicity_from, number=notice.edition)
    public = notice.state.in_((NoticeState.PUBLISHED, NoticeState.CORRECTED, NoticeState.ARCHIVED))
    return select(*columns).where(notice.project_id == project.id, public)


def _notice(row) -> Entry:
    return Entry(
        _("%(month)s 的公示", month=month(row.name)), row.day, _("第 %(number)s 版", number=row.number)
    )


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


def _cases(project):
    case = Rectification
    about = words(case.year, case.serial, case.state)
    columns = todo.columns(case.id, name=case.title, about=about, day=case.found_on)
    return select(*columns).where(case.project_id == project.id, ~case.confidential)


def _case(row) -> Entry:
    year, serial, state = row.about.split("|")
    what = f"ZG-{year}-{int(serial):03} {row.name}"
    return Entry(what, row.day, str(CaseState(state).label))


def _rounds(project):
    levels = QuestionTotal
    content = levels.very_satisfied + levels.satisfied + levels.basically_satisfied
    about = words(code(EvaluationRound.state), content, content + levels.dissatisfied)
    columns = todo.columns(
        EvaluationRound.id, name=EvaluationRound.title, about=about, day=EvaluationRound.published_on
    )
    return (
        select(*columns)
        .join(levels, levels.round_id == EvaluationRound.id)
        .where(levels.project_id == project.id, levels.question == "overall")
        .where(EvaluationRound.state == RoundState.PUBLISHED)
    )


def _round(row) -> Entry:
    _state, content, judged = row.about.split("|")
    numbers = {"content": content, "judged": judged, "pct": percent(int(content), int(judged))}
    return Entry(row.name, row.day, _("总体满意率 %(content)s ÷ %(judged)s = %(pct)s%%", **numbers))
