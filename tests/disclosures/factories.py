"""Notices and what they need around them."""

from datetime import date, timedelta
from itertools import count

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import queries
from govproj.disclosures.duties import days_of
from govproj.disclosures.models import (
    IN_WRITING,
    PUBLIC,
    Disclosure,
    Duty,
    NoticePhoto,
    NoticeSignature,
    State,
)
from govproj.disclosures.queries import figures
from tests.factories import a_month, a_project, saved

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
            notice.frozen = figures.facts_of_today(notice)
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
