"""Matters that are overdue, as weak spots of their project or of the village."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.matters.deadlines import kind_words
from govproj.matters.models import Matter
from govproj.matters.queries import DUE_AT, readable
from govproj.matters.states import UNFINISHED, State


def overdue_matters(user, village_ids):
    """Of those this user may read; one question."""
    wanted = (
        select(
            *(Matter.id, Matter.village_id, Matter.project_id, Matter.kind, Matter.state),
            *(Matter.year, Matter.serial, DUE_AT.label("due_at")),
        )
        .where(Matter.village_id.in_(village_ids), readable(user))
        .where(Matter.state.in_(UNFINISHED), dates.now() > DUE_AT)
        .order_by(DUE_AT, Matter.id)
        .limit(MOST)
    )
    for row in db.session.execute(wanted):
        number = f"SX-{row.year}-{row.serial:03}"
        words = (
            _("%(kind)s %(number)s 过期没有受理", kind=kind_words(row.kind), number=number)
            if row.state is State.RECEIVED
            else _("%(kind)s %(number)s 过期没有办好", kind=kind_words(row.kind), number=number)
        )
        since = dates.beijing(row.due_at).date()
        args = {"matter_id": row.id}
        yield Spot(row.village_id, row.project_id, words, "matters.show", args, "late", since)
