"""Backups leave a trace in the record: when the last one was made, and that a site was restored."""

from datetime import date

from blinker import Signal
from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import AuditEntry, Event
from govproj.core.db import db
from govproj.core.i18n import _l

BACKED_UP = Event(
    "site.backed_up",
    "entries",
    "files",
    "bytes",
    "archive",  # the SHA-256 of the file: with it an exchanged backup can be told
    says=_l("做了备份：记录 %(entries)s 条，文件 %(files)s 个"),
    technical=True,
)
RESTORED = Event(
    "site.restored",
    "made_at",
    "entries",
    says=_l("从备份恢复，备份时记录有 %(entries)s 条；以后办的要重新办"),
    technical=True,
)
restored = (
    Signal()
)  # after everything is in place, before the commit: features put right what no backup holds


def last_backup() -> date | None:
    """The day of the newest backup, None before the first."""
    return _day(select(AuditEntry.at).where(AuditEntry.event == BACKED_UP.name).order_by(*_NEWEST).limit(1))


def first_entry() -> date | None:
    """The day on which the site began to record."""
    return _day(select(AuditEntry.at).where(AuditEntry.leaf_index == 0))


_NEWEST = (AuditEntry.leaf_index.desc(),)


def _day(wanted) -> date | None:
    at = db.session.scalar(wanted)
    return at and dates.beijing(at).date()
