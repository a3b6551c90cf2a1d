"""What is told elsewhere: to neighbours the announced work that comes next, beside a matter what was announced then."""

from datetime import timedelta

from sqlalchemy import select

from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import db, prepared
from govproj.core.glance import Fact
from govproj.core.i18n import _
from govproj.filings import policy
from govproj.filings.models import Filing
from govproj.filings.queries import heard_before
from govproj.filings.states import State
from govproj.filings.words import kind_of, when
from govproj.villages import rules

AHEAD = timedelta(days=7)
MOST = 20


@prepared
def _next_in(village_id, since, until):
    return (
        select(Filing)
        .where(Filing.village_id == village_id, Filing.state == State.APPROVED)
        .where(Filing.last_on >= since, Filing.first_on <= until)
        .order_by(Filing.first_on, Filing.id)
        .limit(MOST)
    )


@prepared
def _next_for(project_id, since, until):
    return (
        select(Filing)
        .where(Filing.project_id == project_id, Filing.state == State.APPROVED)
        .where(Filing.last_on >= since, Filing.first_on <= until)
        .order_by(Filing.first_on)
        .limit(1)
    )


def announced_in(_user, village) -> Fact | None:
    """What hangs on top of the village's front page: the approved work that comes next, and how much more."""
    today = dates.today()
    found = db.session.scalars(*_next_in(village.id, today - timedelta(days=1), today + AHEAD))
    coming = [filing for filing in found if today <= filing.over_on]
    if not coming:
        return None
    first, others = coming[0], len(coming) - 1
    more = _("，另有 %(n)s 项", n=others) if others else ""
    endpoint, args = ("filings.show", {"filing_id": first.id})
    if others:
        endpoint, args = ("filings.of_village", {"village_id": village.id})
    note = f"{when(first)}，{first.place}{more}"
    return Fact(_("施工告知"), kind_of(first), note=note, url=url_for(endpoint, **args), kind="soon")


def announced_for(_user, project) -> Fact | None:
    """The next approved work of a project within a week; one question."""
    today = dates.today()
    filing = db.session.scalar(*_next_for(project.id, today, today + AHEAD))
    if filing is None:
        return None
    url = url_for("filings.show", filing_id=filing.id)
    return Fact(_("施工告知"), kind_of(filing), note=when(filing), url=url, kind="soon")


def announced_then(user, matter) -> Fact | None:
    """Beside a matter about noise, for those in office: whether work was announced when people heard it."""
    if not policy.can_record_complaint(user, matter.village) or not _is_about_noise(matter):
        return None
    filing = heard_before(matter.village_id, matter.received_at)
    if filing is None:
        url = url_for("filings.complaint", village_id=matter.village_id)
        note = _("反映前一天里没有批准过的作业。核实后登记下来，就转督查整改。")
        return Fact(_("施工告知"), _("登记扰民投诉"), note=note, url=url, kind="late")
    url, note = url_for("filings.show", filing_id=filing.id), f"{when(filing)}，{filing.place}"
    return Fact(_("反映前后批准过的作业"), kind_of(filing), note=note, url=url, kind="info")


def _is_about_noise(matter) -> bool:
    words = rules.value("filing.noise_words", matter.village_id, matter.received_at.date())
    return any(word in matter.text for word in words)
