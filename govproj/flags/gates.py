"""What the project's life asks of its flags: no red question may be open when money or work begins to flow."""

from sqlalchemy import exists, select

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.workflow import Missing
from govproj.flags.models import Flag, FlagProject
from govproj.flags.states import UNANSWERED, Level

MOVES = ("make_ready", "settle")  # 待开工, 已结算


def no_red_flag_open(project) -> str | None:
    """Whoever makes the move may not know what is asked: the sentence only says who does."""
    open_red = exists().where(
        FlagProject.flag_id == Flag.id,
        FlagProject.project_id == project.id,
        Flag.level == Level.RED,
        Flag.state.in_(UNANSWERED),
    )
    if db.session.scalar(select(open_red)):
        return Missing(_("镇纪委还有事项要先核实，请与镇纪委联系。"), "flags.of_project")
    return None
