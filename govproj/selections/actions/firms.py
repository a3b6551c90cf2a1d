"""Which firms have to do with a project, put down by those who carry it out."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.firms.actions import firm
from govproj.selections.models import InvolvedFirm

NOTED = Event("selections.firm_noted", "firm", "part", says=_l("登记了项目的相关企业：%(firm)s（%(part)s）"))
STRUCK = Event(
    "selections.firm_struck", "firm", "part", says=_l("划去了项目的相关企业：%(firm)s（%(part)s）")
)


def note(project, *, name: str, part, by) -> InvolvedFirm:
    known = firm(name)
    wanted = select(InvolvedFirm).filter_by(project_id=project.id, firm_id=known.id, part=part)
    row = db.session.scalar(wanted)
    if row is None:
        row = InvolvedFirm(project=project, firm=known, part=part, by_id=by.id)
        db.session.add(row)
    elif row.struck_on is None:
        raise MoveRefused(_("这家企业已经登记过。"))
    row.struck_on = None
    NOTED.record(project, by=by, firm=known.name, part=part)
    return row


def strike(row, *, by) -> None:
    """Entered by mistake; it stays on file and is no longer compared."""
    if row.struck_on:
        raise MoveRefused(_("这家企业已经划去。"))
    row.struck_on = dates.today()
    STRUCK.record(row.project, by=by, firm=row.firm.name, part=row.part)
