"""Monthly notices as everybody reads them: of a project, month by month, and one of them."""

from flask import Blueprint
from flask_login import current_user

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.uploads import hand_out
from govproj.disclosures import policy, queries
from govproj.disclosures.content import is_as_published
from govproj.disclosures.queries.twins import twins_of
from govproj.disclosures.todos import waits_for
from govproj.disclosures.views.sheet import changes_since, sheet_of
from govproj.disclosures.workflow import WORKFLOW
from govproj.projects.queries import project_or_404

bp = Blueprint("disclosures", __name__)


@bp.get("/projects/<int:project_id>/disclosures")
@public(on=project_or_404, kept=True)
def of_project(project):
    return render_page(
        "disclosures/of_project.html",
        project=project,
        months=queries.of_project(current_user, project),
        may_write=policy.can_report_on(current_user, project),
    )


@bp.get("/disclosures/<int:disclosure_id>")
@public(on=queries.disclosure_or_404, kept=True)
def show(disclosure):
    moves = WORKFLOW.open_to(current_user, disclosure)
    return render_page(
        "disclosures/show.html",
        moves=[(move, WORKFLOW.missing(move.name, disclosure)) for move in moves],
        may_write=disclosure.in_writing and policy.can_write(current_user, disclosure),
        may_correct=disclosure.successor is None and policy.can_correct(current_user, disclosure),
        may_hang_out=policy.can_hang_out(current_user, disclosure),
        changes=changes_since(disclosure),
        untouched=is_as_published(disclosure),
        twins=_twins(disclosure),
        waits_for="" if moves or disclosure.is_public else waits_for(disclosure),
        duty=queries.duty_of(disclosure.project_id, disclosure.month),
        **sheet_of(disclosure),
    )


def _twins(disclosure) -> list:
    """For those who write and review; of what is public, for the offices."""
    told = not disclosure.is_public or disclosure.village_id in current_user.scope
    if not told or not disclosure.site_photos:
        return []
    return twins_of(current_user, {disclosure.id}).get(disclosure.id, [])


@bp.get("/disclosures/<int:disclosure_id>/photos/<int:photo_id>")
@public(on=queries.photo_or_404)
def photo(photo):
    return hand_out(photo)


@bp.get("/disclosures/<int:disclosure_id>/photos/<int:photo_id>/thumb")
@public(on=queries.photo_or_404)
def thumb(photo):
    return hand_out(photo, thumb=True)
