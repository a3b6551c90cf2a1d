"""Many checklists side by side for those who supervise, and one from beginning to end on paper."""

from flask import request
from flask_login import current_user

from govproj.checklists import policy
from govproj.checklists.dossier import chapters_of
from govproj.checklists.forms import MatrixForm
from govproj.checklists.queries import bands, duties, items_of, matrix
from govproj.checklists.views.public import bp
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.engagement.policy import can_list_declarations
from govproj.projects.queries import project_or_404


@bp.get("/checklists")
@requires(can_list_declarations)
def all_projects():
    sums = matrix.by_village(current_user)
    form = MatrixForm([(row.village_id, row.name) for row in sums], formdata=request.args)
    wanted = form.wanted()
    chosen = [row for row in sums if not wanted["village_id"] or row.village_id == wanted["village_id"]]
    quotas = duties.quotas_of(current_user)
    page = {
        "form": form,
        "quotas": quotas,
        "sums": chosen,
        "matrix": matrix.of(current_user, **wanted),
        "wanted": wanted,
    }
    return render_page("checklists/matrix.html", **page)


@bp.get("/projects/<int:project_id>/checklist/dossier")
@requires(policy.can_read, on=project_or_404)
def dossier(project):
    page = {"project": project, "bands": bands(items_of(project), detailed=False)}
    return render_page("checklists/dossier.html", chapters=chapters_of(project), **page)
