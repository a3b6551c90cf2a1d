"""Open flags as weak spots of their projects. The board is read out in meetings: red ones only once they were asked."""

from sqlalchemy import or_, select

from govproj.core.db import db
from govproj.core.weak_spots import MOST, Spot
from govproj.flags.models import Flag, FlagProject
from govproj.flags.queries import readable
from govproj.flags.rules.kinds import Level
from govproj.flags.states import OPEN


def open_flags(user, village_ids):
    """One that names several projects counts with each; one question."""
    known = or_(Flag.level != Level.RED, Flag.asked_on.is_not(None))
    wanted = (
        select(Flag, FlagProject.project_id)
        .join(FlagProject, FlagProject.flag_id == Flag.id)
        .where(Flag.village_id.in_(set(village_ids)), Flag.state.in_(OPEN), known)
        .where(readable(user))
        .order_by(Flag.id, FlagProject.project_id)
    )
    for flag, project_id in db.session.execute(wanted.limit(MOST)):
        kind = "late" if flag.level is Level.RED else "soon"
        args = {"flag_id": flag.id}
        yield Spot(flag.village_id, project_id, str(flag.rule.name), "flags.show", args, kind, flag.fired_on)
