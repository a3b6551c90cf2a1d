"""What somebody declares about firms; seen by themselves and by those who check conflicts."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.selections import policy
from govproj.selections.actions import declarations as actions
from govproj.selections.forms import InterestForm
from govproj.selections.queries import interest_or_404, interests_of
from govproj.selections.views.public import bp


def is_own(user, declared) -> bool:
    """Only who declared it takes it back."""
    return declared.user_id == user.id


@bp.get("/declarations")
@requires(policy.can_declare)
def declarations():
    return _page(InterestForm(formdata=None))


@bp.post("/declarations/interests")
@requires(policy.can_declare)
def declare_interest():
    form = InterestForm()
    if not form.validate_on_submit():
        return _page(form)
    actions.declare_interest(current_user, firm_name=form.firm.data, nature=form.nature.data)
    return _back(_("已申报。"))


@bp.post("/declarations/interests/<int:interest_id>/withdraw")
@requires(is_own, on=interest_or_404)
def withdraw_interest(interest):
    actions.withdraw_interest(interest, by=current_user)
    return _back(_("已撤回，撤回留有记录。"))


def _page(form):
    return render_page(
        "selections/declarations.html",
        status=422 if form.errors else 200,
        relatives=current_user.current_relatives,
        interests=interests_of(current_user),
        form=form,
    )


def _back(words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.declarations"))
