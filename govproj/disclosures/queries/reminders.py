"""Who has to be reminded of what: counted by village and month, in one question for everything."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import String, cast, func, literal, select, union_all

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures.models import IN_WRITING, Disclosure, Duty, NoticePhoto, Posting, State
from govproj.disclosures.queries import news
from govproj.disclosures.queries.replies import parts_for
from govproj.projects.models import Project
from govproj.villages.models import Village

SHOWN_FOR = timedelta(days=14)  # after the last day nobody can take its photo any more
MOST = 100


class Reminder(NamedTuple):
    """`kind`: overdue, not_handed_in, first or last (the photo of that day): `number` and `about` are the village's.

    Objection, inquiry or complaint: they are its own. News: how many new notices of what one follows; no day.
    `who` writes, where that is known.
    """

    kind: str
    number: int
    about: str
    month: str
    day: date | None
    count: int
    who: str


def reminders_for(user) -> list[Reminder]:
    works_in = [number for number in user.scope if user.works_in(number)]
    parts = [news.part_for(user)]
    if user.scope:
        parts.append(_overdue(user.scope))
    if works_in:
        parts += [_not_handed_in(works_in, user), _not_shown(works_in, Posting.FIRST)]
        parts.append(_not_shown(works_in, Posting.LAST))
    parts += parts_for(user)
    every = union_all(*parts).subquery()
    rows = db.session.execute(select(every).order_by(every.c.day, every.c.number).limit(MOST))
    return [Reminder(*row) for row in rows]


def _counted(kind: str, month, day, thing, who=None):
    who = literal("") if who is None else func.coalesce(func.min(who), "")
    columns = {
        "kind": literal(kind),
        "number": Village.id,
        "about": cast(Village.name, String),
        "month": cast(month, String),
        "day": func.min(day),
        "count": func.count(thing),
        "who": who,
    }
    return select(*(column.label(label) for label, column in columns.items())).select_from(Village)


def _overdue(village_ids):
    """Months past their due day, all of a village in one line."""
    oldest = _counted("overdue", func.min(Duty.month), Duty.due_day, Duty.id)
    return (
        oldest.join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids), Duty.done_day.is_(None), Duty.due_day < dates.today())
        .group_by(Village.id, Village.name)
    )


def _not_handed_in(village_ids, user):
    """The day of writing has passed and nothing is handed in; whoever writes it himself has a line of his own."""
    begun = select(Disclosure.id).where(
        Disclosure.project_id == Duty.project_id,
        Disclosure.month == Duty.month,
        Disclosure.state.not_in(IN_WRITING),
    )
    writer = func.coalesce(Project.lead_id, Project.contact_id)
    return (
        _counted("not_handed_in", Duty.month, Duty.write_by, Duty.id, User.name)
        .join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .join(User, User.id == writer)
        .where(
            Village.id.in_(village_ids),
            Duty.done_day.is_(None),
            Duty.write_by < dates.today(),
            Duty.due_day >= dates.today(),  # after that it is overdue
            writer != user.id,
            ~begun.exists(),
        )
        .group_by(Village.id, Village.name, Duty.month)
    )


def _not_shown(village_ids, posting: Posting):
    """Notices of which the photo on the board is missing, of the first day or of the last."""
    day = Disclosure.publicity_from if posting is Posting.FIRST else Disclosure.publicity_to
    proof = select(NoticePhoto.id).where(
        NoticePhoto.disclosure_id == Disclosure.id, NoticePhoto.posting == posting
    )
    return (
        _counted(posting.value, Disclosure.month, day, Disclosure.id)
        .join(Project, Project.village_id == Village.id)
        .join(Disclosure, Disclosure.project_id == Project.id)
        .where(
            Village.id.in_(village_ids),
            Disclosure.state == State.PUBLISHED,
            day.between(dates.today() - SHOWN_FOR, dates.today()),
            ~proof.exists(),
        )
        .group_by(Village.id, Village.name, Disclosure.month)
    )
