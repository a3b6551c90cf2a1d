"""设备台账: machines come to a site, are tested by those who do not run it, and leave."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inspections.models import Equipment, EquipmentTest

CAME = Event("inspections.equipment_came", "name", "mark", "owner", says=_l("登记设备：%(name)s %(mark)s"))
TESTED = Event(
    "inspections.equipment_tested", "mark", "passed", "note", says=_l("抽测设备 %(mark)s：%(note)s")
)
LEFT = Event("inspections.equipment_left", "mark", says=_l("设备退场：%(mark)s"))


def enter(project, *, name: str, mark: str, owner: str, upkeep: str, by) -> Equipment:
    """Known by its plate or serial number; the same one is not entered twice on one project."""
    known = select(Equipment.id).where(Equipment.project_id == project.id, Equipment.mark == mark)
    if db.session.scalar(known) is not None:
        raise MoveRefused(_("这台设备（%(mark)s）已经登记过了。", mark=mark))
    machine = Equipment(
        project=project, name=name, mark=mark, owner=owner, upkeep=upkeep, entered_by_id=by.id
    )
    db.session.add(machine)
    CAME.record(machine, by=by, name=name, mark=mark, owner=owner)
    return machine


def test(machine: Equipment, *, passed: bool, note: str, by) -> EquipmentTest:
    """The last test counts, whatever came before."""
    if machine.left_on is not None:
        raise MoveRefused(_("这台设备已经退场。"))
    if not passed and not note.strip():
        raise MoveRefused(_("不合格的请写明哪里不合格。"))
    made = EquipmentTest(equipment=machine, passed=passed, note=note, by_id=by.id)
    db.session.add(made)
    TESTED.record(machine, by=by, mark=machine.mark, passed=passed, note=note)
    return made


def leave(machine: Equipment, *, by) -> None:
    if machine.left_on is not None:
        raise MoveRefused(_("这台设备已经退场。"))
    machine.left_on = dates.today()
    LEFT.record(machine, by=by, mark=machine.mark)
