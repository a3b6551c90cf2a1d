"""Who is on duty in a village."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.matters import actions, policy, roster
from govproj.matters.forms import DutyForm
from govproj.matters.views.public import bp
from govproj.villages.queries import village_or_404

DUTY = "/villages/<int:village_id>/duty-roster"


@bp.get(DUTY)
@requires(policy.can_take_down, on=village_or_404)
def duty(village):
    return _roster_page(village, DutyForm(formdata=None, first=dates.today(), last=dates.today()))


@bp.post(DUTY)
@requires(policy.can_set_duty, on=village_or_404)
def set_duty(village):
    form = DutyForm()
    form.offer(roster.possible(village))
    if not form.validate():
        return _roster_page(village, form)
    days = {"first": form.first.data, "last": form.last.data}
    actions.set_duty(village, person=form.person, by=current_user, **days)
    db.session.commit()
    flash(_("值班已排好。"))
    return go_to(url_for(".duty", village_id=village.id))


def _roster_page(village, form):
    form.offer(roster.possible(village))
    return render_page(
        "matters/roster.html",
        fragment="form",
        status=422 if form.errors else 200,
        village=village,
        form=form,
        may_set=policy.can_set_duty(current_user, village),
        turns=roster.turns_of(village, dates.today()),
    )
