"""Many checklists side by side for those who supervise, and one from beginning to end on paper."""

from flask import render_template, request, url_for
from flask_login import current_user

from govproj.checklists import policy
from govproj.checklists.forms import MatrixForm
from govproj.checklists.queries import bands, duties, items_of, matrix
from govproj.checklists.views.public import bp
from govproj.core import pdf
from govproj.core.access import requires
from govproj.core.dossier import chapters_of
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
    return render_page("checklists/dossier.html", **_dossier(project))


@bp.get("/projects/<int:project_id>/checklist/dossier.pdf")
@requires(policy.can_read, on=project_or_404)
def pdf_of_dossier(project):
    html = render_template("checklists/dossier.html", **_dossier(project))
    return pdf.answer(html, lambda _path: None, f"{project.code}-dossier.pdf")


def _dossier(project) -> dict:
    return {
        "project": project,
        "bands": bands(items_of(project), detailed=False),
        "chapters": chapters_of(project),
        "pdf": url_for(".pdf_of_dossier", project_id=project.id) if pdf.is_installed() else "",
    }
