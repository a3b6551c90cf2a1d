"""What villagers said of a project in the rounds that were published, for its dossier."""

from sqlalchemy import select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, words
from govproj.core.i18n import _, _l
from govproj.core.money import percent
from govproj.evaluations.models import EvaluationRound, QuestionTotal
from govproj.evaluations.models import State as RoundState


def register(app) -> None:
    chapter(app, 120, _l("群众评议"), (_rounds, _round))


def _rounds(project):
    levels = QuestionTotal
    content = levels.very_satisfied + levels.satisfied + levels.basically_satisfied
    about = words(content, content + levels.dissatisfied)
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
    content, judged = row.about.split("|")
    numbers = {"content": content, "judged": judged, "pct": percent(int(content), int(judged))}
    return Entry(row.name, row.day, _("总体满意率 %(content)s ÷ %(judged)s = %(pct)s%%", **numbers))
