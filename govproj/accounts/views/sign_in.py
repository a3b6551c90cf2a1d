"""Signing in and out."""

from flask import Blueprint, current_app, flash, request, session, url_for
from flask_login import current_user, login_user, logout_user

from govproj.accounts import actions, second_step, sessions
from govproj.accounts.forms import CodeForm, SignInForm
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
    whole = actions.sign_in(user, username, form.password.data, request.remote_addr or "")
    db.session.commit()
    session.clear()  # a cookie planted before signing in is worth nothing afterwards
    if not whole:
        session["half"], session["next"] = user.token, form.next.data
        return go_to(url_for(".enter_code"))
    login_user(user)
    return go_to(own_address(form.next.data, url_for("dashboards.workbench")))


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def enter_code():
    user = sessions.half_signed_in(session.get("half"))
    if user is None:
        return go_to(url_for(".sign_in", next=session.get("next")))
    form, status = CodeForm(), 200
    if form.validate_on_submit():
        try:
            return _welcome_fully(user, form)
        except actions.SignInRefused as refused:
            db.session.commit()
            form.code.errors, status = [code_refusal(refused)], 429 if refused.too_many else 422
    return render_page(
        "accounts/code.html", status=422 if form.errors and status == 200 else status, form=form
    )


def _welcome_fully(user, form):
    actions.enter_code(user, form.code.data, request.remote_addr or "")
    left = second_step.recovery_codes_left(user.id)
    db.session.commit()
    onwards = own_address(session.get("next"), url_for("dashboards.workbench"))
    session.clear()
    login_user(user)
    if second_step.is_from_paper(form.code.data):
        flash(_("备用码用掉了一个，还剩 %(n)s 个。快用完时到“我的账号”换一份。", n=left), "soon")
    return go_to(onwards)


def code_refusal(refused) -> str:
    return (
        refusal_words(refused) if refused.too_many else _("码不对，或者已经用过了。请等手机上换了新的再填。")
    )


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
