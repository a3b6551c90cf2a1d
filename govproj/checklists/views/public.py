"""What everybody may read of a checklist: how far it is."""

from flask import Blueprint
from flask_login import current_user

from govproj.checklists import policy
from govproj.checklists.queries import bands, items_of, ready_to_sign
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.engagement.queries import commitments
from govproj.projects.models import State
from govproj.projects.queries import project_or_404

bp = Blueprint("checklists", __name__)


def has_begun(project) -> bool:
    """Once the work has begun, a missing commitment is a matter of its own page and no longer of the start."""
    return project.state not in {State.PROCURING, State.CONTRACTED, State.READY}


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
        unsigned=commitments.of_project(project).missing if detailed and not has_begun(project) else (),
    )
