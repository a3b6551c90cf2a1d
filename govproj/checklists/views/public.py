"""What everybody may read of a checklist: how far it is."""

from flask import Blueprint
from flask_login import current_user

from govproj.checklists import policy
from govproj.checklists.queries import bands, items_of, ready_to_sign
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.projects.queries import project_or_404

bp = Blueprint("checklists", __name__)


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
