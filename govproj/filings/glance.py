"""What neighbours of a village or a project should know about tonight: the announced work that comes next."""

from datetime import timedelta

from sqlalchemy import select

from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import db, prepared
from govproj.core.glance import Fact
from govproj.core.i18n import _
from govproj.filings.models import Filing
from govproj.filings.states import State
from govproj.filings.words import kind_of, when

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
