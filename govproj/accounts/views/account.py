"""One's own account: offices, password, other browsers; declaring a relative."""

from flask import current_app, flash, request, url_for
from flask_login import current_user

from govproj.accounts import actions, kept_texts, policy, queries, second_step, sessions
from govproj.accounts.forms import PasswordForm, RelativeForm
from govproj.accounts.views.sign_in import bp, refusal_words
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _

STILL_OPEN = {"accounts.account", "accounts.change_password", "accounts.sign_out"}
SECOND_STEP = {f"accounts.{name}second_step" for name in ("", "change_", "finish_")}


def first_make_the_account_safe():
    """before_request hook: a password somebody else has seen opens nothing but the page to change it, an account
    whose second step is overdue nothing but the page to set it up."""
    view = current_app.view_functions.get(request.endpoint)
    closed = getattr(view, "access", "public") != "public" and request.endpoint not in STILL_OPEN
    if closed and getattr(current_user, "must_change_password", False):
        return go_to(url_for("accounts.account"))
    if closed and request.endpoint not in SECOND_STEP and second_step.overdue(current_user):
        return go_to(url_for("accounts.second_step"))
    return None


@bp.get("/account")
@requires(signed_in)
def account():
    return _page()


def _page(password=None, status=200):
    user = current_user
    return render_page(
        "accounts/account.html",
        status=status,
        password=password or PasswordForm(formdata=None),
        offices=queries.offices_of(user),
        elsewhere=sessions.elsewhere(user),
        may_declare=policy.can_declare(user),
        may_have_second_step=second_step.is_on() and policy.can_have_second_step(user),
        kept=kept_texts.all_of(user),
    )


@bp.post("/account/password")
@requires(signed_in)
def change_password():
    form, user = PasswordForm(), current_user._get_current_object()
    if not form.validate_on_submit():
        return _page(password=form, status=422)
    try:
        actions.confirm_password(user, form.current.data, request.remote_addr or "")
    except actions.SignInRefused as refused:
        db.session.commit()
        wrong = refusal_words(refused) if refused.too_many else _("现在的密码不对，请重新填写。")
        form.current.errors = [wrong]
        return _page(password=form, status=429 if refused.too_many else 422)
    actions.change_password(user, form.new.data)
    db.session.commit()
    flash(_("密码已更改。在别处登录的都已退出。"))
    return go_to(url_for(".account"))


@bp.post("/account/sign-out-elsewhere")
@requires(signed_in)
def sign_out_elsewhere():
    sessions.close_others(current_user)
    db.session.commit()
    flash(_("别处的登录都已退出。"))
    return go_to(url_for(".account"))


@bp.route("/account/relatives/new", methods=["GET", "POST"])
@requires(policy.can_declare)
def declare_relative():
    form, user = RelativeForm(), current_user._get_current_object()
    if not form.validate_on_submit():
        return render_page("accounts/relative.html", status=422 if form.errors else 200, form=form)
    actions.declare_relative(user, **form.facts())
    db.session.commit()
    flash(_("已申报。"))
    return go_to(_declarations())


@bp.post("/account/relatives/<int:relative_id>/end")
@requires(policy.can_end_declaration, on=queries.relative_or_404)
def end_declaration(relative):
    actions.end_declaration(relative, by=current_user._get_current_object())
    db.session.commit()
    flash(_("已撤下。当时的申报仍留存备查。"))
    return go_to(_declarations())


def _declarations() -> str:
    """Relatives and ties to firms stand on one page, 我的申报, which a feature above this one keeps."""
    return url_for("selections.declarations", _anchor="relatives")
