"""What a village says about itself: phones, places, counts."""

from flask import Blueprint, flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.villages import actions, policy
from govproj.villages.forms import SettingsForm
from govproj.villages.queries import village_or_404

bp = Blueprint("villages", __name__, url_prefix="/villages/<int:village_id>")


@bp.route("/settings", methods=["GET", "POST"])
@requires(policy.can_change_settings, on=village_or_404)
def settings(village):
    form = SettingsForm(obj=village)
    if form.validate_on_submit():
        actions.change_settings(village, by=current_user, seen=form.version.data, **form.facts())
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".settings", village_id=village.id))
    status = 422 if form.errors else 200
    return render_page("villages/settings.html", fragment="form", status=status, form=form, village=village)
