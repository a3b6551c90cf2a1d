"""What somebody declares about relatives and firms; seen by themselves and by those who check conflicts."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.selections import policy
from govproj.selections.actions import declarations as actions
from govproj.selections.forms import InterestForm, RelativeForm
from govproj.selections.queries import interest_or_404, interests_of, relative_or_404
from govproj.selections.views.public import bp


def is_own(user, declared) -> bool:
    """Only who declared it takes it back."""
    return declared.user_id == user.id


@bp.get("/declarations")
@requires(policy.can_declare)
def declarations():
    return _page(RelativeForm(formdata=None), InterestForm(formdata=None))


@bp.post("/declarations/relatives")
@requires(policy.can_declare)
def declare_relative():
    form = RelativeForm()
    if not form.validate_on_submit():
        return _page(form, InterestForm(formdata=None))
    words = {name: form[name].data for name in ("name", "relation", "occupation")}
    actions.declare_relative(current_user, **words)
    return _back(_("已申报。"))


@bp.post("/declarations/interests")
@requires(policy.can_declare)
def declare_interest():
    form = InterestForm()
    if not form.validate_on_submit():
        return _page(RelativeForm(formdata=None), form)
    actions.declare_interest(current_user, firm_name=form.firm.data, nature=form.nature.data)
    return _back(_("已申报。"))


@bp.post("/declarations/relatives/<int:relative_id>/withdraw")
@requires(is_own, on=relative_or_404)
def withdraw_relative(relative):
    actions.withdraw_relative(relative, by=current_user)
    return _back(_("已撤回，撤回留有记录。"))


@bp.post("/declarations/interests/<int:interest_id>/withdraw")
@requires(is_own, on=interest_or_404)
def withdraw_interest(interest):
    actions.withdraw_interest(interest, by=current_user)
    return _back(_("已撤回，撤回留有记录。"))


def _page(relative_form, interest_form):
    status = 422 if relative_form.errors or interest_form.errors else 200
    return render_page(
        "selections/declarations.html",
        status=status,
        relatives=current_user.relatives,
        interests=interests_of(current_user),
        relative_form=relative_form,
        interest_form=interest_form,
    )


def _back(words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.declarations"))
