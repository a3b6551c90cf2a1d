"""今天要办: the combined sheets; of each village and month what is late, missing or not photographed."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role, User
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Kind, Row, Todo
from govproj.disclosures.models import IN_WRITING, Disclosure, Duty, NoticePhoto, Posting, State
from govproj.noticeboards import policy
from govproj.noticeboards.models import SHEET_PUBLIC, CombinedLine, CombinedSheet, SheetPhoto, SheetState
from govproj.noticeboards.workflow import next_step
from govproj.projects.models import Project
from govproj.villages.models import Village

CONCERNED = {Role.PARTY_MEMBER, Role.CADRE, Role.SECRETARY, Role.SUPERVISOR}
WRITERS = (joinedload(Project.lead), joinedload(Project.contact))
SHOWN_FOR = timedelta(days=14)  # after the last day nobody can take its photo any more


def register(app) -> None:
    todo.provider(app, of_sheets)
    todo.lines(app, *MONTHS)


# ---- combined sheets ----


def of_sheets(user) -> Iterator[Todo]:
    """One question: the sheets of one's villages that are still under way, and one's own lines on others."""
    if not user.grants.keys() & CONCERNED:
        return
    own = CombinedSheet.lines.any(
        CombinedLine.project.has(
            or_(Project.lead_id == user.id, and_(Project.lead_id.is_(None), Project.contact_id == user.id))
        )
    )
    works_here = [id for id in user.scope if user.works_in(id) or user.supervises(id)]
    wanted = (
        select(CombinedSheet)
        .where(CombinedSheet.state.not_in(SHEET_PUBLIC), or_(CombinedSheet.village_id.in_(works_here), own))
        .options(
            joinedload(CombinedSheet.lines).joinedload(CombinedLine.project).options(*WRITERS),
            joinedload(CombinedSheet.signatures),
        )
        .order_by(CombinedSheet.due_day, CombinedSheet.id)
        .limit(50)
    )
    for sheet in db.session.scalars(wanted).unique():
        yield from _of(user, sheet)


def _of(user, sheet) -> Iterator[Todo]:
    due = None if sheet.edition > 1 else sheet.due_day
    words = {"month": in_words(sheet.month)}
    for line in sheet.unwritten:
        if policy.can_write_line(user, line):
            title = _("填写%(month)s治理公示：%(project)s", project=line.project.name, **words)
            yield Todo(title, "noticeboards.write_line", {"line_id": line.id}, due)
    step = next_step(user, sheet)
    if step is not None and step.name == "submit" and (others := _to_remind(user, sheet)):
        title = _("催一下%(month)s治理公示：%(num)s 个项目还没写", num=len(others), **words)
        who = others[0].name if len(others) == 1 else _("领办人")
        yield Todo(title, "noticeboards.sheet", {"sheet_id": sheet.id}, due, who)
    elif step is not None and not (step.name == "submit" and sheet.unwritten):
        title = _("%(step)s：%(month)s治理项目合并公示", step=step.label, **words)
        yield Todo(title, "noticeboards.sheet", {"sheet_id": sheet.id}, due)


def _to_remind(user, sheet) -> list[User]:
    """Who owes a line; whoever writes it himself has a line of his own."""
    writers = [line.project.lead or line.project.contact for line in sheet.unwritten]
    return [writer for writer in writers if writer is not None and writer.id != user.id]


# ---- the months of a village: one row each, however many notices ----


def _counted(month, day, thing, who=Village.name):
    """A line's name is the village, or whoever has to be reminded; about it stands the month."""
    columns = todo.columns(Village.id, name=who, about=month, day=func.min(day), number=func.count(thing))
    return select(*columns).select_from(Village).order_by(func.min(day), Village.id)


def _overdue(user):
    """Months past their due day, all of a village in one line, for everybody who answers for it or watches it."""
    if not user.scope:
        return None
    return (
        _counted(func.min(Duty.month), Duty.due_day, Duty.id)
        .join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(user.scope), Duty.done_day.is_(None), Duty.due_day < dates.today())
        .group_by(Village.id, Village.name)
    )


def _overdue_in_words(row: Row) -> Todo:
    words = ngettext(
        "%(village)s有 %(num)s 份公示逾期", "%(village)s有 %(num)s 份公示逾期", row.number, village=row.name
    )
    return Todo(words, "noticeboards.of_village", {"village_id": row.id}, row.day)


def _overdue_sheets(user):
    """Combined sheets past their day, for those who watch; whoever works in the village has the step itself."""
    watched = [number for number in user.scope if not user.works_in(number)]
    if not watched:
        return None
    columns = todo.columns(
        CombinedSheet.id, name=Village.name, about=CombinedSheet.month, day=CombinedSheet.due_day
    )
    first = (CombinedSheet.edition == 1, CombinedSheet.done_day.is_(None))
    late = (*first, CombinedSheet.due_day < dates.today(), CombinedSheet.village_id.in_(watched))
    wanted = select(*columns).join(CombinedSheet.village).where(*late)
    return wanted.order_by(CombinedSheet.due_day, CombinedSheet.id)


def _overdue_sheet_in_words(row: Row) -> Todo:
    words = _("%(village)s的%(month)s治理公示逾期", village=row.name, month=in_words(row.about))
    return Todo(words, "noticeboards.sheet", {"sheet_id": row.id}, row.day)


def _not_handed_in(user):
    """After the day of the leads the village sees whom to remind; whoever writes it himself has a line of his own."""
    villages = [number for number in user.scope if user.works_in(number)]
    if not villages:
        return None
    begun = select(Disclosure.id).where(
        Disclosure.project_id == Duty.project_id,
        Disclosure.month == Duty.month,
        Disclosure.state.not_in(IN_WRITING),
    )
    writer = func.coalesce(Project.lead_id, Project.contact_id)
    return (
        _counted(Duty.month, Duty.write_by, Duty.id, func.coalesce(func.min(User.name), ""))
        .join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .join(User, User.id == writer)
        .where(
            Village.id.in_(villages),
            Duty.done_day.is_(None),
            Duty.write_by < dates.today(),
            Duty.due_day >= dates.today(),  # after that it is overdue
            writer != user.id,
            ~begun.exists(),
        )
        .group_by(Village.id, Duty.month)
    )


def _not_handed_in_in_words(row: Row) -> Todo:
    words = ngettext(
        "催一下%(month)s公示：%(num)s 个项目还没填",
        "催一下%(month)s公示：%(num)s 个项目还没填",
        row.number,
        month=in_words(row.about),
    )
    who = row.name if row.number == 1 else _("领办人")
    return Todo(words, "noticeboards.of_village", {"village_id": row.id}, row.day, who)


def _without_photo_of(posting: Posting) -> Kind:
    """A photo of the sheet on the board is asked for on the first day and on the last, never a condition."""
    day = Disclosure.publicity_from if posting is Posting.FIRST else Disclosure.publicity_to
    proof = select(NoticePhoto.id).where(
        NoticePhoto.disclosure_id == Disclosure.id, NoticePhoto.posting == posting
    )

    def rows(user):
        villages = [number for number in user.scope if user.works_in(number)]
        if not villages:
            return None
        lately = day.between(dates.today() - SHOWN_FOR, dates.today())
        return (
            _counted(Disclosure.month, day, Disclosure.id)
            .join(Project, Project.village_id == Village.id)
            .join(Disclosure, Disclosure.project_id == Project.id)
            .where(Village.id.in_(villages), Disclosure.state == State.PUBLISHED, lately, ~proof.exists())
            .group_by(Village.id, Village.name, Disclosure.month)
        )

    def line(row: Row) -> Todo:
        words = ngettext(
            "拍%(which)s张贴照片：%(num)s 份公示",
            "拍%(which)s张贴照片：%(num)s 份公示",
            row.number,
            which=posting.label,
        )
        return Todo(words, "noticeboards.posting", {"village_id": row.id, "month": row.about}, row.day)

    return Kind(rows, line)


def _sheet_without_photo_of(posting: Posting) -> Kind:
    """The same for the combined sheet."""
    day = CombinedSheet.publicity_from if posting is Posting.FIRST else CombinedSheet.publicity_to
    proof = select(SheetPhoto.id).where(
        SheetPhoto.sheet_id == CombinedSheet.id, SheetPhoto.posting == posting
    )

    def rows(user):
        villages = [number for number in user.scope if user.works_in(number)]
        if not villages:
            return None
        lately = day.between(dates.today() - SHOWN_FOR, dates.today())
        of_here = CombinedSheet.village_id.in_(villages), CombinedSheet.state == SheetState.PUBLISHED
        wanted = select(*todo.columns(CombinedSheet.id, about=CombinedSheet.month, day=day))
        return wanted.where(*of_here, lately, ~proof.exists()).order_by(day, CombinedSheet.id)

    def line(row: Row) -> Todo:
        words = _("拍%(which)s张贴照片：%(month)s治理公示", which=posting.label, month=in_words(row.about))
        return Todo(words, "noticeboards.hang_out", {"sheet_id": row.id}, row.day)

    return Kind(rows, line)


MONTHS = (
    Kind(_overdue, _overdue_in_words),
    Kind(_overdue_sheets, _overdue_sheet_in_words),
    Kind(_not_handed_in, _not_handed_in_in_words),
    _without_photo_of(Posting.FIRST),
    _without_photo_of(Posting.LAST),
    _sheet_without_photo_of(Posting.FIRST),
    _sheet_without_photo_of(Posting.LAST),
)
