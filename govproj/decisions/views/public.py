"""The decisions of a project and of a village, as everybody reads them; photos of the board."""

from flask import Blueprint, request
from flask_login import current_user

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.uploads import hand_out
from govproj.decisions import policy, queries
from govproj.decisions.desk import RECORDED_AT, desk, glance
from govproj.decisions.states import Matter
from govproj.projects.models import State as ProjectState
from govproj.villages.queries import village_or_404

bp = Blueprint("decisions", __name__)


@bp.get("/projects/<int:project_id>/decisions")
@public(on=queries.project_or_404)
def of_project(project):
    processes = queries.of_project(current_user, project)
    started = {process.matter for process in processes if process.state != "abandoned"}
    may_start = policy.can_start(current_user, project)
    return render_page(
        "decisions/of_project.html",
        project=project,
        desks=[desk(current_user, process) for process in processes],
        may_record={p.id for p in processes if policy.can_record(current_user, p)},
        insider=policy.can_read_all(current_user, project),
        may_start=may_start and project.state is not ProjectState.DRAFT,
        matter_wanted=Matter.INITIATION not in started and not project.is_published,
        has_page=_is_page_open(project),
        recorded_at=RECORDED_AT,
    )


def _is_page_open(project) -> bool:
    """A plan hangs for everybody while the project's own page is still the village's."""
    own = project.village_id in current_user.scope or project.is_led_by(current_user)
    return project.is_published or own


@bp.get("/villages/<int:village_id>/decisions")
@public(on=village_or_404)
def of_village(village):
    before = request.args.get("before", "")
    key = int(before) if before.isdecimal() and len(before) < 10 else None
    found = queries.of_village(current_user, village, before=key)
    return render_page(
        "decisions/of_village.html",
        village=village,
        found=found._replace(rows=[glance(process) for process in found.rows]),
    )


@bp.get("/decision-papers/<int:paper_id>")
@public(on=queries.paper_or_404)
def paper(paper):
    return hand_out(paper)


@bp.get("/decision-papers/<int:paper_id>/thumb")
@public(on=queries.paper_or_404)
def thumb(paper):
    return hand_out(paper, thumb=True)
