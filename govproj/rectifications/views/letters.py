"""催办, 督办, 查办: the letters as they are read, answered and printed."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.rectifications import actions, letters, policy
from govproj.rectifications.forms import AnswerForm
from govproj.rectifications.letters import urging_or_404
from govproj.rectifications.views.public import bp


@bp.get("/rectification-urgings")
@requires(policy.can_list)
def urgings():
    everything = request.args.get("which") == "all"
    before = request.args.get("before", 0, type=int)
    sent = letters.sent_to(
        current_user, unanswered=not everything, before=before if 0 < before < 2**31 else 0
    )
    return render_page("rectifications/urgings.html", sent=sent, everything=everything)


@bp.get("/rectification-urgings/<int:urging_id>")
@requires(signed_in, on=urging_or_404)
def urging(letter):
    return _page(letter, AnswerForm(version=letter.version))


@bp.post("/rectification-urgings/<int:urging_id>/answer")
@requires(policy.can_answer_urging, on=urging_or_404)
def answer_urging(letter):
    form = AnswerForm()
    if not form.validate():
        return _page(letter, form)
    same_version(letter, form.version.data)
    actions.answer(letter, words=form.answer.data, by=current_user)
    db.session.commit()
    flash(_("已答复。"))
    return go_to(url_for(".urging", urging_id=letter.id))


@bp.get("/rectification-urgings/<int:urging_id>/print")
@requires(signed_in, on=urging_or_404)
def print_urging(letter):
    return render_page("rectifications/urging_print.html", letter=letter, printed_at=dates.now())


def _page(letter, form):
    may_answer = letter.answered_on is None and policy.can_answer_urging(current_user, letter)
    return render_page(
        "rectifications/urging.html",
        fragment="form",
        status=422 if form.errors else 200,
        letter=letter,
        form=form if may_answer else None,
        may_make_clue=policy.can_make_clue(current_user, letter),
    )
