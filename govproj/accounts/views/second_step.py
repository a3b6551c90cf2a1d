"""One's own second step: set up, put on another phone, renew the codes on paper, give up."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.accounts import actions, policy, second_step
from govproj.accounts.actions import second_step as steps
from govproj.accounts.forms import ConfirmForm, FirstCodeForm
from govproj.accounts.views.sign_in import bp, code_refusal, refusal_words
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.qr import qr_image


def _user():
    return current_user._get_current_object()


@bp.get("/account/second-step", endpoint="second_step")
@requires(policy.can_have_second_step, on=second_step.own_or_404)
def show_second_step(step):
    return _page(step)


def _page(step, status=200, form=None, first=None):
    user, in_use = _user(), current_user.second_step_since is not None
    address = step.pending and second_step.address_of(step.pending, user)
    return render_page(
        "accounts/second_step.html",
        status=status,
        form=form or _confirm_form(formdata=None),
        first=first or FirstCodeForm(formdata=None),
        in_use=in_use,
        required=second_step.required_of(user),
        due=second_step.still_due(user),
        left=second_step.recovery_codes_left(user.id) if in_use else 0,
        address=address,
        image=address and qr_image(address),
        secret=step.pending and second_step.text_of(step.pending, user.id),
    )


def _confirm_form(**how) -> ConfirmForm:
    form = ConfirmForm(**how)
    if current_user.second_step_since is None:
        del form.code
        form.what.choices = ["start"]
    return form


def _confirmed(form) -> int:
    """0 where it is the person himself, else the status of the refusal, which stands at its field."""
    if not form.validate_on_submit():
        return 422
    wrong = _("密码不对，请重新填写。")
    field, said = form.password, refusal_words
    try:
        actions.confirm_password(_user(), form.password.data, request.remote_addr or "")
        if "code" in form:
            field, said, wrong = form.code, code_refusal, None
            actions.confirm_code(_user(), form.code.data, request.remote_addr or "")
    except actions.SignInRefused as refused:
        db.session.commit()
        field.errors = [said(refused) if refused.too_many or wrong is None else wrong]
        return 429 if refused.too_many else 422
    return 0


@bp.post("/account/second-step/change")
@requires(policy.can_have_second_step, on=second_step.own_or_404)
def change_second_step(step):
    form = _confirm_form()
    if status := _confirmed(form):
        return _page(step, status, form)
    answer = CHANGES[form.what.data](step)
    db.session.commit()
    return answer


def _start(step):
    steps.start(_user(), step)
    return go_to(url_for(".second_step", _anchor="phone"))


def _renew_codes(step):
    return _handed_out(steps.renew_codes(_user(), step))


def _turn_off(_step):
    steps.turn_off(_user())
    flash(_("手机动态码已关掉。"))
    return go_to(url_for(".account"))


CHANGES = {"start": _start, "renew_codes": _renew_codes, "turn_off": _turn_off}


@bp.post("/account/second-step/finish")
@requires(policy.can_have_second_step, on=second_step.own_or_404)
def finish_second_step(step):
    form = FirstCodeForm()
    codes = steps.finish(_user(), step, form.code.data) if form.validate_on_submit() else None
    if codes is None:
        form.code.errors = form.code.errors or [_("码不对。请核对手机的时间，等换了新的再填。")]
        return _page(step, 422, first=form)
    db.session.commit()
    return _handed_out(codes)


def _handed_out(codes):
    """They stand in this one answer and nowhere else."""
    return render_page("accounts/recovery_codes.html", codes=codes)
