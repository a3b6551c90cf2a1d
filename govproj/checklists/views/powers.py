"""The two lists as they hang on the wall: of powers, and of who watches over each; one item with its flow chart."""

from flask import Blueprint, abort
from flask_login import current_user

from govproj.checklists.flow import chart_of
from govproj.checklists.queries import duties, lists
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.villages import jurisdictions

bp = Blueprint("powers", __name__)  # a place of its own in the main menu


def list_of(user, village_id: int | None = None):
    """The village's place in county and town, and the list that holds in it; without one the catalogue."""
    if village_id is None:
        return None, lists.CATALOGUE
    return jurisdictions.village_or_404(user, village_id), lists.of_village(village_id)


def item_of(user, code: str, village_id: int | None = None):
    """One item of it."""
    place, listed = list_of(user, village_id)
    return place, listed.get(code) or abort(404)


def bases_in(place) -> dict:
    """What the village's town has written down that its list rests on."""
    return lists.bases_of(place.columns["town_id"]) if place else {}


@bp.get("/powers")
@public(on=list_of, kept=True)
def wall(place, listed):
    return _list_page(None, listed)


@bp.get("/villages/<int:village_id>/powers")
@public(on=list_of, kept=True)
def of_village(place, listed):
    return _list_page(place, listed)


def _list_page(place, listed):
    page = {"place": place, "stages": lists.by_stage(listed), "bases": bases_in(place)}
    return render_page("checklists/powers.html", proposals=duties.proposals_for(current_user), **page)


@bp.get("/powers/print")
@bp.get("/villages/<int:village_id>/powers/print")
@public(on=list_of)
def chart(place, listed):
    return render_page("checklists/wall_chart.html", place=place, stages=lists.by_stage(listed))


@bp.get("/powers/<code>")
@bp.get("/villages/<int:village_id>/powers/<code>")
@public(on=item_of, kept=True)
def show(place, row):
    page = {"place": place, "row": row, "power": row.power, "chart": chart_of(row.power)}
    editions = lists.reaching(place, row.code) if place else ()
    bases = bases_in(place).get(row.code, ())
    return render_page("checklists/power.html", editions=editions, bases=bases, **page)


@bp.get("/powers/<code>/print")
@bp.get("/villages/<int:village_id>/powers/<code>/print")
@public(on=item_of)
def sheet(place, row):
    page = {"place": place, "row": row, "power": row.power, "chart": chart_of(row.power)}
    return render_page("checklists/power_sheet.html", **page)
