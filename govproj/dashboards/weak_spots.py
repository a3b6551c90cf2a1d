"""薄弱环节一张表: every project with a weak spot, by theme, on one page for a meeting of the town."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from govproj.accounts.models import User
from govproj.core import dates, weak_spots
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot, Theme
from govproj.dashboards.deviations import FAR_BEHIND, QUIET
from govproj.projects.models import IN_PROGRESS, Project
from govproj.villages.models import Village


class Line(NamedTuple):
    """A project, or a village as a whole, with its weak spots by theme."""

    project_id: int | None
    name: str
    village_id: int
    village: str
    lead: str | None
    spots: dict[str, list[Spot]]  # by the key of the theme

    @property
    def themes(self) -> int:
        return len(self.spots)

    @property
    def number(self) -> int:
        return sum(map(len, self.spots.values()))


class Board(NamedTuple):
    themes: list[Theme]
    lines: list[Line]  # weak in most themes first
    running: int  # projects looked at
    weak: int  # of those, how many have a spot

    def of_theme(self, key: str) -> int:
        return sum(len(line.spots.get(key, ())) for line in self.lines)


def villages_of(user) -> list[Village]:
    wanted = select(Village).where(Village.id.in_(user.scope)).options(joinedload(Village.town))
    return db.session.scalars(wanted.order_by(Village.town_id, Village.id)).all()


def board_of(user, villages: list[Village]) -> Board:
    """One question a theme, and one for the names and how many were looked at."""
    ids, themes = [village.id for village in villages], weak_spots.themes()
    found: dict[tuple[int, int | None], dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for theme in themes:
        for spot in theme.tell(user, ids):
            found[spot.village_id, spot.project_id][theme.key].append(spot)
    names = {village.id: village.name for village in villages}
    projects, running = _projects(ids, {project_id for _village_id, project_id in found if project_id})
    lines = [
        _line(village_id, project_id, names, projects, spots)
        for (village_id, project_id), spots in found.items()
    ]
    lines.sort(key=lambda line: (-line.themes, -line.number, line.village_id, line.name))
    weak = sum(1 for line in lines if line.project_id)
    return Board(themes, lines, max(running, weak), weak)


def _line(village_id, project_id, names, projects, spots) -> Line:
    name, lead = projects.get(project_id, (_("全村"), None))
    return Line(project_id, name, village_id, names[village_id], lead, spots)


def _projects(village_ids, weak: set[int]) -> tuple[dict[int, tuple[str, str | None]], int]:
    """Names and leads of those that are weak, and how many were looked at."""
    lead = aliased(User)
    running = select(func.count(Project.id)).where(
        Project.village_id.in_(village_ids), Project.state.not_in(QUIET)
    )
    wanted = select(Project.id, Project.name, lead.name, running.scalar_subquery())
    rows = db.session.execute(
        wanted.outerjoin(lead, lead.id == Project.lead_id).where(Project.id.in_(weak))
    ).all()
    looked_at = rows[0][3] if rows else db.session.scalar(running)
    return {project_id: (name, lead_name) for project_id, name, lead_name, _all in rows}, looked_at


def behind_the_plan(user, village_ids):
    """Far behind the plan, or past the last day of it; one question."""
    today = dates.today()
    wanted = select(
        Project.village_id, Project.id, Project.planned_pct, Project.actual_pct, Project.planned_end
    ).where(
        Project.village_id.in_(set(village_ids) & set(user.scope)),
        Project.state.in_(IN_PROGRESS),
        or_(Project.planned_pct - Project.actual_pct >= FAR_BEHIND, Project.planned_end < today),
    )
    for village_id, project_id, planned, actual, end in db.session.execute(
        wanted.order_by(Project.id).limit(MOST)
    ):
        if end and end < today:
            words = _(
                "超过计划完工日期 %(days)s 天，实际 %(actual)s%%", days=(today - end).days, actual=actual
            )
        else:
            end = None
            words = _("比计划慢 %(n)s 个百分点", n=planned - actual)
        yield Spot(village_id, project_id, words, "projects.show", {"project_id": project_id}, "late", end)
