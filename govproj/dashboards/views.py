"""The front page and the workbench."""

from flask import Blueprint

from govproj.core.access import public, requires, signed_in
from govproj.core.htmx import render_page
from govproj.villages.queries import all_villages, village_or_404

bp = Blueprint("dashboards", __name__)


@bp.get("/")
@public
def home():
    return render_page("dashboards/home.html", villages=all_villages())


@bp.get("/villages/<int:village_id>")
@public(on=village_or_404)
def board(village):
    return render_page("dashboards/home.html", villages=[village])


@bp.get("/workbench")
@requires(signed_in)
def workbench():
    return render_page("dashboards/workbench.html")
