"""Question sets: written once, followed by further versions, never changed."""

from sqlalchemy import func, select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.evaluations.models import QuestionSet

WRITTEN = Event(
    "evaluations.question_set_written", "name", "number", says=_l("写了题目“%(name)s”第 %(number)s 版")
)
RETIRED = Event("evaluations.question_set_retired", "name", says=_l("停用题目“%(name)s”"))


def write_set(village, *, name: str, questions: list[dict], by) -> QuestionSet:
    """The first version of a name, or the next one of it; earlier ones are no longer offered."""
    earlier = select(QuestionSet).where(QuestionSet.village_id == village.id, QuestionSet.name == name)
    last = db.session.scalar(
        select(func.max(QuestionSet.number)).where(
            QuestionSet.village_id == village.id, QuestionSet.name == name
        )
    )
    for version in db.session.scalars(earlier):
        version.retired = True
    new = QuestionSet(village_id=village.id, name=name, number=(last or 0) + 1, questions=questions)
    new.made_by_id = by.id
    db.session.add(new)
    WRITTEN.record(new, by=by, name=name, number=new.number)
    return new


def retire_set(question_set: QuestionSet, *, by) -> None:
    question_set.retired = True
    RETIRED.record(question_set, by=by, name=question_set.name)
