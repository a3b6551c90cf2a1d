"""The places a site serves, as the administrator sets them up."""

from flask import Blueprint, flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.villages import actions, policy, queries
from govproj.villages.forms import OfficePlaceForm, PlaceForm
from govproj.villages.models import County, Town, Village

bp = Blueprint("divisions", __name__)


@bp.get("/divisions")
@requires(policy.can_divide)
def index():
    return render_page(
        "villages/divisions.html",
        counties=queries.all_counties(),
        towns=queries.all_towns(),
        villages=queries.all_villages(limit=1000),
    )


@bp.route("/counties/<int:county_id>/towns/new", methods=["GET", "POST"])
@requires(policy.can_divide, on=queries.county_or_404)
def new_town(county):
    form = OfficePlaceForm()
    form.taken = queries.names_taken(Town, Town.county_id == county.id)
    if form.validate_on_submit():
        phone = form.discipline_phone.data
        return _done(actions.add_town(county, form.name.data, by=current_user, discipline_phone=phone))
    return _form_page(form, _("新增乡镇"), county.name)


@bp.route("/towns/<int:town_id>/villages/new", methods=["GET", "POST"])
@requires(policy.can_divide, on=queries.town_or_404)
def new_village(town):
    form = PlaceForm()
    form.taken = queries.names_taken(Village, Village.town_id == town.id)
    if form.validate_on_submit():
        return _done(actions.add_village(town, form.name.data, by=current_user))
    return _form_page(form, _("新增村"), f"{town.county.name} {town.name}")


@bp.route("/counties/<int:county_id>/edit", methods=["GET", "POST"])
@requires(policy.can_divide, on=queries.county_or_404)
def edit_county(county):
    return _edit(county, OfficePlaceForm(obj=county), queries.names_taken(County, but=county))


@bp.route("/towns/<int:town_id>/edit", methods=["GET", "POST"])
@requires(policy.can_divide, on=queries.town_or_404)
def edit_town(town):
    beside = queries.names_taken(Town, Town.county_id == town.county_id, but=town)
    return _edit(town, OfficePlaceForm(obj=town), beside)


@bp.route("/villages/<int:village_id>/edit", methods=["GET", "POST"])
@requires(policy.can_divide, on=queries.village_or_404)
def edit_village(village):
    beside = queries.names_taken(Village, Village.town_id == village.town_id, but=village)
    return _edit(village, PlaceForm(obj=village), beside)


def _edit(place, form, taken):
    form.taken = taken
    if form.validate_on_submit():
        actions.change_place(place, by=current_user, seen=form.version.data, **form.facts())
        return _done(place)
    return _form_page(form, _("修改名称和电话"), place.name)


def _done(place):
    db.session.commit()
    flash(_("%(name)s已保存。", name=place.name))
    return go_to(url_for(".index"))


def _form_page(form, title, inside):
    status = 422 if form.errors else 200
    return render_page(
        "villages/place.html", fragment="form", status=status, form=form, title=title, inside=inside
    )
