"""今天要办: what waits for whom among the monthly notices."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from govproj.core.db import db
from govproj.core.filters import month as month_words
from govproj.core.i18n import _, _l, ngettext
from govproj.core.todo import Todo
from govproj.disclosures.models import PUBLIC, Disclosure, Duty, State
from govproj.disclosures.queries import WITH_PROJECT
from govproj.disclosures.queries.review import IN_REVIEW
from govproj.disclosures.workflow import next_step
from govproj.projects.models import Project

NEXT = {
    State.SUBMITTED: _l("村级审核"),
    State.VILLAGE_REVIEWED: _l("村监会审查"),
    State.SUPERVISION_PASSED: _l("村委会发布"),
}


def lines_for(user) -> Iterator[Todo]:
    yield from _to_write(user)
    yield from _to_pass(user)


class Waiting(NamedTuple):
    """A month that is owed or being corrected, with the version somebody works on."""

    duty: Duty
    notice: Disclosure | None


def of_writer(user) -> list[Waiting]:
    """Open months of the projects this user leads, or looks after where nobody leads."""
    mine = or_(Project.lead_id == user.id, Project.lead_id.is_(None) & (Project.contact_id == user.id))
    open_version = and_(
        Disclosure.project_id == Duty.project_id,
        Disclosure.month == Duty.month,
        Disclosure.state.not_in(PUBLIC),
    )
    rows = db.session.execute(
        select(Duty, Disclosure)
        .join(Duty.project)
        .outerjoin(Disclosure, open_version)
        .where(mine, or_(Duty.done_day.is_(None), Disclosure.id.is_not(None)))
        .options(contains_eager(Duty.project))
        .order_by(Duty.due_day, Project.code)
    )
    return [Waiting(*row) for row in rows]


def _to_write(user) -> Iterator[Todo]:
    for duty, notice in of_writer(user):
        what = {"month": month_words(duty.month), "project": duty.project.name}
        if notice is None or notice.in_writing:
            due = duty.write_by if duty.done_day is None else None
            address = {"project_id": duty.project_id, "month": duty.month}
            yield Todo(_to_do(notice, due, what), "disclosures.write", address, due)
        else:
            words, due = _("%(month)s公示：%(project)s", **what), _step_day(duty, notice)
            yield Todo(words, "disclosures.show", {"disclosure_id": notice.id}, due, str(NEXT[notice.state]))


def waits_for(notice: Disclosure) -> str:
    """Who has to do something next, for whoever looks at a notice that is not theirs to move."""
    if not notice.in_writing:
        return str(NEXT[notice.state])
    writer = notice.project.lead or notice.project.contact
    return _("%(name)s填写", name=writer.name) if writer else _("领办人填写")


STEP_DAY = {
    State.SUBMITTED: "review_by",
    State.VILLAGE_REVIEWED: "sign_by",
    State.SUPERVISION_PASSED: "due_day",
}


def _step_day(duty: Duty | None, notice: Disclosure) -> date | None:
    """By when the next step is to be taken; a correction has no such day."""
    if duty is None or duty.done_day is not None:
        return None
    return getattr(duty, STEP_DAY[notice.state])


def _to_do(notice: Disclosure | None, due: date | None, what: dict) -> str:
    if notice is not None and notice.state is State.RETURNED:
        return _("修改退回的%(month)s公示：%(project)s", **what)
    return _("填写%(month)s公示：%(project)s", **what) if due else _("更正%(month)s公示：%(project)s", **what)


def moving(village_ids) -> list[tuple[Disclosure, Duty | None]]:
    """What is in review in these villages, with the month that is owed; a correction has none."""
    still_owed = and_(
        Duty.project_id == Disclosure.project_id, Duty.month == Disclosure.month, Duty.done_day.is_(None)
    )
    rows = db.session.execute(
        select(Disclosure, Duty)
        .join(Disclosure.project)
        .outerjoin(Duty, still_owed)
        .where(Project.village_id.in_(village_ids), Disclosure.state.in_(IN_REVIEW))
        .options(WITH_PROJECT, joinedload(Disclosure.signatures))  # three at most
        .order_by(Disclosure.month, Project.code)
        .limit(500)
    ).unique()
    return [tuple(row) for row in rows]


def _to_pass(user) -> Iterator[Todo]:
    """One line for each village, month and step, leading to the page where all are passed at once."""
    villages = [id for id in user.scope if user.works_in(id) or user.supervises(id)]
    counted, due_days = Counter(), {}
    for notice, duty in moving(villages) if villages else ():
        if step := next_step(user, notice):
            key = (notice.village_id, notice.month, step.label)
            counted[key] += 1
            due_days.setdefault(key, _step_day(duty, notice))
    for key, count in counted.items():
        village_id, month, label = key
        words = ngettext(
            "%(step)s：%(month)s公示 %(num)s 份",
            "%(step)s：%(month)s公示 %(num)s 份",
            count,
            step=label,
            month=month_words(month),
        )
        address = {"village_id": village_id, "month": month}
        yield Todo(words, "disclosures.review_month", address, due_days[key])
