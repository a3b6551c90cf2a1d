"""Whether a backup is due: the administrator reads it on his workbench."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from govproj.core import dates
from govproj.core.backup.record import BACKED_UP, first_entry, last_backup
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.villages import rules
from govproj.villages.models import Village

RULE = "backup.most_days"


def due(user) -> list[Todo]:
    """One line once the last backup is older than the strictest village allows; the line leads to all of them.

    A demo can be made again at any time.
    """
    if not user.is_admin or current_app.config["DEMO"]:
        return []
    last = last_backup()
    since = last or first_entry()
    if since is None or dates.today() <= (due_on := since + timedelta(days=most_days())):
        return []
    title = (
        _("上次备份是 %(day)s，该备份了", day=in_words(last))
        if last
        else _("还没有做过备份，请按运行说明备份")
    )
    return [Todo(title, "audit.entries", {"kind": BACKED_UP.name}, due_on)]


def most_days() -> int:
    """The site is backed up as a whole, so the strictest of its villages is followed."""
    villages = db.session.scalars(select(Village.id)).all()
    return min(rules.in_villages(RULE, villages).values(), default=rules.DEFAULTS[RULE])
