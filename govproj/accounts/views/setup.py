"""The first-run page of a real site: places, the administrator, the site's address. Works once."""

from flask import abort, current_app, flash, request, session, url_for
from flask_login import login_user

from govproj.accounts import actions, passwords, second_step, sessions
from govproj.accounts import setup as first_day
from govproj.accounts.forms import SetupForm
from govproj.accounts.views.sign_in import bp
from govproj.core.access import public
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _


@bp.route("/setup", methods=["GET", "POST"])
@public
def setup():
    if not first_day.is_open(current_app):
        abort(404)
    form = SetupForm()
    form.opened_at = request.host_url
    if current_app.config["PUBLIC_URL"]:
        del form.public_url
    if form.validate_on_submit() and _has_the_code(form):
        return _come_to_life(form)
    return render_page("accounts/setup.html", status=422 if form.errors else 200, form=form)


def _has_the_code(form) -> bool:
    address = request.remote_addr or ""
    if first_day.too_many_tries(address):
        abort(429)
    right = first_day.is_right(current_app, form.code.data)
    if not right:
        passwords.remember_try(first_day.COUNTED_AS, address, succeeded=False)
        db.session.commit()
        form.code.errors = [_("启动码不对，请照控制台上显示的再填一次。")]
    return right


def _come_to_life(form):
    app = current_app._get_current_object()
    try:
        with first_day.claimed(app):
            names = ("county", "town", "village", "name", "username", "password")
            admin = actions.set_up(**{name: form[name].data for name in names})
            sessions.open_session(admin)
            second_step.start_the_grace(admin)
            db.session.flush()
            if "public_url" in form and form.public_url.data:
                first_day.publish_at(app, form.public_url.data)
            if not form.second_step.data:
                first_day.let_passwords_do(app)
            db.session.commit()
    except FileNotFoundError:  # somebody else has just set the site up
        abort(404)
    session.clear()
    login_user(admin)
    flash(_("站点已经建好。接下来给村里和镇里的人建账号。"))
    return go_to(url_for("users.index"))
