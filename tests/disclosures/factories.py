"""Notices and what they need around them."""

from datetime import date, timedelta
from itertools import count

from govproj.accounts.models import Anonymous
from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import queries
from govproj.disclosures.actions import answers
from govproj.disclosures.duties import days_of
from govproj.disclosures.models import (
    IN_WRITING,
    PUBLIC,
    SHEET_PUBLIC,
    Asker,
    CombinedLine,
    CombinedSheet,
    CombinedSignature,
    Complaint,
    Disclosure,
    Duty,
    Grievance,
    Inquiry,
    NoticePhoto,
    NoticeSignature,
    Objection,
    SheetState,
    State,
)
from govproj.projects.models import Kind
from tests.factories import a_cadre, a_month, a_party_member, a_project, saved

_n = count(1)


def a_duty(project=None, month="2022-05", done=None) -> Duty:
    days = days_of(month, (3, 5, 8, 10))._asdict()
    return saved(Duty(project=project or a_project(), month=month, **days, done_day=done))


def a_disclosure(
    project=None, *, month="2022-05", state=State.DRAFT, signed_by=(), published="2022-06-09", **kw
):
    """A notice with its figures, in any state; its duty exists and is done once it is public."""
    project = project or a_project()
    if project.month(month) is None:
        a_month(project, month)
        db.session.refresh(project)
    day = date.fromisoformat(published)
    if queries.duty_of(project.id, month) is None:
        a_duty(project, month, done=day if state in PUBLIC else None)
    texts = {
        "summary": "面层摊铺完成。",
        "next_plan": "安装护栏。",
        "drafted_by_id": project.lead_id or project.contact_id,
    }
    with db.session.no_autoflush:
        notice = Disclosure(project=project, month=month, state=state, **{**texts, **kw})
        if state not in IN_WRITING:
            notice.frozen = queries.facts_of_today(notice)
        if state in PUBLIC:
            notice.publicity_from, notice.publicity_to = day, day + timedelta(days=7)
        notice.signatures = [NoticeSignature(user_id=member.id) for member in signed_by]
    return saved(notice)


def a_photo(notice, caption="面层完工", stored=None, **kw) -> NoticePhoto:
    """A row; `stored` is the hash of a file that is really there."""
    sha256 = stored or f"{next(_n):064x}"
    stored = {"sha256": sha256, "thumb": sha256, "kind": "webp", "size": 9, "name": "照片.jpg"}
    frame = {"width": 800, "height": 600, "caption": caption, "taken_on": dates.today()}
    return saved(NoticePhoto(disclosure=notice, **stored, **frame, **kw))


def an_objection(notice, **said) -> Objection:
    """Open, from the public page, due in five working days."""
    objection, _code = answers.object_to(
        notice, by=Anonymous(), **{"text": "砂石的钱好像多算了。", "name": "", "phone": "", **said}
    )
    return saved(objection)


def an_inquiry(village, project=None) -> Inquiry:
    """Of five representatives, not answered."""
    asked = {"asked_by": Asker.REPS, "signers": 5, "text": "变更的原因和金额。", "received_on": dates.today()}
    by = a_cadre(village)
    return saved(answers.inquire(village, by=by, project_id=project.id if project else None, **asked))


def a_complaint(village, **said) -> Complaint:
    """To the town, not answered."""
    words = {"about": Grievance.LATE, "text": "5月的公示没有贴。", "name": "", "phone": "", **said}
    complaint, _code = answers.complain(village, by=Anonymous(), project_id=None, **words)
    return saved(complaint)


def a_sheet(village, state=SheetState.DRAFT, *, signed_by=(), month="2022-05", **kw) -> CombinedSheet:
    """Of one governance project, whose line is written."""
    project = a_project(village, kind=Kind.GOVERNANCE, name="移风易俗示例", lead=a_party_member(village))
    line = CombinedLine(project=project, lead=project.lead.name, done="劝导 12 户。", plan="走访三组。")
    if state in SHEET_PUBLIC:
        kw |= {"publicity_from": date(2022, 6, 9), "publicity_to": date(2022, 6, 16)}
        kw |= {"done_day": date(2022, 6, 9)}
    due = days_of(month, (3, 5, 8, 10)).due_day
    sheet = CombinedSheet(village=village, month=month, state=state, due_day=due, lines=[line], **kw)
    sheet.signatures = [CombinedSignature(user_id=member.id) for member in signed_by]
    return saved(sheet)
