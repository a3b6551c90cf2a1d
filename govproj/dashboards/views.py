"""The front pages, and the workbench."""

from flask import Blueprint, request
from flask_login import current_user

from govproj.core import dates, todo
from govproj.core.access import public, requires, signed_in
from govproj.core.htmx import render_page
from govproj.dashboards import policy, queries
from govproj.dashboards import weak_spots as weak
from govproj.dashboards.deviations import deviations_of
from govproj.villages.queries import all_villages, of_town, village_or_404

bp = Blueprint("dashboards", __name__)
MOST_PRINTED, MOST_TOLD = 26, 12  # lines of the table and projects in words: two pages


@bp.get("/")
@public(kept=True)
def home():
    village = queries.home_village(current_user)
    if village is None:
        return render_page("dashboards/empty.html")
    return board(village_id=village.id)


@bp.get("/villages/<int:village_id>")
@public(on=village_or_404, kept=True)
def board(village):
    return render_page(
        "dashboards/board.html",
        board=queries.board_of(village),
        neighbours=of_town(village.town_id),
    )


@bp.get("/villages")
@public(kept=True)
def villages():
    """The directory, by town."""
    return render_page("dashboards/villages.html", villages=all_villages(limit=1000))


@bp.get("/villages/<int:village_id>/voice")
@public(on=village_or_404)
def voice(village):
    """反映问题: whom to call, and where the letter box hangs."""
    return render_page("dashboards/voice.html", village=village)


@bp.get("/weak-spots")
@requires(policy.can_see_weak_spots)
def weak_spots():
    return render_page("dashboards/weak_spots.html", **_weak_spots())


@bp.get("/weak-spots/print")
@requires(policy.can_see_weak_spots)
def print_weak_spots():
    return render_page(
        "dashboards/weak_spots_print.html",
        printed_at=dates.now(),
        most=MOST_PRINTED,
        told=MOST_TOLD,
        **_weak_spots(),
    )


def _weak_spots() -> dict:
    """The villages of one's office, or the one asked for."""
    villages = weak.villages_of(current_user)
    asked = request.args.get("village", 0, type=int)
    chosen = [village for village in villages if village.id == asked]
    return {
        "villages": villages,
        "chosen": chosen[0] if chosen else None,
        "board": weak.board_of(current_user, chosen or villages),
    }


@bp.get("/workbench")
@requires(signed_in)
def workbench():
    found = todo.all_for(current_user)
    mine = [line for line in found if not line.waiting_for]
    return render_page(
        "dashboards/workbench.html",
        mine=todo.folded(mine),
        waiting=todo.folded(line for line in found if line.waiting_for),
        late=sum(1 for line in mine if line.due and line.due < dates.today()),
        mine_to_follow=queries.mine_of(current_user),
        deviations=deviations_of(current_user),
        desks=queries.desks_of(current_user),
    )
