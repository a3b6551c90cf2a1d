"""Which firms everybody is compared with."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.projects.queries import project_or_404
from govproj.selections import parties, policy
from govproj.selections.actions import firms as actions
from govproj.selections.forms import FirmForm
from govproj.selections.queries import noted_firm_or_404
from govproj.selections.views.public import bp


@bp.get("/projects/<int:project_id>/firms")
@requires(policy.can_see_firms, on=project_or_404)
def firms(project):
    return _page(project, FirmForm())


@bp.post("/projects/<int:project_id>/firms")
@requires(policy.can_note_firms, on=project_or_404)
def note_firm(project):
    form = FirmForm()
    if form.validate_on_submit():
        actions.note(project, by=current_user, **form.facts())
        return _kept(project, _("已登记，候选人会自动和它比对。"))
    return _page(project, form)


def can_strike(user, row):
    return policy.can_note_firms(user, row.project)


@bp.post("/involved-firms/<int:firm_row_id>/strike")
@requires(can_strike, on=noted_firm_or_404)
def strike_firm(row):
    project = row.project
    actions.strike(row, by=current_user)
    return _kept(project, _("已划去。"))


def _kept(project, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.firms", project_id=project.id))


def _page(project, form):
    return render_page(
        "selections/firms.html",
        fragment="form",
        status=422 if form.errors else 200,
        project=project,
        form=form,
        known=parties.of(project),
        noted=parties.noted(project),
        may_note=policy.can_note_firms(current_user, project),
    )
