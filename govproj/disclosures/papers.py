"""What the notices of a project put into its file."""

from collections.abc import Iterable

from sqlalchemy import select

from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.disclosures.models import PUBLIC, Disclosure
from govproj.projects.archive import Paper


def papers_of(project) -> Iterable[Paper]:
    """One a month, the newest version of it."""
    wanted = select(Disclosure.month, Disclosure.id).where(
        Disclosure.project_id == project.id, Disclosure.state.in_(PUBLIC)
    )
    newest = dict(db.session.execute(wanted.order_by(Disclosure.id)).all())
    for month, number in sorted(newest.items()):
        title = _("%(month)s公示", month=in_words(month))
        yield Paper("monthly_notices", title, "disclosures.show", {"disclosure_id": number}, is_public=True)
