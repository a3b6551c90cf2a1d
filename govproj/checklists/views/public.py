"""What everybody may read: the list of powers, and how far each project's checklist is."""

from flask import Blueprint
from flask_login import current_user

from govproj.checklists import policy
from govproj.checklists.catalogue import POWERS, Stage
from govproj.checklists.queries import bands, items_of, ready_to_sign
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.projects.queries import project_or_404

bp = Blueprint("checklists", __name__)
powers = Blueprint("powers", __name__)  # a place of its own in the main menu


@powers.get("/powers")
@public
def wall():
    stages = {stage: [power for power in POWERS.values() if power.stage is stage] for stage in Stage}
    return render_page("checklists/powers.html", stages=stages)


@bp.get("/projects/<int:project_id>/checklist")
@public(on=project_or_404)
def of_project(project):
    items = items_of(project)
    detailed = policy.can_read(current_user, project)
    return render_page(
        "checklists/of_project.html",
        project=project,
        bands=bands(items, detailed=detailed),
        detailed=detailed,
        may_sign=policy.can_sign_some(current_user, project),
        ready=ready_to_sign(items, current_user),
    )
