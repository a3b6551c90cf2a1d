"""Who has to be reminded of what: counted by village and month, in one question for everything.

Each part has the same columns. `kind`: overdue, not_handed_in, first or last (the photo of that day): `number` and
`about` are the village's. Objection, inquiry or complaint: they are its own. News: how many new notices of what one
follows; no day. `who` writes, where that is known.
"""

from datetime import timedelta

from sqlalchemy import Select, String, case, cast, func, literal, select, union_all

from govproj.accounts.models import User
from govproj.core import dates, todo
from govproj.disclosures.models import IN_WRITING, Disclosure, Duty, NoticePhoto, Posting, State
from govproj.disclosures.queries import news
from govproj.disclosures.queries.replies import parts_for
from govproj.projects.models import Project
from govproj.villages.models import Village

SHOWN_FOR = timedelta(days=14)  # after the last day nobody can take its photo any more


def reminders(user) -> Select:
    """In the columns of a line of the workbench; `about` is "kind|month"."""
    every = _every(user).subquery()
    name = case((every.c.kind == "not_handed_in", every.c.who), else_=every.c.about)
    about = every.c.kind + literal("|") + every.c.month
    columns = todo.columns(every.c.number, name=name, about=about, day=every.c.day, number=every.c.count)
    return select(*columns).order_by(every.c.day, every.c.number)


def _every(user):
    works_in = [number for number in user.scope if user.works_in(number)]
    parts = [news.part_for(user)]
    if user.scope:
        parts.append(_overdue(user.scope))
    if works_in:
        parts += [_not_handed_in(works_in, user), _not_shown(works_in, Posting.FIRST)]
        parts.append(_not_shown(works_in, Posting.LAST))
    parts += parts_for(user)
    return union_all(*parts)


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
