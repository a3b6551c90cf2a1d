"""How openly a project is run, as its own page says it: the newest notice, and months that are missing."""

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import prepared, rows
from govproj.core.filters import month
from govproj.core.glance import Fact
from govproj.core.i18n import _, ngettext
from govproj.disclosures.models import Disclosure, Duty, State


@prepared
def _overdue_and_newest(project_id, today):
    overdue = select(func.count()).where(
        Duty.project_id == project_id, Duty.done_day.is_(None), Duty.due_day < today
    )
    published = (
        select(Disclosure.id)
        .where(Disclosure.project_id == project_id, Disclosure.state == State.PUBLISHED)
        .order_by(Disclosure.month.desc())
        .limit(1)
    )
    return select(
        overdue.scalar_subquery(),
        published.scalar_subquery(),
        published.with_only_columns(Disclosure.month).scalar_subquery(),
    )


def newest_notice_of(_user, project) -> Fact | None:
    """One query; nothing where no notice was ever owed."""
    ((missing, newest, its_month),) = rows(*_overdue_and_newest(project.id, dates.today()))
    label = _("每月公示")
    if missing:
        words = ngettext("欠 %(num)s 期", "欠 %(num)s 期", missing)
        url = url_for("disclosures.of_project", project_id=project.id)
        return Fact(label, words, url=url, kind="late")
    if newest is None:
        return None
    return Fact(label, month(its_month), url=url_for("disclosures.show", disclosure_id=newest), kind="good")
