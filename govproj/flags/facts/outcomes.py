"""What notices, villagers and inspectors tell: owed months, published figures, evaluations, rectifications, checks."""

from sqlalchemy import select

from govproj.core.db import rows
from govproj.disclosures.models import Disclosure, Duty
from govproj.disclosures.models import State as NoticeState
from govproj.evaluations.models import EvaluationRound, Purpose, QuestionTotal
from govproj.evaluations.models import State as RoundState
from govproj.flags.facts import records
from govproj.flags.facts.parts import grouped, part
from govproj.inspections.models import Check, Report
from govproj.inspections.states import CheckKind
from govproj.rectifications.models import Rectification
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.states import OPEN


@part("duties", empty=())
def duties(ids, today):
    wanted = select(Duty.project_id, Duty.month, Duty.due_day, Duty.done_day)
    return grouped(rows(wanted.where(Duty.project_id.in_(ids)).order_by(Duty.month)), records.Duty)


@part("notices", empty=())
def notices(ids, today):
    columns = (
        Disclosure.__table__.c
    )  # the frozen facts are one attribute of the model, four columns of the table
    wanted = select(
        columns.project_id, columns.id, columns.month, columns.actual_pct, columns.paid_fen
    ).where(columns.project_id.in_(ids), columns.state.in_((NoticeState.PUBLISHED, NoticeState.ARCHIVED)))
    return grouped(rows(wanted.order_by(columns.month)), records.Notice)


@part("rounds", empty=())
def rounds(ids, today):
    levels = QuestionTotal
    content = levels.very_satisfied + levels.satisfied + levels.basically_satisfied
    judged = content + levels.dissatisfied
    wanted = (
        select(
            levels.project_id,
            EvaluationRound.id,
            EvaluationRound.published_on,
            content,
            judged,
            judged + levels.dont_know + levels.blank,
            EvaluationRound.households,
        )
        .join(EvaluationRound, EvaluationRound.id == levels.round_id)
        .where(levels.project_id.in_(ids), levels.question == "overall")
        .where(EvaluationRound.state == RoundState.PUBLISHED, EvaluationRound.purpose != Purpose.FOLLOW_UP)
    )
    return grouped(rows(wanted), records.Round)


@part("cases", empty=())
def cases(ids, today):
    case = Rectification
    wanted = (
        select(
            case.project_id,
            case.id,
            case.year,
            case.serial,
            case.state,
            case.turn_number,
            Turn.due_on,
            Turn.submitted_on,
            Turn.closed_on,
        )
        .join(Turn, (Turn.rectification_id == case.id) & (Turn.number == case.turn_number))
        .where(case.project_id.in_(ids))
        .order_by(case.id)
    )

    def record(id_, year, serial, state, turn, due_on, submitted_on, closed_on):
        handed_in = submitted_on is not None or closed_on is not None
        number = f"ZG-{year}-{serial:03}"
        return records.Case(id_, number, state in OPEN, turn, due_on, handed_in)

    return grouped(rows(wanted), record)


@part("checks", empty=())
def checks(ids, today):
    """Weekly checks in the order in which they were due."""
    wanted = (
        select(Check.project_id, Check.due_day, Check.done_day, Report.manager_present)
        .outerjoin(Report, Report.check_id == Check.id)
        .where(Check.project_id.in_(ids), Check.kind == CheckKind.WEEKLY)
    )
    return grouped(rows(wanted.order_by(Check.due_day, Check.id)), records.Check)
