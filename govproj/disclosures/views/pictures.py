"""A project in pictures, month by month."""

from itertools import groupby

from flask_login import current_user

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.disclosures import queries
from govproj.disclosures.queries.pictures import shots_of
from govproj.disclosures.views.public import bp
from govproj.projects.queries import project_in_full


@bp.get("/projects/<int:project_id>/disclosures/pictures")
@public(on=project_in_full, kept=True)
def pictures(project):
    """Before, during and after, with the plan beside what was reached."""
    shots = shots_of(project)
    months = queries.of_project(current_user, project)
    return render_page(
        "disclosures/pictures.html",
        project=project,
        stages={stage: list(found) for stage, found in groupby(shots, lambda shot: shot.stage)},
        notices=[month.versions[0] for month in reversed(months) if month.versions],
    )
