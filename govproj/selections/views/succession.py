"""Replacing a lead, and what goes from hand to hand."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.selections import policy
from govproj.selections.actions import succession
from govproj.selections.forms import ReplaceForm
from govproj.selections.queries import hand_over_or_404, item_or_404, selection_or_404
from govproj.selections.states import ReplacedBecause
from govproj.selections.views.public import back_to, bp, form_page
from govproj.selections.views.steps import missing_before

HAND_OVER = "/projects/<int:project_id>/hand-over"


@bp.route("/projects/<int:project_id>/selection/replace", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def replace(selection):
    form = ReplaceForm()
    if form.validate_on_submit():
        because = ReplacedBecause(form.because.data)
        facts = {"items": form.items, "note": form.note.data}
        succession.replace(selection, because=because, by=current_user, **facts)
        return back_to(selection, _("原领办人已免去，请起草新的招募。"))
    intro = _("免去后项目暂由村两委联系人报告进度；新领办人重新招募、重新公示，再当面交接。")
    page = {"selection": selection, "intro": intro, "missing": missing_before("replace", selection)}
    return form_page(selection.project, form, _("更换领办人"), _("更换"), **page)


@bp.get(HAND_OVER)
@requires(policy.can_hand_over, on=hand_over_or_404)
def hand_over(selection):
    return render_page(
        "selections/hand_over.html",
        selection=selection,
        gives=policy.gives(current_user, selection),
        takes=policy.takes(current_user, selection),
        may_witness=policy.can_witness(current_user, selection),
        all_taken=all(item.taken_on for item in selection.hand_over),
    )


def may_tick(user, selection, item):
    return policy.gives(user, selection) or policy.takes(user, selection)


@bp.post(f"{HAND_OVER}/<int:item_id>/tick")
@requires(may_tick, on=item_or_404)
def tick(selection, item):
    succession.tick(item, by=current_user)
    return _kept(selection, _("已打勾。"))


@bp.post(f"{HAND_OVER}/witness")
@requires(policy.can_witness, on=hand_over_or_404)
def witness(selection):
    succession.witness(selection, by=current_user)
    return _kept(selection, _("交接已监交。"))


def _kept(selection, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.hand_over", project_id=selection.project_id))
