"""The standing key of somebody who counts."""

from flask import flash, make_response, url_for
from flask_login import current_user

from govproj.core import sealed
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.evaluations import actions, policy, queries
from govproj.evaluations.forms import ChangeForm, KeyForm
from govproj.evaluations.views.public import bp


@bp.route("/evaluations/my-key", methods=["GET", "POST"])
@requires(policy.can_hold_a_key)
def my_key():
    """The recovery code stands in the answer itself and is stored nowhere."""
    form = KeyForm()
    if form.validate_on_submit():
        code = actions.make_key(current_user, form.passphrase.data)
        db.session.commit()
        response = make_response(render_page("evaluations/recovery_code.html", code=code))
        response.headers["Cache-Control"] = "no-store"
        return response
    key, status = queries.key_of(current_user), 422 if form.errors else 200
    return render_page("evaluations/my_key.html", status=status, form=form, key=key)


@bp.route("/evaluations/my-key/passphrase", methods=["GET", "POST"])
@requires(policy.can_change_passphrase, on=queries.own_key)
def passphrase(key):
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            actions.change_passphrase(key, form.secret.data, form.passphrase.data)
            db.session.commit()
            flash(_("计票口令已更换，恢复码不变。"))
            return go_to(url_for("evaluations.my_key"))
        except sealed.WrongPassphrase:
            form.secret.errors = [_("口令或恢复码不对，请重新输入。")]
    return render_page("evaluations/passphrase.html", status=422 if form.errors else 200, form=form)
