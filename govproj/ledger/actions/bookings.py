"""Days worked and goods delivered, entered as they happened; the moment of entering is kept as well."""

from datetime import date

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.ledger.actions.figures import day_of_act, must_run
from govproj.ledger.models import GoodsBooking, LabourBooking

WORKED = Event("ledger.labour_booked", "on", "hours", "fen", says=_l("登记了 %(on)s 的用工"))
DELIVERED = Event("ledger.goods_booked", "item", "on", "fen", says=_l("登记了 %(on)s 的%(item)s"))


def book_labour(project, *, worker: str, worked_on: date, hours: int, job: str, fen: int, by, **facts):
    must_run(project)
    day_of_act(worked_on)
    row = LabourBooking(
        project_id=project.id,
        worker=worker,
        worked_on=worked_on,
        hours=hours,
        job=job,
        fen=fen,
        by_id=by.id,
        **facts,
    )
    db.session.add(row)
    WORKED.record(row, by=by, village_id=project.village_id, on=worked_on, hours=hours, fen=fen)
    return row


def book_goods(
    project,
    *,
    kind,
    item: str,
    supplier,
    arrived_on: date,
    quantity_milli: int,
    unit: str,
    unit_fen: int,
    by,
    **facts,
):
    """The sum follows from quantity and price, to the fen, half up."""
    must_run(project)
    day_of_act(arrived_on)
    fen = (quantity_milli * unit_fen + 500) // 1000
    row = GoodsBooking(
        project_id=project.id,
        kind=kind,
        item=item,
        supplier_id=supplier.id,
        arrived_on=arrived_on,
        quantity_milli=quantity_milli,
        unit=unit,
        unit_fen=unit_fen,
        fen=fen,
        by_id=by.id,
        **facts,
    )
    db.session.add(row)
    DELIVERED.record(row, by=by, village_id=project.village_id, item=item, on=arrived_on, fen=fen)
    return row
