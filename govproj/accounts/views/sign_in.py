"""Signing in and out."""

from flask import Blueprint, current_app, request, session, url_for
from flask_login import current_user, login_user, logout_user

from govproj.accounts import actions
from govproj.accounts.forms import SignInForm
from govproj.accounts.queries import by_username
from govproj.core.access import public, requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, own_address, render_page
from govproj.core.i18n import _

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    form = SignInForm(next=request.args.get("next"))
    status = 200
    if form.validate_on_submit():
        try:
            return _welcome(form)
        except actions.SignInRefused as refused:
            db.session.commit()
            form.password.errors, status = [refusal_words(refused)], 429 if refused.too_many else 422
    elif form.errors:
        status = 422
    demo_accounts = current_app.extensions.get("demo_accounts", list)()
    return render_page("accounts/sign_in.html", status=status, form=form, demo_accounts=demo_accounts)


def _welcome(form):
    username = form.username.data
    user = by_username(username)
    actions.sign_in(user, username, form.password.data, request.remote_addr or "")
    db.session.commit()
    session.clear()  # a cookie planted before signing in is worth nothing afterwards
    login_user(user)
    return go_to(own_address(form.next.data, url_for("dashboards.workbench")))


def refusal_words(refused) -> str:
    if refused.too_many:
        return _("尝试次数太多，请过 15 分钟再试。")
    return _("用户名或密码不对，请重新填写。忘记密码请找镇业务干部或系统管理员重设。")


@bp.post("/sign-out")
@requires(signed_in)
def sign_out():
    actions.sign_out(current_user)
    db.session.commit()
    logout_user()
    session.clear()
    return go_to(url_for("dashboards.home"))
