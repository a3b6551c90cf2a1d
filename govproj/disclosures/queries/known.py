"""What is known of a month before anybody writes about it, so that the lead need not begin with an empty page."""

from sqlalchemy import and_, or_, select

from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Milestone


def words_for(project, month: str) -> dict[str, str]:
    """The points of the plan reached in the month, and those that are to be reached by the end of the next.

    In Chinese whatever the writer's own language is: it is the beginning of what the village will read.
    """
    first, last = dates.first_day(month), dates.last_day(month)
    by = dates.last_day(dates.next_month(month))
    reached = Milestone.actual_on.between(first, last)
    ahead = and_(or_(Milestone.actual_on.is_(None), Milestone.actual_on > last), Milestone.planned_on <= by)
    wanted = select(Milestone.name, reached).where(Milestone.project_id == project.id, or_(reached, ahead))
    points = db.session.execute(wanted.order_by(Milestone.planned_on, Milestone.id)).all()
    done, to_do = ([name for name, was in points if bool(was) is side] for side in (True, False))
    return {
        "summary": f"完成了{'、'.join(done)}。" if done else "",
        "next_plan": f"完成{'、'.join(to_do)}。" if to_do else "",
    }
