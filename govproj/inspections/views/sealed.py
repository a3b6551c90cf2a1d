"""暗访: visits nobody in the village knows of until they begin. For inspectors from outside only."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.said import reason
from govproj.inspections import policy
from govproj.inspections.actions import unannounced
from govproj.inspections.queries import tasks as queries
from govproj.inspections.queries.tasks import sealed_or_404
from govproj.inspections.views.public import bp
from govproj.inspections.views.tasks import form_page, order_form, wanted_of
from govproj.villages.queries import village_or_404


@bp.get("/sealed-visits")
@requires(policy.can_inspect)
def sealed():
    villages = queries.villages_in_reach(current_user)
    may_order = [village for village in villages if policy.can_order_sealed(current_user, village)]
    return render_page(
        "inspections/sealed.html",
        visits=queries.sealed_for(current_user),
        untold=queries.untold_for(current_user),
        may_order=may_order,
    )


@bp.route("/villages/<int:village_id>/sealed-visits/new", methods=["GET", "POST"])
@requires(policy.can_order_sealed, on=village_or_404)
def new_sealed(village):
    form = order_form(village, sealed=True)
    if form.validate_on_submit():
        visit = unannounced.seal(village, wanted_of(village, form), by=current_user)
        db.session.commit()
        flash(_("暗访已安排，开始以前村里看不到。"))
        return go_to(url_for(".sealed_visit", sealed_id=visit.id))
    return form_page(form, heading=_("安排暗访"), back=url_for(".sealed"), place=village.name)


@bp.get("/sealed-visits/<int:sealed_id>")
@requires(signed_in, on=sealed_or_404)
def sealed_visit(visit):
    points = queries.points_of(visit)
    may = {"start": policy.can_begin(current_user, visit), "drop": policy.can_drop(current_user, visit)}
    return render_page("inspections/sealed_visit.html", visit=visit, points=points, may=may)


@bp.post("/sealed-visits/<int:sealed_id>/start")
@requires(policy.can_begin, on=sealed_or_404)
def start_sealed(visit):
    task = unannounced.unseal(visit, by=current_user)
    db.session.commit()
    flash(_("暗访已开始，从现在起村里能看到。"))
    return go_to(url_for(".task", task_id=task.id))


@bp.post("/sealed-visits/<int:sealed_id>/cancel")
@requires(policy.can_drop, on=sealed_or_404)
def cancel_sealed(visit):
    unannounced.drop(visit, note=reason(), by=current_user)
    db.session.commit()
    flash(_("暗访已取消。"))
    return go_to(url_for(".sealed"))
