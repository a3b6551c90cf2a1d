"""The tab of a project, and a draw as anybody can repeat it."""

from functools import partial

from flask import Blueprint
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.inspections import draws, policy
from govproj.inspections.queries import boards, plans, reading
from govproj.inspections.queries.equipment import at_work
from govproj.inspections.queries.tasks import draw_or_404
from govproj.inspections.states import Standing
from govproj.inspections.workflow import WORKFLOW
from govproj.projects.queries import project_or_404

bp = Blueprint("inspections", __name__)


@bp.get("/projects/<int:project_id>/inspections")
@public(on=project_or_404)
def of_project(project):
    today, plan = dates.today(), plans.plan_seen_by(current_user, project)
    weeks = boards.weeks_until(today)
    insider = policy.can_read_reports(current_user, project)
    checks = reading.newest_checks(project) if insider else ()
    return render_page(
        "inspections/of_project.html",
        project=project,
        plan=plan,
        moves=WORKFLOW.open_to(current_user, plan) if plan else [],
        may_draft=policy.can_draft_plan(current_user, project),
        weeks=weeks,
        marks=boards.heat_of_projects([project.id], weeks, today)[project.id],
        coverage=boards.of_project(project.id, today),
        checks=checks,
        problems=reading.problems_of(project) if insider else (),
        tasks=reading.tasks_at(project) if insider else (),
        working=at_work(project, today) if plan or insider else None,
        insider=insider,
        to_do=_to_do(checks),
        may_solve=partial(policy.can_solve, current_user),
    )


def _to_do(checks) -> list:
    """Those of the newest that this reader may fill in now, the most urgent first."""
    undone = (Standing.WAITING, Standing.MISSING)
    mine = (c for c in checks[:6] if c.standing in undone and policy.can_check(current_user, c))
    return sorted(mine, key=lambda check: check.due_day)


@bp.get("/draws/<code>")
@public(on=draw_or_404)
def draw(drawn):
    """Drawn again on the spot from what was stored, so that the page itself says whether it holds."""
    again = draws.draw(drawn.seed, drawn.projects, drawn.people, drawn.wanted)
    repeated = [[project.id, who and who.id] for project, who in again.drawn]
    return render_page("inspections/draw.html", draw=drawn, result=again, holds=repeated == drawn.drawn)
