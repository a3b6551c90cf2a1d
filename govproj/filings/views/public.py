"""Filings as neighbours read them: the announcements of a village, one of them, its sheet for the board."""

from flask import Blueprint
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _l
from govproj.core.uploads import hand_out
from govproj.filings import policy, queries, words
from govproj.filings.queries import filing_or_404, photo_or_404
from govproj.filings.workflow import RUNNING, WORKFLOW
from govproj.projects.queries import project_or_404
from govproj.villages.queries import village_or_404

bp = Blueprint("filings", __name__)
ONE = "/filings/<int:filing_id>"

ASKED_FOR = {
    "approve": _l("核准意见：有什么条件，没有就写“同意”"),
    "send_back": _l("为什么退回，还要改什么"),
    "withdraw": _l("为什么不做了"),
    "stop": _l("为什么叫停"),
    "close": _l("办得怎么样，村民会看到"),
}


@bp.get("/villages/<int:village_id>/filings")
@public(on=village_or_404)
def of_village(village):
    inside = policy.can_record_complaint(current_user, village)
    return render_page(
        "filings/of_village.html",
        village=village,
        announced=queries.of_village(current_user, village),
        complaints=queries.complaints_of(village) if inside else (),
        words=words,
        may_file=policy.can_file(current_user, village),
        inside=inside,
    )


@bp.get("/projects/<int:project_id>/filings")
@public(on=project_or_404)
def of_project(project):
    return render_page(
        "filings/of_project.html",
        project=project,
        announced=queries.of_project(current_user, project),
        words=words,
        may_file=policy.can_file_for(current_user, project),
    )


@bp.get(ONE)
@public(on=filing_or_404)
def show(filing):
    moves = [move for move in WORKFLOW.open_to(current_user, filing) if move.name != "resubmit"]
    return render_page(
        "filings/show.html",
        filing=filing,
        words=words,
        moves=moves,
        missing={move.name: WORKFLOW.missing(move.name, filing) for move in moves},
        asked_for=ASKED_FOR,
        may_change=policy.can_change(current_user, filing),
        may_inspect=policy.can_inspect(current_user, filing) and filing.state in RUNNING,
        inside=filing.village_id in current_user.scope,
    )


@bp.get("/filing-photos/<int:photo_id>")
@requires(signed_in, on=photo_or_404)
def photo(photo):
    return hand_out(photo)


@bp.get("/filing-photos/<int:photo_id>/thumb")
@requires(signed_in, on=photo_or_404)
def thumb(photo):
    return hand_out(photo, thumb=True)


@bp.get(f"{ONE}/print")
@public(on=filing_or_404)
def print_notice(filing):
    return render_page("filings/print.html", filing=filing, words=words, printed_at=dates.now())
