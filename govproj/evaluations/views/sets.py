"""The village's own question sets."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.evaluations import actions, policy, queries, wording
from govproj.evaluations.forms import SetForm
from govproj.evaluations.questions import asked
from govproj.evaluations.views.public import bp
from govproj.villages.queries import village_or_404


@bp.get("/villages/<int:village_id>/question-sets")
@requires(policy.can_keep_sets, on=village_or_404)
def sets(village):
    return render_page(
        "evaluations/sets.html", village=village, sets=queries.sets_of(village.id, retired=True)
    )


@bp.route("/villages/<int:village_id>/question-sets/new", methods=["GET", "POST"])
@requires(policy.can_keep_sets, on=village_or_404)
def new_set(village):
    """Starts from the nine usual questions, or from the version that is to be followed by another."""
    form = SetForm(**_suggested(village))
    if form.validate_on_submit():
        made = actions.write_set(
            village, name=form.name.data, questions=form.understood.questions, by=current_user
        )
        db.session.commit()
        flash(_("已存为“%(name)s”第 %(number)s 版。", name=made.name, number=made.number))
        return go_to(url_for(".sets", village_id=village.id))
    status = 422 if form.errors else 200
    return render_page("evaluations/set.html", status=status, form=form, village=village)


def _suggested(village) -> dict:
    wanted = request.args.get("follows", type=int)
    earlier = next((s for s in queries.sets_of(village.id, retired=True) if s.id == wanted), None)
    if earlier:
        return {"name": earlier.name, "lines": wording.written(earlier.questions)}
    return {"lines": wording.written(asked(led=True))}


@bp.post("/question-sets/<int:set_id>/retire")
@requires(policy.can_retire_set, on=queries.set_or_404)
def retire_set(question_set):
    actions.retire_set(question_set, by=current_user)
    db.session.commit()
    flash(_("已停用，以前的评议不受影响。"))
    return go_to(url_for(".sets", village_id=question_set.village_id))
