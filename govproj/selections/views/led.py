"""How many of the year's main tasks Party members lead, for everybody; and calling for several at once."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.forms import EARLIEST, LATEST
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import ngettext
from govproj.selections import policy, queries
from govproj.selections.actions import steps
from govproj.selections.forms import ItemsForm
from govproj.selections.views.public import bp
from govproj.villages.queries import village_or_404


def asked_year() -> int:
    """This year, unless another that can exist is asked for."""
    asked, today = request.args.get("year", type=int), dates.today()
    return asked if asked and EARLIEST.year <= asked <= LATEST.year else today.year


@bp.get("/leads")
@public
def report():
    year = asked_year()
    villages = queries.by_village(year)
    led, items = sum(v.led for v in villages), sum(v.items for v in villages)
    page = {"year": year, "years": queries.years(), "villages": villages}
    return render_page("selections/report.html", led=led, items=items, **page)


@bp.get("/villages/<int:village_id>/leads")
@public(on=village_or_404)
def leads(village):
    year = asked_year()
    return render_page(
        "selections/leads.html",
        village=village,
        year=year,
        items=queries.items(village.id, year),
        may_call=policy.can_call(current_user, village),
    )


@bp.route("/villages/<int:village_id>/leads/call", methods=["GET", "POST"])
@requires(policy.can_call, on=village_or_404)
def call_for(village):
    items = {item.id: item for item in queries.unled_items(village.id, asked_year())}
    form = ItemsForm(items.values())
    if form.validate_on_submit():
        chosen = [items[number] for number in form.items.data]
        publish = "publish" in request.form
        called = steps.call_for(chosen, by=current_user, publish=publish, **form.facts())
        db.session.commit()
        flash(_said(len(called), publish))
        return go_to(url_for("selections.calls"))
    status = 422 if form.errors else 200
    page = {"village": village, "form": form, "items": items, "year": asked_year()}
    return render_page("selections/call_for.html", fragment="form", status=status, **page)


def _said(number: int, published: bool) -> str:
    if published:
        return ngettext("%(num)s 项已发布给全村党员。", "%(num)s 项已发布给全村党员。", number)
    return ngettext("%(num)s 项已存为草稿。", "%(num)s 项已存为草稿。", number)
