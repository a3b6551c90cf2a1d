"""一项一档: the file of a project, what is in it and what is missing."""

from flask import url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core.access import public, requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.projects import actions, archive, policy
from govproj.projects.forms.building import PaperForm
from govproj.projects.models import State
from govproj.projects.queries import project_with_steps
from govproj.projects.views.public import bp
from govproj.projects.views.site import kept


@bp.get("/projects/<int:project_id>/papers")
@public(on=project_with_steps)
def papers(project):
    wanted = archive.wanted_for(project)
    return _page(project, wanted, _form(wanted))


def _form(wanted) -> PaperForm:
    form = PaperForm()
    others = [key for key in archive.ENTRIES if key not in wanted]
    form.entry.choices = [SelectChoice(key, archive.label_of(key)) for key in [*wanted, *others]]
    return form


def _page(project, wanted, form):
    lines = archive.lines_of(project, wanted)
    open_to = project.state is not State.ARCHIVED and policy.can_keep_papers(current_user, project)
    return render_page(
        "projects/papers.html",
        fragment="file",
        status=422 if form.errors else 200,
        project=project,
        lines=lines,
        missing=[line.label for line in lines if line.wanted and not line.is_there],
        wanted=len(wanted),
        inside=policy.can_follow(current_user, project),
        in_office=project.village_id in current_user.scope,
        form=form if open_to else None,
    )


@bp.post("/projects/<int:project_id>/papers")
@requires(policy.can_keep_papers, on=project_with_steps)
def add_paper(project):
    wanted = archive.wanted_for(project)
    form = _form(wanted)
    if not form.validate():
        return _page(project, wanted, form)
    facts = {"entry": form.entry.data, "files": form.files.stored, "is_public": form.is_public.data}
    actions.file_paper(project, by=current_user, **facts)
    return kept(url_for(".papers", project_id=project.id), _("已归入档案。"))
